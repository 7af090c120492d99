using FastMtp.Files.Text;
using FastMtp.Input;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>
/// Reads and writes configurations: MLIP <c>.cfg</c> text and extended XYZ, and structures without labels as POSCAR and CIF; reads text
/// dumps of LAMMPS. Each also gzipped.
/// </summary>
internal static class ConfigurationFile
{
    /// <summary>Reads all configurations of a file.</summary>
    /// <exception cref="InputException">The file cannot be read or used; the message names the line and the remedy.</exception>
    public static ConfigurationSet Read(string path, ReadOptions? options = null) => Read([path], options);

    /// <summary>Reads all configurations of several files, which share one species list.</summary>
    /// <exception cref="InputException">A file cannot be read or used; the message names the line and the remedy.</exception>
    public static ConfigurationSet Read(IEnumerable<string> paths, ReadOptions? options = null)
    {
        var session = new ReadSession(options ?? new ReadOptions());
        foreach (var path in paths) ReadInto(session, path);
        return session.Finish();
    }

    /// <summary>Reads the configurations of a file up to what cannot be read, such as the end of one that was cut short.</summary>
    /// <returns>The configurations, and why the rest cannot be read; null if everything was.</returns>
    public static (ConfigurationSet Set, InputException? Damage) ReadUntilDamage(string path, ReadOptions? options = null)
    {
        var session = new ReadSession(options ?? new ReadOptions());
        try
        {
            ReadInto(session, path);
            return (session.Finish(), null);
        }
        catch (InputException e)
        {
            return (session.Finish(), e);
        }
    }

    /// <summary>
    /// Writes configurations with all their labels, features and 17 significant digits; gzipped when the name ends in .gz.
    /// A <c>.cfg</c> keeps the names of its types in the feature <c>species_order</c>, but not the vectors of directions that do not
    /// repeat. POSCAR and CIF keep the structure alone.
    /// </summary>
    /// <param name="path">The file; an existing one is replaced only when the new one is complete.</param>
    /// <param name="configurations">May be generated lazily.</param>
    /// <param name="species">Names of the types; extended XYZ needs them.</param>
    /// <param name="format">Null to infer it from the name.</param>
    /// <exception cref="InputException">The file cannot be written, a type has no name, or a value is not finite.</exception>
    public static void Write(string path, IEnumerable<Configuration> configurations, SpeciesList? species, DataFormat? format = null)
    {
        var form = format ?? WritableFormat(path) ?? throw NoFormat(path);
        if (form != DataFormat.Cfg && species is null)
            throw InputException.Naming(
                $"{path}: {Name(form)} needs the names of the species; give them with {Argument.Species}, such as Mo,Nb,Ta,W.");
        AtomicFile.WriteText(path, text =>
        {
            var writer = new RowWriter(text);
            Action<Configuration> write = form switch
            {
                DataFormat.Cfg => new CfgWriter(writer, species).Write,
                DataFormat.Poscar => new PoscarWriter(writer, species!).Write,
                DataFormat.Cif => new CifWriter(writer, species!).Write,
                _ => new XyzWriter(writer, species!).Write,
            };
            foreach (var configuration in configurations)
            {
                CheckTypes(configuration, species);
                write(configuration);
            }
        });
    }

    /// <summary>Checks that a file of configurations can be written later.</summary>
    /// <exception cref="InputException">The name gives no format, or the directory is not writable.</exception>
    public static void RequireWritable(string path)
    {
        if (!IsName(path)) throw NoFormat(path);
        AtomicFile.RequireWritable(path);
    }

    /// <summary>Checks that structures can be written later to the format of a file.</summary>
    /// <exception cref="InputException">The format cannot express them.</exception>
    public static void RequireExpressible(string path, IReadOnlyList<Configuration> configurations)
    {
        var format = FormatDetection.OfName(path);
        if (format == DataFormat.Poscar && configurations.Count > 1)
            throw new InputException(
                $"{path}: a POSCAR holds one structure, and there are {configurations.Count}; name a .xyz, .cfg or .cif file.");
        if (format is not (DataFormat.Poscar or DataFormat.Cif)) return;
        foreach (var configuration in configurations) CellParameters.RequireBulk(configuration, Name(format.Value));
    }

    /// <summary>True if a file has configurations, by its name or its content.</summary>
    /// <exception cref="InputException">The file cannot be read, or is known to be something else.</exception>
    public static bool Holds(string path)
    {
        using var reader = new LineReader(path);
        return FormatDetection.Find(reader) is not null;
    }

    /// <summary>True if the name is one that configurations can be written with.</summary>
    public static bool IsName(string path) => WritableFormat(path) is not null;

    private static void ReadInto(ReadSession session, string path)
    {
        using var reader = new LineReader(path);
        Action read = FormatDetection.OfContent(reader, session.Options.Format) switch
        {
            DataFormat.Cfg => new CfgReader(reader, session).Read,
            DataFormat.LammpsDump => new DumpReader(reader, session).Read,
            DataFormat.Poscar => new PoscarReader(reader, session).Read,
            DataFormat.Cif => new CifReader(reader, session).Read,
            _ => new XyzReader(reader, session).Read,
        };
        read();
    }

    private static DataFormat? WritableFormat(string path) =>
        FormatDetection.OfName(path) is { } format && format != DataFormat.LammpsDump ? format : null;

    private static InputException NoFormat(string path) =>
        new($"{path}: the format cannot be told from the name; name the file .cfg, .xyz, .cif or .vasp (also with .gz).");

    private static string Name(DataFormat format) => format switch
    {
        DataFormat.Poscar => "a POSCAR",
        DataFormat.Cif => "a CIF",
        _ => "extended XYZ",
    };

    private static void CheckTypes(Configuration configuration, SpeciesList? species)
    {
        if (species is not null && configuration.Types.Length > 0 && configuration.Types.Max() >= species.Count)
            throw new InputException(
                $"{configuration.Origin} has type {configuration.Types.Max()}, which is outside {species}; name all species.");
    }
}
