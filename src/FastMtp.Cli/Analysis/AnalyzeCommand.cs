using System.CommandLine;
using System.Globalization;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Properties.Trajectories;

namespace FastMtp.Cli.Analysis;

/// <summary><c>fastmtp analyze FILE…</c>: averages with error bars from the logs and trajectories of simulations.</summary>
internal static class AnalyzeCommand
{
    public const string Name = "analyze";

    public static readonly string[] Examples =
    [
        "fastmtp analyze log.lammps                               averages with errors, correlation times, drift",
        "fastmtp analyze log.lammps --run 2 --skip 20             the second run, without its first 20 ps",
        "fastmtp analyze melt.dump --species Li,Na,K,F --timestep 0.001   distances, diffusion, density",
        "fastmtp analyze log.lammps melt.dump --output melt       also tables and pictures, in one directory",
    ];

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            Name, "Average the output of simulations: density, energy, lattice and all else that a log of LAMMPS has, with errors from "
            + "blocks and autocorrelation; radial distribution, mean squared displacement and diffusion from dumps or extended XYZ.");
        var files = Options.Files("file", "Logs and text dumps of LAMMPS (metal units), extended XYZ, also .gz; one or more files.");
        var run = Options.OptionalWhole("--run", "Number of the run in a log, from 1. [default: the last]");
        var skip = CreateSkip();
        var species = Options.Species("Names of the types 1, 2, … of a dump without elements.");
        var step = Options.OptionalNumber("--timestep", "Time of a step of a dump, or between configurations of another file, ps.");
        var every = Options.Whole("--every", "Use every so many frames of a trajectory.", 1, 1);
        var cutoff = Options.Number(
            "--cutoff", "Largest distance of the radial distribution, Å; at most half of the cell's smallest height.", 10, 0.1);
        var bin = Options.Number("--bin", "Width of a bin of the radial distribution, Å.", 0.05, 0.001);
        var output = Options.Text("--output", "Directory for tables (.csv) and pictures.", "directory");
        command.Add(files);
        foreach (var option in (Option[])[run, skip, species, step, every, cutoff, bin, output]) command.Add(option);
        command.SetAction(parsed =>
        {
            var directory = parsed.GetValue(output);
            if (directory is not null) OutputDirectory.Create(directory);
            foreach (var path in parsed.GetRequiredValue(files))
            {
                if (ConfigurationFile.Holds(path))
                {
                    var trajectory = Trajectory.Read(
                        path, parsed.GetValue(species), parsed.GetValue(step), parsed.GetValue(every));
                    var used = trajectory.From(parsed.GetValue(skip)?.First(path, trajectory.Times) ?? 0);
                    TrajectoryReport.Print(terminal, path, used, parsed.GetValue(cutoff), parsed.GetValue(bin), directory);
                }
                else
                {
                    var runs = ThermoLog.Read(path);
                    var number = parsed.GetValue(run) ?? runs.Count;
                    if (number < 1 || number > runs.Count)
                        throw new InputException(
                            $"{path}: the log has {Format.Count(runs.Count, "run")}; --run {number} is not one of them.");
                    ThermoReport.Print(
                        terminal, $"{path}, run {number} of {runs.Count}", runs[number - 1],
                        parsed.GetValue(skip)?.First(path, runs[number - 1].Times()), directory, path);
                }
            }
        });
        return command;
    }

    private static Option<Skipped?> CreateSkip() => new("--skip")
    {
        Description = "What to leave out at the start: a time in ps, or a share such as 20%. "
            + "[default: found from the values of a log; nothing of a trajectory]",
        HelpName = "time",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var isShare = text.EndsWith('%');
            var isNumber = double.TryParse(text.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
            if (isNumber && value >= 0 && (!isShare || value < 100)) return new Skipped(value, isShare);
            result.AddError($"--skip {text} is not a time in ps or a share below 100%");
            return null;
        },
    };
}
