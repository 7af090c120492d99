using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Plots;
using FastMtp.Properties.Testing;

namespace FastMtp.Cli.Testing;

/// <summary><c>fastmtp test POTENTIAL TESTS</c>: properties of crystals beside references.</summary>
internal static class TestCommand
{
    public const string Name = "test";

    public static readonly string[] Examples =
    [
        "fastmtp test potential.fmtp tests.toml                  a table of properties, each passed or failed",
        "fastmtp test potential.fmtp tests.toml --output report   also a report with pictures, Markdown and HTML",
    ];

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            Name, "Compute what one checks before trusting a potential: lattice constants, energies of phases, equation of state, elastic "
            + "constants, vacancies, interstitials, surfaces, stacking faults, phonons, energy conservation and pair curves, each beside a "
            + "reference if the file gives one. The exit code is 1 if one fails.");
        var potential = Options.File("potential", "The potential, .mtp, .fmtp or .yace (PACE), also .gz.");
        var tests = Options.File("tests", "A TOML file that names crystals, properties and references; see docs/tests.md.");
        var output = Options.Text("--output", "Directory for report.md, report.html and pictures.", "directory");
        var species = Options.Species("Names of the species of a .mtp file that does not name them.");
        var threads = Options.Threads();
        command.Add(potential);
        command.Add(tests);
        foreach (var option in (Option[])[output, species, threads]) command.Add(option);
        command.SetAction(parsed =>
        {
            var directory = parsed.GetValue(output);
            if (directory is not null) OutputDirectory.Create(directory);
            var path = parsed.GetRequiredValue(potential);
            var model = PotentialInput.ReadFitted(path, parsed.GetValue(species));
            var file = TestFile.Read(parsed.GetRequiredValue(tests), model.Species!, model.Cutoff);
            var done = 0;
            var results = TestSet.Run(model, file, parsed.GetValue(threads), report =>
                terminal.Line($"{++done} of {file.Crystals.Count}  {report.Name}: {Format.Count(report.Results.Count, "result")}"));
            TestTable.Print(terminal, results);
            if (directory is not null) Write(terminal, directory, path, results);
            return results.Results.Any(result => result.Passed == false) ? ExitCode.Failure : ExitCode.Success;
        });
        return command;
    }

    private static void Write(Terminal terminal, string directory, string potential, TestSet results)
    {
        var pictures = new List<string>();
        foreach (var (report, i) in results.Crystals.Select((report, i) => (report, i)))
            if (PropertyPictures.HasPicture(report)) Draw($"crystal{i + 1}.png", report.Name, path => PropertyPictures.Write(path, report));
        if (results.Pairs.Count > 0) Draw("pairs.png", "Pairs of atoms", path => PropertyPictures.WritePairs(path, results.Pairs));
        TestReport.Write(directory, $"Properties of {Path.GetFileName(potential)}", results, pictures);
        terminal.Line($"Report: {Path.Combine(directory, "report.html")}");

        void Draw(string name, string title, Action<string> draw)
        {
            var path = Path.Combine(directory, name);
            Pictures.Write(terminal, title, path, draw);
            if (File.Exists(path)) pictures.Add(name);
        }
    }
}
