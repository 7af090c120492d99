using System.Text.Json.Serialization;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Tuning;

/// <summary>What is known of a candidate after it has been fitted for some time.</summary>
internal sealed record Trial
{
    /// <summary>The candidate.</summary>
    public required Candidate Candidate { get; init; }

    /// <summary>The last rung that it took part in, from 0.</summary>
    public required int Rung { get; init; }

    /// <summary>The method of the fit, which depends on the number of parameters.</summary>
    public FitMethod Method { get; init; } = FitMethod.GaussNewton;

    /// <summary>Steps made; with several folds, by the longest fit.</summary>
    public required int Steps { get; init; }

    /// <summary>Step of the best coefficients; with several folds, their mean.</summary>
    public required int BestStep { get; init; }

    /// <summary>Wall-clock seconds times threads since the first step, of all folds together.</summary>
    public required double Seconds { get; init; }

    /// <summary>Errors of the best coefficients.</summary>
    public required HeldOutError Error { get; init; }

    /// <summary>True if the fit ended while it still improved, before it had as many steps as one without options.</summary>
    [JsonIgnore]
    public bool IsUnfinished =>
        Method == TrainingSettings.Usual.Method && BestStep == Steps && Steps < TrainingSettings.Usual.Steps;
}
