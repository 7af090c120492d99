using FastMtp.Radial;
using FastMtp.Training.Parameterizations;

namespace FastMtp.Training.Forms;

/// <summary>One N_f × N_b table for each unordered pair of species.</summary>
internal sealed record SymmetricForm : RadialForm
{
    public override string Name => "symmetric";

    public override IReadOnlyList<int> Ranks => [];

    internal override string Description => "one table for each unordered pair of species";

    internal override string Title => Name;

    internal override Unfolding Unfolding => Unfolding.UnorderedPairs;

    internal override IParameterization Parameterization(RadialShape shape) =>
        new SymmetricPairs(shape, new DenseTensor(shape.PairLength));

    internal override RadialTensor Tensor(RadialShape shape, double[] point) => SymmetricRadialTensor.Stored.Of(shape, Ranks, point);

    internal override IEnumerable<RadialForm> Candidates(RadialShape shape) => [this];

    private protected override RadialForm Create(IReadOnlyList<int> ranks, RankGrowth growth) => this;
}
