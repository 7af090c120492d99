using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Data;
using FastMtp.Training.Fits;

namespace FastMtp.Cli.FitReports;

/// <summary><c>fastmtp report POTENTIAL… --training DATA…</c>: writes a report of a fit.</summary>
internal static class ReportCommand
{
    public const string Name = "report";

    public static readonly string[] Examples =
    [
        "fastmtp report potential.mtp --training train.xyz.gz --valid valid.xyz.gz       report.html",
        "fastmtp report alloy.fmtp --training train.xyz --output alloy.md                Markdown, with pictures beside it",
        "fastmtp report alloy.[0-4].fmtp --training train.xyz --valid valid.xyz          the mean of five potentials",
        "fastmtp report alloy.fmtp --training train.xyz --valid valid.xyz --learning-curve   would more data help, or a higher level?",
    ];

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            Name,
            "Report on a fit: what its errors say, by group and species, with pictures, the worst cells, "
            + "and whether more data or a larger basis would help.");
        var potentials = Options.Files("potential", "The potential, .mtp, .fmtp or .yace (PACE), also .gz; several make a committee.");
        var training = Options.FileList("--training", "The configurations that it was fitted to.");
        training.Required = true;
        var valid = Options.FileList(
            "--valid", "Validation configurations. [default: those that the fit held out of the training data, if it is certain which]");
        var output = Options.Text("--output", "The report: one .html file, or .md with pictures beside it. [default: report.html]", "file");
        var curve = new Option<bool>("--learning-curve")
        {
            Description = "Also fit to 1/8, 1/4, 1/2 and all of the training data, and with the next smaller basis, "
                + "which takes about three times as long as the fit did; "
                + "says how long before it begins, and goes on where it was stopped.",
        };
        var threads = Options.Threads();
        command.Add(potentials);
        foreach (var option in (Option[])[training, valid, output, curve, threads]) command.Add(option);
        var reading = new DataOptions(command);
        command.SetAction(parsed =>
        {
            var (paths, path) = (parsed.GetRequiredValue(potentials), parsed.GetValue(output) ?? "report.html");
            var (fitted, watched) = (parsed.GetRequiredValue(training), parsed.GetValue(valid) ?? []);
            RequireApart(
                new OutputCheck().Reads("the potential", paths).Reads("the training data", fitted).Reads("the validation data", watched),
                path,
                "--output");
            ReportFile.RequireWritable(path);
            var subject = PotentialInput.ReadFitted(paths, reading.Species(parsed));
            EqualMembers.Note(terminal, subject.Members);
            var isOne = !subject.IsPace && !subject.IsCommittee;
            if (parsed.GetValue(curve) && !isOne)
            {
                throw new InputException(
                    $"{paths[0]}: --learning-curve fits again, which needs a single .mtp or .fmtp potential; name one, or leave it out.");
            }
            _ = subject.Kernel?.WarmUp();
            var before = isOne ? new FittedBefore(paths[0], subject.Model) : null;
            var all = reading.Read(parsed, fitted, terminal, subject.Species).Configurations;
            RequireLabels(fitted, all);
            var validation = watched.Length > 0 ? reading.Read(parsed, watched, terminal, subject.Species).Configurations : [];
            if (before?.OtherData(all.Count) is { } other) terminal.Note(other);
            if (DataNotes.OfRepeated(all, validation) is { } repeated) terminal.Note(repeated);
            var workers = parsed.GetValue(threads);
            var divided = validation.Count == 0 ? before?.Divide(all, workers) : null;
            var judged = divided is not null && before?.FinalSteps is not null ? new Potential(before.Judged!, subject.Kernel) : subject;
            var report = ReportSubject.Of(
                Title(paths), judged, divided?.Training ?? all, divided?.Validation ?? validation, workers) with
            {
                Course = before?.Course ?? [],
                IsHeldOut = divided is not null,
                Afterwards = divided is null ? null : before?.FinalSteps,
            };
            if (!parsed.GetValue(curve))
            {
                ReportFile.Write(terminal, path, report);
                return ExitCode.Success;
            }
            var data = divided ?? FitData.Of(all, validation, subject.Species!, before!.Weights, subject.Cutoff, workers, HoldOut.Usual);
            var (points, exitCode) = DataCurveDisplay.Run(
                terminal, subject.Model, before!.Settings, data, OutputPaths.Path(path, ".fits"), workers);
            ReportFile.Write(terminal, path, report with { Curve = points });
            return exitCode;
        });
        return command;
    }

    /// <summary>Checks that a report overwrites nothing.</summary>
    /// <param name="files">The other files of the command.</param>
    /// <param name="path">The report; null for none.</param>
    /// <param name="option">The option that names it.</param>
    public static void RequireApart(OutputCheck files, string? path, string option)
    {
        if (path is null) return;
        files.Writes("the report", path, option);
        foreach (var picture in ReportFile.PicturesOf(path)) files.Writes("a picture of the report", picture, option);
    }

    private static void RequireLabels(string[] files, IReadOnlyList<Configuration> data)
    {
        if (data.Any(cell => cell.Energy is not null || cell.Forces is not null)) return;
        throw new InputException(
            $"{string.Join(", ", files)}: the data have neither energies nor forces to compare with; "
            + "name them with --energy-key and --forces-key.");
    }

    private static string Title(string[] paths) =>
        paths.Length == 1 ? $"Fit of {Path.GetFileName(paths[0])}" : $"Fits of {Path.GetFileName(paths[0])} and {paths.Length - 1} more";
}
