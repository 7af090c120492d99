using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Files.PotentialFiles;
using FastMtp.Files.Text;
using FastMtp.Potentials;

namespace FastMtp.Cli.Commands;

/// <summary><c>fastmtp export POTENTIAL DIR</c>: everything that another program needs to run a potential, in one directory.</summary>
internal static class ExportCommand
{
    public const string Name = "export";

    public static readonly string[] Examples =
    [
        "fastmtp export potential.mtp my_alloy --format kim --install   for LAMMPS as it comes: pair_style kim my_alloy",
        "fastmtp export potential.mtp for_ase --format ase              for Python, a calculator of ASE",
        "fastmtp export potential.mtp for_lammps --format plugin        for LAMMPS with plugin load, to be compiled with its sources",
        "fastmtp export other.mtp my_alloy --format kim --species Mo,Nb,Ta,W   files that carry numbers only",
    ];

    private const string KimTool = "kim-api-collections-management";
    private const string PotentialName = "potential.fmtp";
    private static readonly string[] Libraries = ["libfastmtp.so", "libfastmtp-v3.so", "libfastmtp-v4.so"];

    public static Command Create(Terminal terminal)
    {
        var command = new Command(Name, "Write a directory from which LAMMPS or ASE runs a potential: the potential, the native library and what stands between.");
        var potential = Options.File("potential", "The potential, .mtp or .fmtp, also .gz.");
        var directory = Options.File("directory", "The directory to write; for kim, its name is the name of the model.");
        var format = new Option<string>("--format")
        {
            Description = "kim (a model of the KIM API, for LAMMPS and others), plugin (sources of a pair style for LAMMPS' plugin load) or ase (a Python file).",
            HelpName = "kim|plugin|ase",
            Required = true,
            CustomParser = result =>
            {
                if (result.Tokens[0].Value is not ("kim" or "plugin" or "ase")) result.AddError($"--format {result.Tokens[0].Value} is not known; write kim, plugin or ase");
                return result.Tokens[0].Value;
            },
        };
        var species = Options.Species("Names for the species of a potential that carries numbers only, in its order.");
        var library = Options.Text("--library", "Where libfastmtp.so is. [default: beside fastmtp]", "directory");
        var install = new Option<bool>("--install") { Description = "Install the KIM model for this user; needs the KIM API with its development files, cmake and a compiler." };
        command.Add(potential);
        command.Add(directory);
        foreach (var option in (Option[])[format, species, library, install]) command.Add(option);
        command.SetAction(parsed =>
        {
            var (from, to, kind) = (parsed.GetRequiredValue(potential), parsed.GetRequiredValue(directory).TrimEnd('/'), parsed.GetRequiredValue(format));
            if (to.Length == 0) throw new InputException($"'{parsed.GetRequiredValue(directory)}' cannot be the directory of a model; name another one, such as my_alloy.");
            new OutputCheck().Reads("the potential", from).Writes("the exported potential", Path.Combine(to, PotentialName), "the directory");
            var model = PotentialInput.Read(from, parsed.GetValue(species));
            if (!model.IsFitted) throw new InputException($"{from}: the potential has no coefficients; fit it first with fastmtp train --start.");
            if (kind == "kim") RequireModelName(Path.GetFileName(to));
            else if (parsed.GetValue(install)) throw new InputException("--install installs KIM models; leave it out, or write --format kim.");
            Write(model, to, kind, parsed.GetValue(library) ?? AppContext.BaseDirectory);
            if (parsed.GetValue(install)) Install(to);
            terminal.Line($"{to}: {model.Name}, species {model.Species}.");
            foreach (var line in HowToUse(kind, to, model, parsed.GetValue(install))) terminal.Line(line);
        });
        return command;
    }

    private static void Write(PotentialModel potential, string directory, string format, string library)
    {
        if (Libraries.FirstOrDefault(file => !File.Exists(Path.Combine(library, file))) is { } missing)
            throw new InputException($"{Path.Combine(library, missing)}: there is no such file; make it with dotnet publish -c Release src/FastMtp.Native -o DIR, and name DIR with --library.");
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

    /// <summary>Writes the files that were built into the command under a name.</summary>
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
            throw new InputException($"{name}: KIM takes no model of this name; give the directory one of letters, digits and underscores, such as my_alloy.");
    }

    private static void Install(string directory)
    {
        try
        {
            // What it prints goes to the user, as it says what it lacks.
            using var process = Process.Start(KimTool, ["install", "--force", "user", Path.GetFullPath(directory)]);
            process.WaitForExit();
            if (process.ExitCode != 0) throw new InputException($"{KimTool} could not install {directory}; see what it says, with CM_VERBOSE=1 in the environment more of it.");
        }
        catch (Win32Exception e)
        {
            throw new InputException($"{KimTool} is not on the path; install the KIM API with its development files (Debian: libkim-api-dev), or leave --install out.", e);
        }
    }

    private static IEnumerable<string> HowToUse(string format, string directory, PotentialModel potential, bool isInstalled)
    {
        var elements = string.Join(' ', potential.Species!.Names);
        if (format == "ase") return ["In Python, with this directory on the path:", "  from fastmtp import FastMtp", $"  atoms.calc = FastMtp('{directory}/potential.fmtp')"];
        string[] first = format == "plugin"
            ? ["Compile it with the sources of LAMMPS:", $"  cmake -S {directory} -B {directory}/build -D LAMMPS_SOURCE_DIR=…/lammps/src && cmake --build {directory}/build", "In the input of LAMMPS, units metal:", $"  plugin load {directory}/build/fastmtpplugin.so", "  pair_style fastmtp", $"  pair_coeff * * {directory}/potential.fmtp {elements}"]
            : ["In the input of LAMMPS, units metal, with the element of each atom type:", $"  pair_style kim {Path.GetFileName(directory)}", $"  pair_coeff * * {elements}"];
        return format == "plugin" || isInstalled ? first : ["Install it for this user:", $"  {KimTool} install --force user {directory}", .. first];
    }
}
