using FastMtp.Radial;
using FastMtp.Training.Manifolds;
using FastMtp.Training.Parameterizations;

namespace FastMtp.Training.Forms;

/// <summary>R-MF: N_T² × N_f·N_b on the manifold of matrices of a rank. Stored as MF, whose factors share the singular values.</summary>
internal sealed record FixedRankForm(int Rank) : RadialForm
{
    public override string Name => "rmf";

    public override IReadOnlyList<int> Ranks => [Rank];

    internal override string Description => "matrices of fixed rank, Riemannian";

    internal override string Title => "R-MF";

    /// <summary>The singular value decomposition of a point has orthonormal columns.</summary>
    internal override bool IsRedundant => true;

    internal override IParameterization Parameterization(RadialShape shape) => Manifold(shape);

    internal override RadialTensor Tensor(RadialShape shape, double[] point) =>
        MatrixRadialTensor.Stored.Of(shape, Ranks, Manifold(shape).Svd(point).SharedFactors());

    internal override IEnumerable<RadialForm> Candidates(RadialShape shape) =>
        Enumerable.Range(1, Math.Min(shape.PairCount, shape.PairLength)).Select(rank => new FixedRankForm(rank));

    private protected override RadialForm Create(IReadOnlyList<int> ranks, RankGrowth growth) => new FixedRankForm(ranks[0]);

    private FixedRankManifold Manifold(RadialShape shape) => new(shape.PairCount, shape.PairLength, Rank);
}
