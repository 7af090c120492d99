using FastMtp.Radial;
using FastMtp.Training.Parameterizations;

namespace FastMtp.Training.Forms;

/// <summary>TF: a tensor train of N_T × N_T × N_f × N_b.</summary>
internal sealed record TensorTrainForm(int FirstRank, int SecondRank, int ThirdRank) : RadialForm
{
    public override string Name => "tf";

    public override IReadOnlyList<int> Ranks => [FirstRank, SecondRank, ThirdRank];

    internal override string Description => "tensor train";

    internal override bool IsTruncation => true;

    internal override Unfolding Unfolding => Unfolding.Species;

    internal override IParameterization Parameterization(RadialShape shape) => new TensorTrain(shape.Modes, Ranks);

    internal override RadialTensor Tensor(RadialShape shape, double[] point) => TensorTrainRadialTensor.Stored.Of(shape, Ranks, point);

    /// <summary>Ranks whose outer ones do not exceed the numbers of species and radial functions, like the paper's 4,8,4.</summary>
    internal override IEnumerable<RadialForm> Candidates(RadialShape shape)
    {
        // With few radial functions the last rank must not starve the middle one.
        var last = Math.Min(Math.Max(shape.FunctionCount, shape.SpeciesCount), shape.BasisSize);
        return Enumerable.Range(1, Math.Min(shape.PairCount, shape.FunctionCount * last))
            .Select(rank => new TensorTrainForm(Math.Min(rank, shape.SpeciesCount), rank, Math.Min(rank, last)));
    }

    private protected override RadialForm Create(IReadOnlyList<int> ranks, RankGrowth growth) =>
        new TensorTrainForm(ranks[0], ranks[1], ranks[2]);
}
