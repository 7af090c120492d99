using FastMtp.Radial;
using FastMtp.Training.Parameterizations;

namespace FastMtp.Training.Forms;

/// <summary>MF: U·Vᵀ of N_T² × N_f·N_b.</summary>
internal sealed record MatrixForm(int Rank) : RadialForm
{
    public override string Name => "mf";

    public override IReadOnlyList<int> Ranks => [Rank];

    internal override string Description => "matrix factorisation";

    internal override bool IsTruncation => true;

    internal override IParameterization Parameterization(RadialShape shape) =>
        new MatrixFactorization(shape.PairCount, shape.PairLength, Rank);

    internal override RadialTensor Tensor(RadialShape shape, double[] point) => MatrixRadialTensor.Stored.Of(shape, Ranks, point);

    internal override IEnumerable<RadialForm> Candidates(RadialShape shape) =>
        Enumerable.Range(1, Math.Min(shape.PairCount, shape.PairLength)).Select(rank => new MatrixForm(rank));

    private protected override RadialForm Create(IReadOnlyList<int> ranks, RankGrowth growth) => new MatrixForm(ranks[0]);
}
