using System.CommandLine;
using FastMtp.Cli.Terminals;
using FastMtp.Files.ConfigurationFiles;

namespace FastMtp.Cli.Arguments;

/// <summary>The options with which every command reads configurations.</summary>
internal sealed class DataOptions
{
    private static readonly Dictionary<string, DataFormat> Formats = new()
    {
        ["cfg"] = DataFormat.Cfg,
        ["xyz"] = DataFormat.ExtendedXyz,
        ["poscar"] = DataFormat.Poscar,
        ["cif"] = DataFormat.Cif,
    };

    private readonly Option<SpeciesList?> _species = Options.Species(
        "Names of the type numbers 0, 1, … in .cfg files, and of the species in a .mtp file that does not name them.");
    private readonly Option<DataFormat?> _format = CreateFormat();
    private readonly Option<string?> _energy =
        Options.Text("--energy-key", "Key of the energy (eV) in extended XYZ. [default: the usual names]", "key");
    private readonly Option<string?> _forces = Options.Text("--forces-key", "Key of the forces (eV/Å).", "key");
    private readonly Option<string?> _stress =
        Options.Text("--stress-key", "Key of the stress (eV/Å³, positive under tension).", "key");
    private readonly Option<string?> _virial =
        Options.Text("--virial-key", "Key of the virial (eV, positive when compressed).", "key");

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="withLabels">False for a command that reads structures alone.</param>
    public DataOptions(Command command, bool withLabels = true)
    {
        foreach (var option in (Option[])[_species, _format]) command.Add(option);
        if (!withLabels) return;
        foreach (var option in (Option[])[_energy, _forces, _stress, _virial]) command.Add(option);
    }

    /// <summary>The species names that the user gave.</summary>
    public SpeciesList? Species(ParseResult parsed) => parsed.GetValue(_species);

    /// <summary>Reads files for a potential with the given species or, if none are given, for the species named in the files.</summary>
    public ConfigurationSet Read(ParseResult parsed, IEnumerable<string> files, Terminal terminal, SpeciesList? target = null)
    {
        var set = ReadFiles(parsed, files, terminal, target);
        if (set.PartlyFixed is not null) terminal.Note("atoms that the data fix in some directions only are read as free.");
        return set;
    }

    /// <summary>Reads structures that are to be relaxed with a potential for the given species.</summary>
    public IReadOnlyList<Configuration> ReadStarts(ParseResult parsed, IEnumerable<string> files, Terminal terminal, SpeciesList? target)
    {
        var set = ReadFiles(parsed, files, terminal, target);
        return set.PartlyFixed is { } fault ? throw fault : set.Configurations;
    }

    private ConfigurationSet ReadFiles(ParseResult parsed, IEnumerable<string> files, Terminal terminal, SpeciesList? target)
    {
        var set = ConfigurationFile.Read(files, new ReadOptions
        {
            Species = target,
            TypeNames = parsed.GetValue(_species),
            Format = parsed.GetValue(_format),
            Keys = new LabelKeys
            {
                Energy = parsed.GetValue(_energy),
                Forces = parsed.GetValue(_forces),
                Stress = parsed.GetValue(_stress),
                Virial = parsed.GetValue(_virial),
            },
        });
        if (set.Configurations.Count == 0)
            throw new InputException($"{string.Join(", ", files)}: the data contain no configurations; check the files.");
        if (set.SpeciesAssumed && target is not null && parsed.GetValue(_species) is null)
        {
            terminal.Note(
                $"type numbers 0, 1, … in the data are read as {target}; name them with --species if they mean something else.");
        }
        if (set.IgnoredColumns.Count > 0) terminal.Note($"columns not used: {string.Join(", ", set.IgnoredColumns)}.");
        return set;
    }

    private static Option<DataFormat?> CreateFormat() => new("--format")
    {
        Description = "Format of the data if neither file name nor content shows it.",
        HelpName = string.Join('|', Formats.Keys),
        CustomParser = result => Options.Choose(result, "--format", result.Tokens[0].Value, Formats),
    };
}
