using FastMtp.Radial;
using FastMtp.Training.Parameterizations;

namespace FastMtp.Training.Forms;

/// <summary>MFRA: a matrix factorisation, MF or one for each pair, whose rank grows during the fit (Algorithm 1).</summary>
internal sealed record AugmentedForm : RadialForm
{
    private readonly RadialForm _last;
    private readonly RankGrowth _growth;

    /// <param name="last">The form at the end of the fit, of one rank and parameterised by <see cref="IMatrixFactors"/>.</param>
    /// <param name="growth">How the rank grows.</param>
    /// <exception cref="InputException">The schedule is invalid.</exception>
    public AugmentedForm(RadialForm last, RankGrowth growth)
    {
        growth.Require(last.Ranks[0]);
        (_last, _growth) = (last, growth);
    }

    public override string Name => $"{_last.Name}ra";

    public override IReadOnlyList<int> Ranks => _last.Ranks;

    internal override string Description => $"{_last.Name} with rank augmentation";

    internal override string Title => $"{_last.Title}RA";

    internal override RankGrowth Growth => _growth;

    internal override Unfolding Unfolding => _last.Unfolding;

    internal override RadialForm First => _last.WithRanks([_growth.MinRank]);

    internal override RadialForm At(IReadOnlyList<int> ranks) => _last.WithRanks(ranks);

    internal override bool CanStandAt(IReadOnlyList<int> ranks) => ranks is [var rank] && rank >= _growth.MinRank && rank <= _last.Ranks[0];

    internal override RadialForm? After(RadialForm current) =>
        current.Ranks[0] < _last.Ranks[0]
            ? _last.WithRanks([Math.Min(current.Ranks[0] + _growth.Increment, _last.Ranks[0])])
            : null;

    internal override IParameterization Parameterization(RadialShape shape) => _last.Parameterization(shape);

    internal override RadialTensor Tensor(RadialShape shape, double[] point) => _last.Tensor(shape, point);

    /// <summary>Ranks above the first that whole increments reach.</summary>
    internal override IEnumerable<RadialForm> Candidates(RadialShape shape) => _last.Candidates(shape)
        .Select(form => form.Ranks[0])
        .Where(rank => rank > _growth.MinRank && (rank - _growth.MinRank) % _growth.Increment == 0)
        .Select(rank => WithRanks([rank]));

    private protected override RadialForm Create(IReadOnlyList<int> ranks, RankGrowth growth) =>
        new AugmentedForm(_last.WithRanks(ranks), growth);
}
