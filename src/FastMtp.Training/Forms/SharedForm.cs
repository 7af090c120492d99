using FastMtp.Radial;
using FastMtp.Training.Parameterizations;

namespace FastMtp.Training.Forms;

/// <summary>Shared radial functions: W·Uᵀ of N_T²·N_f × N_b.</summary>
internal sealed record SharedForm(int Rank) : RadialForm
{
    public override string Name => "shared";

    public override IReadOnlyList<int> Ranks => [Rank];

    internal override string Description => "combinations of a few shared functions";

    internal override string Title => Name;

    internal override bool IsTruncation => true;

    internal override Unfolding Unfolding => Unfolding.Functions;

    internal override IParameterization Parameterization(RadialShape shape) =>
        new MatrixFactorization(shape.PairCount * shape.FunctionCount, shape.BasisSize, Rank);

    internal override RadialTensor Tensor(RadialShape shape, double[] point) => SharedRadialTensor.Stored.Of(shape, Ranks, point);

    internal override IEnumerable<RadialForm> Candidates(RadialShape shape) =>
        Enumerable.Range(1, Math.Min(shape.PairCount * shape.FunctionCount, shape.BasisSize)).Select(rank => new SharedForm(rank));

    private protected override RadialForm Create(IReadOnlyList<int> ranks, RankGrowth growth) => new SharedForm(ranks[0]);
}
