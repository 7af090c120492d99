using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Reports;
using FastMtp.Cli.Terminals;
using FastMtp.Data;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Files.PaceFiles;
using FastMtp.Files.PotentialFiles;
using FastMtp.Input;
using FastMtp.Potentials;
using FastMtp.Radial;

namespace FastMtp.Cli.Commands;

/// <summary><c>fastmtp info</c>: describes a potential, a data set, or a basis before any fit.</summary>
internal static class InfoCommand
{
    public const string Name = "info";

    public static readonly string[] Examples =
    [
        "fastmtp info data.xyz.gz                          species, groups, labels, shortest distances, neighbours",
        "fastmtp info train.cfg valid.cfg --cutoff 6       several files count as one set",
        "fastmtp info potential.mtp                        size, cutoff, coefficients, kernel",
        "fastmtp info --level 16 --species Mo,Nb,Ta,W      number of parameters of a fit",
        "fastmtp info --basis ace:12 --species Mo,Nb,Ta,W",
        "fastmtp info --level 16 --species Mo,Nb,Ta,W --model mf --rank 8   the same in a compressed form",
    ];

    public static Command Create(Terminal terminal)
    {
        var command = new Command(Name, "Describe a potential, a data set, or a basis before any fit.");
        var files = Options.Files(
            "file", "A potential (.mtp, .fmtp, .yace) or configurations (.cfg, extended XYZ, POSCAR, .cif), also .gz.", required: false);
        var cutoff = Options.Number("--cutoff", "Cutoff, Å.", 5);
        var radialSize = Options.Whole("--radial-size", "Number of radial polynomials, with --level or --basis.", 8, 1);
        var threads = Options.Threads();
        command.Add(files);
        var basis = new BasisOptions(
            command, "Describe an MTP of this level, 2, 4, …, 24, before any fit; needs --species.", standard: null);
        foreach (var option in (Option[])[cutoff, radialSize, threads]) command.Add(option);
        var form = new RadialModelOptions(command, ofFit: false);
        var reading = new DataOptions(command);
        command.SetAction(parsed =>
        {
            var paths = parsed.GetValue(files) ?? [];
            var species = reading.Species(parsed);
            var model = form.Read(parsed);
            if (basis.Find(parsed) is { } asked)
            {
                if (paths.Length > 0)
                    throw new InputException("--level and --basis describe a potential before any fit; leave out the files or the basis.");
                if (species is null)
                {
                    throw new InputException(
                        "The number of parameters depends on the species; name them with --species, such as Mo,Nb,Ta,W.");
                }
                var radial = new RadialBasis(0, parsed.GetValue(cutoff), parsed.GetValue(radialSize));
                PotentialReport.Print(terminal, $"{asked}, not fitted", PotentialModel.ForBasis(asked, species, radial), model);
            }
            else if (paths.Length == 0)
            {
                throw new InputException(
                    "There is nothing to describe; name a potential, data files, or a basis with --level or --basis and --species.");
            }
            else if (PotentialFile.IsPotential(paths[0]))
            {
                if (paths.Length > 1)
                    throw new InputException($"{paths[1]}: only one potential can be described at a time; leave out the other files.");
                if (model.IsCompressed && YaceFile.Is(paths[0]))
                    throw new InputException($"--model applies to MTP and ACE potentials, but {paths[0]} is one of PACE; leave it out.");
                if (YaceFile.Is(paths[0])) PaceReport.Print(terminal, paths[0], YaceFile.Read(paths[0]));
                else if (CommitteeFile.Is(paths[0])) PrintCommittee(terminal, paths[0], species);
                else PotentialReport.Print(terminal, paths[0], PotentialFile.Read(paths[0], species), model);
            }
            else
            {
                if (model.IsCompressed)
                    throw new InputException($"--model applies to potentials, but {paths[0]} contains configurations; leave it out.");
                var set = reading.Read(parsed, paths, terminal);
                DescribeData(terminal, string.Join(", ", paths), set, parsed.GetValue(cutoff), parsed.GetValue(threads));
            }
        });
        return command;
    }

    private static void PrintCommittee(Terminal terminal, string path, SpeciesList? species)
    {
        var (members, scale) = CommitteeFile.Read(path, species);
        PotentialReport.Print(terminal, path, members, scale);
        if (EqualMembers.Sentence(members) is { } equal) terminal.Note(equal);
    }

    private static void DescribeData(Terminal terminal, string title, ConfigurationSet set, double cutoff, int threads)
    {
        if (cutoff <= 0) throw new InputException("--cutoff 0 leaves no neighbours; 5 to 7 Å are usual.");
        InputBounds.RequireCutoff(cutoff, "--cutoff");
        var species = set.Species?.Count ?? set.Configurations.Max(c => c.Types.Max()) + 1;
        var summary = DataSummary.Of(set.Configurations, species, cutoff, threads);
        DataReport.Print(terminal, title, set, summary);
        foreach (var note in DataNotes.Of(set.Configurations, summary, set.Species)) terminal.Note(note);
    }
}
