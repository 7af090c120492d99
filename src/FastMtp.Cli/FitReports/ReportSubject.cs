using FastMtp.Kernels;
using FastMtp.Plots;
using FastMtp.Selection.Reports;
using FastMtp.Training.Fits;
using FastMtp.Training.Studies;

namespace FastMtp.Cli.FitReports;

/// <summary>What a report is about.</summary>
/// <param name="Title">Heading.</param>
/// <param name="Potential">The potential.</param>
/// <param name="Facts">Its errors.</param>
/// <param name="Parity">Its predictions of the data that are judged.</param>
internal sealed record ReportSubject(string Title, Potential Potential, FitReport Facts, ParityPicture Parity)
{
    /// <summary>The course of the fit; empty if it is unknown.</summary>
    public IReadOnlyList<LearningPoint> Course { get; init; } = [];

    /// <summary>True if the validation data were held out of the training data.</summary>
    public bool IsHeldOut { get; init; }

    /// <summary>What was done after the fit that is judged; null for nothing.</summary>
    public string? Afterwards { get; init; }

    /// <summary>Fits to parts of the data; null if there are none.</summary>
    public DataCurve? Curve { get; init; }

    /// <summary>Evaluates the potential of a fit: that before final steps, as afterwards no cells are left to judge it by.</summary>
    public static ReportSubject Of(string title, Fitted fitted, MtpKernel kernel, FitData data, int threads)
    {
        var final = fitted.Final is { Gains: true } ? fitted.Final : null;
        var potential = new Potential(final?.Before ?? fitted.Potential, kernel);
        return Of(title, potential, data.Training, data.Validation, threads) with
        {
            IsHeldOut = data.Held is { Count: > 0 },
            Afterwards = final?.Words,
        };
    }

    /// <summary>Evaluates a potential.</summary>
    public static ReportSubject Of(
        string title, Potential potential, IReadOnlyList<Configuration> training, IReadOnlyList<Configuration> validation, int threads)
    {
        var parity = new ParityPicture(withStress: true);
        return new(title, potential, FitReport.Of(potential, training, validation, threads, parity.Add), parity);
    }
}
