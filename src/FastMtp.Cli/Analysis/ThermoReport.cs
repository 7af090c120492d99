using FastMtp.Cli.Terminals;
using FastMtp.Files.Text;
using FastMtp.Plots;
using FastMtp.Properties.Statistics;
using FastMtp.Properties.Trajectories;
using FastMtp.Training.Studies;

namespace FastMtp.Cli.Analysis;

/// <summary>Averages of a log.</summary>
internal static class ThermoReport
{
    /// <summary>Columns that count or measure the run itself.</summary>
    private static readonly string[] NotAveraged =
        ["Step", "Elapsed", "Elaplong", "Time", "Dt", "CPU", "T/CPU", "S/CPU", "CPULeft", "Part", "TimeoutLeft", "Atoms"];

    /// <summary>Columns whose equilibration decides from when on all are averaged.</summary>
    private static readonly string[] Decisive = ["Temp", "PotEng", "Volume", "Density", "Lx", "Press"];

    /// <summary>Independent samples below which an error is a guess.</summary>
    private const double FewIndependent = 10;

    /// <summary>Prints the table and writes files if there is a directory.</summary>
    /// <param name="terminal">Where to print.</param>
    /// <param name="title">The run.</param>
    /// <param name="run">The run.</param>
    /// <param name="first">First row to average; null to find it.</param>
    /// <param name="directory">For tables and pictures.</param>
    /// <param name="source">The log, after which files are named.</param>
    public static void Print(Terminal terminal, string title, ThermoRun run, int? first, string? directory, string source)
    {
        int[] columns =
            [.. Enumerable.Range(0, run.Titles.Count).Where(i => !NotAveraged.Contains(run.Titles[i], StringComparer.OrdinalIgnoreCase))];
        var times = run.Times();
        var start = first ?? Equilibration.Start(Decisive.Select(run.Column).OfType<double[]>().DefaultIfEmpty(run.Columns[columns[0]]));
        var unit = run.HasTimes ? "ps" : "steps";
        terminal.Line($"{title}: {Atoms(run)}{Format.Count(run.Count, "row")}, {Format.Figures(times[^1] - times[0])} {unit}; "
            + $"averages from {Format.Figures(times[start] - times[0])} {unit} on"
            + (first is null ? ", where the values have forgotten the start" : ""));
        if (run.Units is { } units && units != "metal")
            terminal.Note($"the log has {units} units; values are in those units, and times too.");
        if (run.Torn is [var torn, .. var more])
        {
            terminal.Note($"{source}:{torn}: this line within the table is no row of {run.Titles.Count} values and is left out"
                + $"{more.Length switch { 0 => "", 1 => ", as is 1 more", var n => $", as are {n} more" }}.");
        }
        var averages = columns.Select(i => (Title: run.Titles[i], Average: SeriesAverage.Of(run.Columns[i].AsSpan(start)),
            Drift: Drift(times.AsSpan(start), run.Columns[i].AsSpan(start)))).ToArray();
        var interval = times.Length > 1 ? (times[^1] - times[0]) / (times.Length - 1) : 1;
        terminal.Table(
            ["", "mean ± error›", "deviation›", $"correlation, {unit}›", "independent›", "error from blocks›", $"drift per 1000 {unit}›"],
            averages.Select(a => (string[])
            [
                a.Title, Format.Spread(new Spread(a.Average.Mean, a.Average.Error)), Format.Figures(a.Average.Deviation),
                Format.Figures(a.Average.CorrelationTime * interval), $"{a.Average.Independent:F0}",
                double.IsNaN(a.Average.BlockError) ? "" : Format.Figures(a.Average.BlockError),
                a.Drift is { } drift ? Format.Spread(new Spread(1000 * drift.Slope, 1000 * drift.Error)) : "",
            ]));
        NoteShortness(terminal, averages.Select(a => (a.Title, a.Average)),
            [.. Decisive.Where(title =>
                run.Column(title) is { } values && Equilibration.IsDrifting(times.AsSpan(start), values.AsSpan(start)))]);
        if (directory is null) return;
        var table = AnalysisFiles.Path(directory, source, "averages.csv");
        CsvText.Write(
            table, ["column", "mean", "error", "deviation", "correlation_time", "independent", "drift_per_unit_time", "drift_error"],
            averages.Select(a => (object[])
            [
                a.Title, a.Average.Mean, a.Average.Error, a.Average.Deviation, a.Average.CorrelationTime * interval,
                a.Average.Independent, a.Drift?.Slope ?? double.NaN, a.Drift?.Error ?? double.NaN,
            ]));
        terminal.Line($"Averages: {table}");
        Pictures.Write(terminal, "Course of the run", AnalysisFiles.Path(directory, source, "png"), path =>
            ThermoPicture.Write(path, times, start, run.HasTimes ? "time, ps" : "step",
                [.. averages.Select((a, k) => new ThermoCurve(a.Title, run.Columns[columns[k]], a.Average.Mean, a.Average.Error))]));
    }

    private static string Atoms(ThermoRun run) => run.Atoms is { } atoms ? $"{Format.Count(atoms, "atom")}, " : "";

    private static Line? Drift(ReadOnlySpan<double> times, ReadOnlySpan<double> values) =>
        times.Length > 2 && times[^1] > times[0] ? Line.Through(times, values) : null;

    private static void NoteShortness(Terminal terminal, IEnumerable<(string Title, SeriesAverage Average)> averages, string[] drifting)
    {
        if (drifting.Length > 0)
        {
            terminal.Note($"{string.Join(", ", drifting)} had not settled when the run ended; "
                + "go on with it, or skip more of it with --skip.");
            return;
        }
        var few = averages.Where(a => a.Average.Deviation > 0 && a.Average.Independent < FewIndependent).Select(a => a.Title).ToArray();
        if (few.Length > 0)
        {
            terminal.Note(
                $"fewer than {FewIndependent} independent samples of {string.Join(", ", few)}: "
                + "their errors are only guesses; a longer run gives better ones.");
        }
    }
}
