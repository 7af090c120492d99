using FastMtp.Cli.Terminals;
using FastMtp.Training.History;

namespace FastMtp.Cli.Reports;

/// <summary>The columns shown for each step of a fit.</summary>
/// <param name="validates">True if there are validation data.</param>
/// <param name="hasStress">True if the data have stresses.</param>
internal sealed class ProgressColumns(bool validates, bool hasStress)
{
    private const double Milli = 1000;

    public string[] Titles =>
    [
        "step", "loss", "meV/atom", "meV/Å", .. Stress("GPa"),
        .. validates ? (string[])["valid meV/atom", "valid meV/Å", .. Stress("valid GPa")] : [],
        "time", "left at most",
    ];

    /// <summary>True if nothing is missing from the row of a step: validations are only now and then.</summary>
    public bool AreKnown(TrainingProgress progress) => !validates || progress.Record.Validation is not null;

    /// <summary>The cells of a step.</summary>
    /// <param name="progress">The step.</param>
    /// <param name="validated">The errors of the last validation.</param>
    public string[] Row(TrainingProgress progress, ErrorSummary? validated)
    {
        var record = progress.Record;
        return
        [
            $"{record.Step}", Format.Figures(record.Loss), .. Errors(record.Training),
            .. validates ? Errors(validated) : [],
            Format.Duration(TimeSpan.FromSeconds(record.Seconds)), progress.Remaining is { } left ? Format.Duration(left) : "",
        ];
    }

    private string[] Errors(ErrorSummary? errors) =>
        [Number(Milli * errors?.EnergyRmse), Number(Milli * errors?.ForceRmse), .. Stress(Number(errors?.StressRmse))];

    private string[] Stress(string text) => hasStress ? [text] : [];

    private static string Number(double? value) => value is { } v ? Format.Figures(v) : "";
}
