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

    public string[] Row(TrainingProgress progress)
    {
        var record = progress.Record;
        return
        [
            $"{record.Step}", Format.Figures(record.Loss), .. Errors(record.Training),
            .. validates ? Errors(record.Validation) : [],
            Format.Duration(TimeSpan.FromSeconds(record.Seconds)), progress.Remaining is { } left ? Format.Duration(left) : "",
        ];
    }

    private string[] Errors(ErrorSummary? errors) =>
        [Number(Milli * errors?.EnergyRmse), Number(Milli * errors?.ForceRmse), .. Stress(Number(errors?.StressRmse))];

    private string[] Stress(string text) => hasStress ? [text] : [];

    private static string Number(double? value) => value is { } v ? Format.Figures(v) : "";
}
