using FastMtp.Radial;
using FastMtp.Training.Parameterizations;

namespace FastMtp.Training.Forms;

/// <summary>The dense tensor.</summary>
internal sealed record BaseForm : RadialForm
{
    public override string Name => "base";

    public override IReadOnlyList<int> Ranks => [];

    internal override string Description => "all of them";

    internal override bool IsCompressed => false;

    internal override string Title => Name;

    internal override IParameterization Parameterization(RadialShape shape) => new DenseTensor(shape.Length);

    internal override RadialTensor Tensor(RadialShape shape, double[] point) => new DenseRadialTensor(shape, point);

    internal override IEnumerable<RadialForm> Candidates(RadialShape shape) => [this];

    private protected override RadialForm Create(IReadOnlyList<int> ranks, RankGrowth growth) => this;
}
