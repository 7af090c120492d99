using FastMtp.Radial;
using FastMtp.Training.Parameterizations;

namespace FastMtp.Training.Forms;

/// <summary>The paper's compressed ACE: U·Vᵀ of N_f × N_b for each unordered pair of species.</summary>
internal sealed record PairsForm(int Rank) : RadialForm
{
    public override string Name => "pairs";

    public override IReadOnlyList<int> Ranks => [Rank];

    internal override string Description => "matrix factorisation for each unordered pair of species";

    internal override string Title => Name;

    internal override bool IsTruncation => true;

    internal override Unfolding Unfolding => Unfolding.UnorderedPairs;

    internal override IParameterization Parameterization(RadialShape shape) =>
        new FactorizedPairs(shape, Rank);

    internal override RadialTensor Tensor(RadialShape shape, double[] point) => PairsRadialTensor.Stored.Of(shape, Ranks, point);

    internal override IEnumerable<RadialForm> Candidates(RadialShape shape) =>
        Enumerable.Range(1, Math.Min(shape.FunctionCount, shape.BasisSize)).Select(rank => new PairsForm(rank));

    private protected override RadialForm Create(IReadOnlyList<int> ranks, RankGrowth growth) => new PairsForm(ranks[0]);
}
