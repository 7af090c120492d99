using FastMtp.Radial;
using FastMtp.Training.Parameterizations;

namespace FastMtp.Training.Forms;

/// <summary>MFRA: MF whose rank grows during the fit (Algorithm 1).</summary>
internal sealed record AugmentedForm : RadialForm
{
    private readonly MatrixForm _last;
    private readonly RankGrowth _growth;

    /// <exception cref="InputException">The schedule is invalid.</exception>
    public AugmentedForm(int rank, RankGrowth growth)
    {
        growth.Require(rank);
        (_last, _growth) = (new(rank), growth);
    }

    public override string Name => "mfra";

    public override IReadOnlyList<int> Ranks => _last.Ranks;

    internal override string Description => "mf with rank augmentation";

    internal override RankGrowth Growth => _growth;

    internal override RadialForm First => new MatrixForm(_growth.MinRank);

    internal override RadialForm At(IReadOnlyList<int> ranks) => _last.WithRanks(ranks);

    internal override bool CanStandAt(IReadOnlyList<int> ranks) => ranks is [var rank] && rank >= _growth.MinRank && rank <= _last.Rank;

    internal override RadialForm? After(RadialForm current) =>
        current.Ranks[0] < _last.Rank ? new MatrixForm(Math.Min(current.Ranks[0] + _growth.Increment, _last.Rank)) : null;

    internal override IParameterization Parameterization(RadialShape shape) => _last.Parameterization(shape);

    internal override RadialTensor Tensor(RadialShape shape, double[] point) => _last.Tensor(shape, point);

    /// <summary>Ranks above the first that whole increments reach.</summary>
    internal override IEnumerable<RadialForm> Candidates(RadialShape shape) => _last.Candidates(shape)
        .Select(form => form.Ranks[0])
        .Where(rank => rank > _growth.MinRank && (rank - _growth.MinRank) % _growth.Increment == 0)
        .Select(rank => new AugmentedForm(rank, _growth));

    private protected override RadialForm Create(IReadOnlyList<int> ranks, RankGrowth growth) => new AugmentedForm(ranks[0], growth);
}
