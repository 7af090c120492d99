using FastMtp.Basis.Mtp;

namespace FastMtp.Training.Studies;

/// <summary>The fits of one model with one basis, which differ only in their seeds.</summary>
internal sealed record FitGroup
{
    private FitGroup(FitOutcome[] fits)
    {
        Fits = fits;
        Training = ErrorSpread.Of(fits.Select(f => f.Training))!;
        Validation = ErrorSpread.Of(fits.Select(f => f.Validation));
        Seconds = Spread.Of(fits.Select(f => (double?)f.Seconds))!.Value;
        CpuSeconds = Spread.Of(fits.Select(f => (double?)f.CpuSeconds))!.Value;
    }

    /// <summary>The fits, at least one.</summary>
    public IReadOnlyList<FitOutcome> Fits { get; }

    /// <summary>Form of the radial coefficients.</summary>
    public RadialForm Model => Fits[0].Specification.Model;

    /// <summary>Rank of the moment coefficients; null if each is a parameter.</summary>
    public int? MomentRank => Fits[0].Specification.MomentRank;

    /// <summary>Name of the basis; null if it has none.</summary>
    public string? Basis => Fits[0].Specification.Basis;

    /// <summary>Level of an MTP; null for any other basis.</summary>
    public int? Level => MtpFamily.LevelOf(Basis);

    /// <summary>Family of the basis, such as mtp; null if it has no name.</summary>
    public string? Family => Basis?.Split(':')[0];

    /// <summary>Number of radial parameters.</summary>
    public int RadialParameters => Fits[0].RadialParameters;

    /// <summary>Total number of fitted parameters.</summary>
    public int Parameters => Fits[0].Parameters;

    /// <summary>Errors on the training set.</summary>
    public ErrorSpread Training { get; }

    /// <summary>Errors on the validation set; null without one.</summary>
    public ErrorSpread? Validation { get; }

    /// <summary>Wall-clock time per fit.</summary>
    public Spread Seconds { get; }

    /// <summary>Processor time per fit.</summary>
    public Spread CpuSeconds { get; }

    /// <summary>Time to evaluate the potential, µs/atom; null if it was not measured.</summary>
    public double? MicrosecondsPerAtom { get; init; }

    /// <summary>The groups in the order of their first fits.</summary>
    public static IReadOnlyList<FitGroup> Of(IEnumerable<FitOutcome> outcomes) =>
        [.. outcomes.GroupBy(o => o.Specification with { Seed = 0 }).Select(g => new FitGroup([.. g]))];
}
