using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Reports;
using FastMtp.Cli.Terminals;
using FastMtp.Data;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Input;
using FastMtp.Selection.Checks;

namespace FastMtp.Cli.Checks;

/// <summary><c>fastmtp check DATA…</c>: what is wrong in a data set.</summary>
internal static class CheckCommand
{
    public const string Name = "check";

    public static readonly string[] Examples =
    [
        "fastmtp check data.xyz.gz                          contents and findings, the most serious first",
        "fastmtp check old.cfg new.cfg --species Mo,Nb      several files count as one set",
        "fastmtp check data.xyz --output findings.csv       all findings, also as .json",
        "fastmtp check data.xyz --clean clean.xyz           leave out duplicates and configurations with errors",
    ];

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            Name, "Look for what is wrong in a data set: configurations that occur twice, with the same labels or with others; units and "
            + "signs of energies, forces and stresses, which are compared with differences of the energies where structures are "
            + "near each other; outliers, short distances, isolated atoms, missing labels. The exit code is 1 if there are errors.");
        var files = Options.Files("data", "Configurations: .cfg, extended XYZ, LAMMPS dumps, POSCAR or .cif, also .gz.");
        var cutoff = Options.Number("--cutoff", "Atoms farther apart are no neighbours, Å.", 5);
        var output = Options.Text("--output", "File for all findings, .csv or .json.", "file");
        var clean = Options.Text(
            "--clean", "File for the data without exact duplicates and configurations with errors; faults of whole groups stay.", "file");
        var threads = Options.Threads();
        command.Add(files);
        foreach (var option in (Option[])[cutoff, output, clean, threads]) command.Add(option);
        var reading = new DataOptions(command);
        command.SetAction(parsed =>
        {
            var paths = parsed.GetRequiredValue(files);
            var (table, cleaned) = (parsed.GetValue(output), parsed.GetValue(clean));
            new OutputCheck().Reads("the data", paths).Writes("the findings", table, "--output")
                .Writes("the clean data", cleaned, "--clean");
            if (table is not null) FindingsFile.RequireWritable(table);
            if (cleaned is not null) ConfigurationFile.RequireWritable(cleaned);
            InputBounds.RequireCutoff(parsed.GetValue(cutoff), "--cutoff");
            var set = reading.Read(parsed, paths, terminal);
            var findings = DataCheck.Run(set.Configurations, set.Species, parsed.GetValue(cutoff), parsed.GetValue(threads));
            Describe(terminal, paths, set, findings, parsed.GetValue(cutoff), parsed.GetValue(threads));
            FindingsTable.Print(terminal, findings);
            if (table is not null)
            {
                FindingsFile.Write(table, findings);
                terminal.Line($"Findings: {table}");
            }
            if (cleaned is not null)
            {
                var kept = DataCheck.Clean(set.Configurations, findings);
                if (kept.Count == 0)
                    throw new InputException($"{cleaned}: every configuration has an error, so nothing is left; leave out --clean.");
                ConfigurationFile.Write(cleaned, kept, set.Species);
                terminal.Line($"{cleaned}: {kept.Count} of {Format.Count(set.Configurations.Count, "configuration")}");
            }
            return findings.Any(finding => finding.Severity == Severity.Error) ? ExitCode.Failure : ExitCode.Success;
        });
        return command;
    }

    /// <summary>The contents of the set, as far as its configurations are usable.</summary>
    private static void Describe(
        Terminal terminal, string[] paths, ConfigurationSet set, IReadOnlyList<Finding> findings, double cutoff, int threads)
    {
        var unusable = findings.Where(f => f.Kind == GeometryChecks.Unusable).Select(f => f.Index).ToHashSet();
        var usable = set with { Configurations = [.. set.Configurations.Where((_, i) => !unusable.Contains(i))] };
        if (usable.Configurations.Count == 0) return;
        var species = set.Species?.Count ?? usable.Configurations.Max(c => c.Types.Max()) + 1;
        DataReport.Print(terminal, string.Join(", ", paths), usable, DataSummary.Of(usable.Configurations, species, cutoff, threads));
    }
}
