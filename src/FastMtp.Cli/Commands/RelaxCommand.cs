using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Relaxation;
using FastMtp.Cli.Terminals;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Files.Text;

namespace FastMtp.Cli.Commands;

/// <summary><c>fastmtp relax POTENTIAL STRUCTURES… --output FILE</c>: moves atoms and cells to minima of the energy.</summary>
internal static class RelaxCommand
{
    public const string Name = "relax";

    public static readonly string[] Examples =
    [
        "fastmtp relax potential.fmtp crystals.xyz --output relaxed.xyz             atoms and cells, one structure per thread",
        "fastmtp relax potential.fmtp POSCAR --output CONTCAR --pressure 10           at 10 GPa",
        "fastmtp relax potential.fmtp *.cif --output relaxed.cif --symmetry           space groups are kept",
        "fastmtp relax potential.fmtp layer.xyz --output flat.xyz --fix-axes z         a layer in the xy plane",
        "fastmtp relax pace.yace crystals.xyz --output relaxed.xyz                 with a potential of PACE",
        "fastmtp relax potential.fmtp slab.vasp --output slab.xyz --cell fixed --fix-atoms 1-16 --trajectory path.xyz",
    ];

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            Name,
            "Relax atoms and cells of many structures side by side. A run that was stopped goes on when the command is repeated.");
        var potential = Options.File("potential", "The potential, .mtp, .fmtp or .yace (PACE), also .gz.");
        var data = Options.Files("structures", "Structures: .cfg, extended XYZ, POSCAR or .cif, also .gz; one or more files.");
        var output = new Option<string>("--output")
        {
            Description = "Write the relaxed structures to this file: .xyz, .cfg, .cif, or .vasp and POSCAR for one structure.",
            HelpName = "file",
            Required = true,
        };
        var table = Options.Text("--table", "Write a table to this file. [default: the name of the output with .csv]", "file");
        var trajectory = Options.Text(
            "--trajectory", "Write the structures of all steps to this file, with numbers of structure and step.", "file");
        var threads = Options.Threads();
        command.Add(potential);
        command.Add(data);
        foreach (var option in (Option[])[output, table, trajectory]) command.Add(option);
        var relaxation = new RelaxOptions(command);
        command.Add(threads);
        var reading = new DataOptions(command, withLabels: false);
        command.SetAction(parsed =>
        {
            var (from, files, to) = (parsed.GetRequiredValue(potential), parsed.GetRequiredValue(data), parsed.GetRequiredValue(output));
            var (csv, path) = (parsed.GetValue(table) ?? OutputPaths.Path(to, ".csv"), parsed.GetValue(trajectory));
            new OutputCheck().Reads("the potential", from).Reads("the structures", files).Writes("the relaxed structures", to, "--output")
                .Writes("the table", csv, "--table").Writes("the trajectory", path, "--trajectory");
            ConfigurationFile.RequireWritable(to);
            AtomicFile.RequireWritable(csv);
            if (path is not null) ConfigurationFile.RequireWritable(path);
            var model = PotentialInput.ReadFitted(from, reading.Species(parsed));
            EqualMembers.Note(terminal, model.Members);
            var settings = relaxation.Settings(parsed, model);
            var starts = reading.ReadStarts(parsed, files, terminal, model.Species);
            RelaxOptions.Check(settings, starts);
            ConfigurationFile.RequireExpressible(to, starts);
            return new RelaxRun(terminal, model, File.ReadAllBytes(from), settings, starts) { Output = to, Table = csv, Trajectory = path }
                .Run(parsed.GetValue(threads));
        });
        return command;
    }
}
