namespace FastMtp.Training.Tuning;

/// <summary>What is known of a candidate after it has been fitted for some time.</summary>
internal sealed record Trial
{
    /// <summary>Errors fall more slowly the longer a fit lasts: the share of the last slope that is taken to go on.</summary>
    private const double SlopeThatStays = 0.75;

    /// <summary>No fit falls faster than in proportion to the inverse of its time, whatever its first steps do.</summary>
    private const double SteepestSlope = 1;

    /// <summary>The candidate.</summary>
    public required Candidate Candidate { get; init; }

    /// <summary>The last rung that it took part in, from 0.</summary>
    public required int Rung { get; init; }

    /// <summary>Steps made; with several folds, by the longest fit.</summary>
    public required int Steps { get; init; }

    /// <summary>Step of the best coefficients; with several folds, their mean.</summary>
    public required int BestStep { get; init; }

    /// <summary>Wall-clock seconds times threads since the first step, of all folds together.</summary>
    public required double Seconds { get; init; }

    /// <summary>Errors of the best coefficients.</summary>
    public required HeldOutError Error { get; init; }

    /// <summary>Relative error of the best coefficients up to half of the steps.</summary>
    public required double Earlier { get; init; }

    /// <summary>True if the fit has converged, so that more time changes nothing.</summary>
    public required bool HasEnded { get; init; }

    /// <summary>
    /// The relative error after a multiple of the steps. A large basis falls longer than a small one, so the present errors would favour small
    /// bases; the slope between half of the steps and all of them says who is still falling.
    /// </summary>
    public double Expected(double multiple)
    {
        if (HasEnded || multiple <= 1 || !(Earlier > Error.Relative) || !double.IsFinite(Earlier)) return Error.Relative;
        var slope = Math.Min(SteepestSlope, Math.Log2(Earlier / Error.Relative));
        return Error.Relative * Math.Pow(multiple, -SlopeThatStays * slope);
    }
}
