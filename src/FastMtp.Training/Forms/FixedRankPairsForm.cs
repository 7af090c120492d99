using FastMtp.Radial;
using FastMtp.Training.Manifolds;
using FastMtp.Training.Parameterizations;

namespace FastMtp.Training.Forms;

/// <summary>R-MF for each unordered pair of species: N_f × N_b on the manifold of matrices of a rank. Stored as pairs.</summary>
internal sealed record FixedRankPairsForm(int Rank) : RadialForm
{
    public override string Name => "rpairs";

    public override IReadOnlyList<int> Ranks => [Rank];

    internal override string Description => "matrices of fixed rank for each unordered pair, Riemannian";

    internal override string Title => Name;

    /// <summary>The singular value decompositions of a point have orthonormal columns.</summary>
    internal override bool IsRedundant => true;

    internal override Unfolding Unfolding => Unfolding.UnorderedPairs;

    internal override IParameterization Parameterization(RadialShape shape) => new PairManifold(shape, Rank);

    internal override RadialTensor Tensor(RadialShape shape, double[] point) =>
        PairsRadialTensor.Stored.Of(shape, Ranks, new PairManifold(shape, Rank).SharedFactors(point));

    internal override IEnumerable<RadialForm> Candidates(RadialShape shape) =>
        Enumerable.Range(1, Math.Min(shape.FunctionCount, shape.BasisSize)).Select(rank => new FixedRankPairsForm(rank));

    private protected override RadialForm Create(IReadOnlyList<int> ranks, RankGrowth growth) => new FixedRankPairsForm(ranks[0]);
}
