using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;

namespace FastMtp.Cli.Commands;

/// <summary><c>fastmtp export POTENTIAL OUT</c>: writes a directory or file from which another program runs a potential.</summary>
internal static class ExportCommand
{
    public const string Name = "export";

    public static readonly string[] Examples =
    [
        "fastmtp export potential.mtp my_alloy --format kim --install   for an unmodified LAMMPS: pair_style kim my_alloy",
        "fastmtp export potential.fmtp my_alloy --format kim --precision mixed   faster, in single precision where that is safe",
        "fastmtp export potential.mtp for_ase --format ase              for Python, an ASE calculator",
        "fastmtp export potential.mtp for_lammps --format plugin        for plugin load in LAMMPS; compile against its sources",
        "fastmtp export potential.mtp potential.yace --format yace      for pair_style pace of LAMMPS, also on GPUs",
        "fastmtp export pace.yace my_alloy --format kim --install       a potential of PACE",
        "fastmtp export graded.fmtp my_alloy --format kim --grade-every 20 --with-grades-model   says when atoms are unlike the data",
        "fastmtp export other.mtp my_alloy --format kim --species Mo,Nb,Ta,W   a potential without species names",
    ];

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            Name,
            "Write what LAMMPS or ASE runs a potential from: a directory with the potential, the native library and the interface, "
            + "or a .yace file for pair_style pace.");
        var potential = Options.File("potential", "The potential, .mtp, .fmtp or, except for yace, .yace (PACE), also .gz.");
        var output = Options.File("out", "The directory to write; for kim, its name is the model name; for yace, a .yace file.");
        var format = new Option<string>("--format")
        {
            Description = "kim (a KIM model, for LAMMPS and others), plugin (sources of a pair style for plugin load in LAMMPS), "
                + "ase (a Python module) or yace (a file that pair_style pace of LAMMPS reads; exact, but large for many species).",
            HelpName = "kim|plugin|ase|yace",
            Required = true,
            CustomParser = result =>
            {
                if (result.Tokens[0].Value is not ("kim" or "plugin" or "ase" or YaceExport.Format))
                    result.AddError($"--format {result.Tokens[0].Value} is not known; write kim, plugin, ase or yace");
                return result.Tokens[0].Value;
            },
        };
        var species = Options.Species("Names of the species, in order, of a potential that does not name them.");
        var library = Options.Text("--library", "Directory of libfastmtp.so. [default: that of fastmtp]", "directory");
        var install = new Option<bool>("--install")
        {
            Description = "Install the KIM model for this user; needs the KIM API with its development files, cmake and a compiler.",
        };
        var precision = PrecisionOption.Create();
        var noKernel = new Option<bool>(KernelExport.OffOption)
        {
            Description = "Compile nothing for a basis without a generated kernel (pruned bases, shapes of ACE, level 22, tables of other "
                + "programs): the interpreter evaluates it, which is slower. Otherwise the .NET SDK compiles one, which may take a minute.",
        };
        command.Add(potential);
        command.Add(output);
        foreach (var option in (Option[])[format, species, library, install, precision, noKernel]) command.Add(option);
        var watch = new WatchOptions(command);
        command.SetAction(parsed =>
        {
            var (from, kind, to) =
                (parsed.GetRequiredValue(potential), parsed.GetRequiredValue(format), parsed.GetRequiredValue(output));
            if (kind != "kim" && parsed.GetValue(install))
                throw new InputException("--install is only for KIM models; leave it out, or write --format kim.");
            var isMixed = parsed.GetValue(precision) == Precision.Mixed;
            if (kind == YaceExport.Format)
            {
                if (isMixed)
                    throw new InputException($"LAMMPS evaluates a .yace file with its own precision; leave out {PrecisionOption.Name}.");
                if (parsed.GetValue(noKernel))
                    throw new InputException($"A .yace file needs no kernel; leave out {KernelExport.OffOption}.");
                if (parsed.GetValue(library) is not null)
                    throw new InputException("A .yace file needs no library; leave out --library.");
                YaceExport.RequireName(to);
                new OutputCheck().Reads("the potential", from).Writes("the exported potential", to, "the name of the file to write");
                var own = PotentialInput.ReadFitted(from, parsed.GetValue(species));
                watch.Check(parsed, kind, own, from);
                if (own.IsPace)
                    throw new InputException($"{from}: this is a potential of PACE already; pair_style pace reads it as it is.");
                YaceExport.Write(terminal, own.Model, from, to);
                return;
            }
            var directory = to.TrimEnd('/');
            if (directory.Length == 0)
                throw new InputException($"'{to}' cannot be the directory of a model; name another one, such as my_alloy.");
            var model = PotentialInput.ReadFitted(from, parsed.GetValue(species));
            watch.Check(parsed, kind, model, from);
            EqualMembers.Note(terminal, model.Members);
            if (isMixed && watch.AreGiven(parsed))
            {
                throw new InputException(
                    $"Grades are computed in double precision; leave out {PrecisionOption.Name} or the options for grades.");
            }
            if (isMixed && model.HasGrades)
                terminal.Note("grades are computed in double precision, so what is exported does not compute them.");
            model = ZeroFunctions.Without(terminal, model.WithPrecision(parsed.GetValue(precision)), parsed.GetValue(noKernel));
            var exported = new ModelDirectory(directory, model, from);
            new OutputCheck().Reads("the potential", from).Writes("the exported potential", exported.Potential, "the directory");
            if (kind == "kim") exported.RequireModelName();
            var libraries = parsed.GetValue(library) ?? ModelDirectory.DefaultLibrary;
            ModelDirectory.RequireLibrary(libraries);
            var kernels = KernelExport.Of(terminal, model, isOff: parsed.GetValue(noKernel));
            exported.Write(kind, libraries, kernels, watch.Text(parsed, model, asEnergies: false));
            if (parsed.GetValue(install)) KimCollection.InstallForUser(directory);
            terminal.Line($"{directory}: {model.Basis ?? model.Name}, species {model.Species}{(isMixed ? ", in mixed precision" : "")}.");
            if (kind == "kim" && watch.Sentence(parsed, model) is { } sentence) terminal.Line(sentence);
            if (watch.WantsModel(parsed)) WriteGradesModel(libraries, parsed.GetValue(install));
            foreach (var line in HowToUse(kind, directory, exported.Potential, model, parsed.GetValue(install))) terminal.Line(line);

            void WriteGradesModel(string libraries, bool isInstalled)
            {
                var second = directory + "_grades";
                new ModelDirectory(second, model, from).Write(kind, libraries, kernels, watch.Text(parsed, model, asEnergies: true));
                if (isInstalled) KimCollection.InstallForUser(second);
                var energies = model.IsCommittee ? "force spreads" : "grades";
                terminal.Line($"{second}: the same, for rerun: its energies of atoms are their {energies}.");
            }
        });
        return command;
    }

    private static IEnumerable<string> HowToUse(string format, string directory, string potential, Potential model, bool isInstalled)
    {
        var elements = string.Join(' ', model.Species!.Names);
        if (format == "ase")
        {
            return
            [
                "In Python, with this directory on the path:",
                "  from fastmtp import FastMtp",
                $"  atoms.calc = FastMtp('{potential}'{(model.Precision == Precision.Mixed ? ", precision='mixed'" : "")})",
            ];
        }
        string[] first = format == "plugin"
            ?
            [
                "Compile it against the LAMMPS sources:",
                $"  cmake -S {directory} -B {directory}/build -D LAMMPS_SOURCE_DIR=…/lammps/src && cmake --build {directory}/build",
                "In the LAMMPS input, with units metal:",
                $"  plugin load {directory}/build/fastmtpplugin.so",
                "  pair_style fastmtp",
                $"  pair_coeff * * {potential} {elements}",
            ]
            :
            [
                "In the LAMMPS input, with units metal and the element of each atom type:",
                $"  pair_style kim {Path.GetFileName(directory)}",
                $"  pair_coeff * * {elements}",
            ];
        return format == "plugin" || isInstalled
            ? first
            : ["Install it for this user:", $"  {KimCollection.Tool} install --force user {directory}", .. first];
    }
}
