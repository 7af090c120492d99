using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Files.PotentialFiles;
using FastMtp.Files.Text;
using FastMtp.Potentials;

namespace FastMtp.Cli.Commands;

/// <summary><c>fastmtp export POTENTIAL OUT</c>: writes a directory or file from which another program runs a potential.</summary>
internal static class ExportCommand
{
    public const string Name = "export";

    public static readonly string[] Examples =
    [
        "fastmtp export potential.mtp my_alloy --format kim --install   for an unmodified LAMMPS: pair_style kim my_alloy",
        "fastmtp export potential.mtp for_ase --format ase              for Python, an ASE calculator",
        "fastmtp export potential.mtp for_lammps --format plugin        for plugin load in LAMMPS; compile against its sources",
        "fastmtp export potential.mtp potential.yace --format yace      for pair_style pace of LAMMPS, also on GPUs",
        "fastmtp export other.mtp my_alloy --format kim --species Mo,Nb,Ta,W   a potential without species names",
    ];

    private const string KimTool = "kim-api-collections-management";
    private const string PotentialName = "potential.fmtp";
    private static readonly string[] Libraries = ["libfastmtp.so", "libfastmtp-v3.so", "libfastmtp-v4.so"];

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            Name,
            "Write what LAMMPS or ASE runs a potential from: a directory with the potential, the native library and the interface, "
            + "or a .yace file for pair_style pace.");
        var potential = Options.File("potential", "The potential, .mtp or .fmtp, also .gz.");
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
        command.Add(potential);
        command.Add(output);
        foreach (var option in (Option[])[format, species, library, install]) command.Add(option);
        command.SetAction(parsed =>
        {
            var (from, kind, to) =
                (parsed.GetRequiredValue(potential), parsed.GetRequiredValue(format), parsed.GetRequiredValue(output));
            if (kind != "kim" && parsed.GetValue(install))
                throw new InputException("--install is only for KIM models; leave it out, or write --format kim.");
            if (kind == YaceExport.Format)
            {
                if (parsed.GetValue(library) is not null)
                    throw new InputException("A .yace file needs no library; leave out --library.");
                YaceExport.RequireName(to);
                new OutputCheck().Reads("the potential", from).Writes("the exported potential", to, "the name of the file to write");
                YaceExport.Write(terminal, Read(from, parsed.GetValue(species)), from, to);
                return;
            }
            var directory = to.TrimEnd('/');
            if (directory.Length == 0)
                throw new InputException($"'{to}' cannot be the directory of a model; name another one, such as my_alloy.");
            new OutputCheck()
                .Reads("the potential", from)
                .Writes("the exported potential", Path.Combine(directory, PotentialName), "the directory");
            var model = Read(from, parsed.GetValue(species));
            if (kind == "kim") RequireModelName(Path.GetFileName(directory));
            Write(model, directory, kind, parsed.GetValue(library) ?? AppContext.BaseDirectory);
            if (parsed.GetValue(install)) Install(directory);
            terminal.Line($"{directory}: {model.Name}, species {model.Species}.");
            foreach (var line in HowToUse(kind, directory, model, parsed.GetValue(install))) terminal.Line(line);
        });
        return command;
    }

    private static PotentialModel Read(string path, SpeciesList? species)
    {
        var potential = PotentialInput.Read(path, species);
        return potential.IsFitted
            ? potential
            : throw new InputException($"{path}: the potential has no coefficients; fit it first with fastmtp train --start.");
    }

    private static void Write(PotentialModel potential, string directory, string format, string library)
    {
        if (Libraries.FirstOrDefault(file => !File.Exists(Path.Combine(library, file))) is { } missing)
        {
            throw new InputException(
                $"{Path.Combine(library, missing)}: there is no such file; build it with "
                + "dotnet publish -c Release src/FastMtp.Native -o DIR, and name DIR with --library.");
        }
        try
        {
            Directory.CreateDirectory(directory);
            foreach (var file in Libraries) File.Copy(Path.Combine(library, file), Path.Combine(directory, file), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{directory}: cannot be written ({e.Message.TrimEnd('.')}); choose another directory.", e);
        }
        PotentialFile.Write(Path.Combine(directory, PotentialName), potential);
        WriteResources(format, directory);
        if (format != "ase") WriteResources("header", directory);
    }

    /// <summary>Writes a group of files that are embedded in the assembly.</summary>
    private static void WriteResources(string group, string directory)
    {
        var assembly = typeof(ExportCommand).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith($"{group}/", StringComparison.Ordinal)))
        {
            using var text = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var content = text.ReadToEnd().Replace("MODEL_NAME", Path.GetFileName(directory), StringComparison.Ordinal);
            AtomicFile.WriteText(Path.Combine(directory, Path.GetFileName(name)), file => file.Write(content));
        }
    }

    private static void RequireModelName(string name)
    {
        if (name.Length == 0 || !char.IsAsciiLetter(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            throw new InputException(
                $"{name}: this is not a valid KIM model name; name the directory with letters, digits and underscores, such as my_alloy.");
        }
    }

    private static void Install(string directory)
    {
        try
        {
            // Its output goes to the user, as it names what is missing.
            using var process = Process.Start(KimTool, ["install", "--force", "user", Path.GetFullPath(directory)]);
            process.WaitForExit();
            if (process.ExitCode == 0) return;
            throw new InputException(
                $"{KimTool} could not install {directory}; see its output above, or set CM_VERBOSE=1 in the environment for more.");
        }
        catch (Win32Exception e)
        {
            throw new InputException(
                $"{KimTool} is not on the PATH; install the KIM API with its development files (Debian: libkim-api-dev), "
                + "or leave out --install.",
                e);
        }
    }

    private static IEnumerable<string> HowToUse(string format, string directory, PotentialModel potential, bool isInstalled)
    {
        var elements = string.Join(' ', potential.Species!.Names);
        if (format == "ase")
        {
            return
            [
                "In Python, with this directory on the path:",
                "  from fastmtp import FastMtp",
                $"  atoms.calc = FastMtp('{directory}/potential.fmtp')",
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
                $"  pair_coeff * * {directory}/potential.fmtp {elements}",
            ]
            :
            [
                "In the LAMMPS input, with units metal and the element of each atom type:",
                $"  pair_style kim {Path.GetFileName(directory)}",
                $"  pair_coeff * * {elements}",
            ];
        return format == "plugin" || isInstalled
            ? first
            : ["Install it for this user:", $"  {KimTool} install --force user {directory}", .. first];
    }
}
