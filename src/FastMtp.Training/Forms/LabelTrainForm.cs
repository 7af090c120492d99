using FastMtp.Radial;
using FastMtp.Training.Parameterizations;

namespace FastMtp.Training.Forms;

/// <summary>TF with n and l apart: a tensor train of N_T × N_T × N_n × (L + 1) × N_b.</summary>
internal sealed record LabelTrainForm(int FirstRank, int SecondRank, int ThirdRank, int FourthRank) : RadialForm
{
    public override string Name => "tf5";

    public override IReadOnlyList<int> Ranks => [FirstRank, SecondRank, ThirdRank, FourthRank];

    internal override string Description => "tensor train with n and l of an ACE apart";

    internal override bool IsTruncation => true;

    internal override Unfolding Unfolding => Unfolding.Labels;

    internal override IParameterization Parameterization(RadialShape shape) => new LabelTrain(Labelled(shape), Ranks);

    internal override RadialTensor Tensor(RadialShape shape, double[] point) =>
        TensorTrainRadialTensor.StoredByLabel.Of(Labelled(shape), Ranks, point);

    /// <summary>As of <see cref="TensorTrainForm"/>, with the largest possible rank between n and l up to the middle one.</summary>
    internal override IEnumerable<RadialForm> Candidates(RadialShape shape)
    {
        var labels = Labelled(shape).Labels!;
        var last = Math.Min(Math.Max(shape.FunctionCount, shape.SpeciesCount), shape.BasisSize);
        return
            from rank in Enumerable.Range(1, Math.Min(shape.PairCount, labels.Count * last))
            let fourth = Math.Min(rank, last)
            select new LabelTrainForm(Math.Min(rank, shape.SpeciesCount), rank, Math.Min(rank, labels.Columns * fourth), fourth);
    }

    private protected override RadialForm Create(IReadOnlyList<int> ranks, RankGrowth growth) =>
        new LabelTrainForm(ranks[0], ranks[1], ranks[2], ranks[3]);

    /// <summary>The shape, if its radial functions have labels.</summary>
    /// <exception cref="InputException">They have none.</exception>
    internal static RadialShape Labelled(RadialShape shape) => shape.Labels is not null
        ? shape
        : throw new InputException(
            "A tensor train with n and l apart (tf5) needs radial functions R_nl, such as those of the basis ace:12; choose one, or tf.");
}
