using System.Globalization;
using FastMtp.Files.Text;

namespace FastMtp.Properties.Trajectories;

/// <summary>
/// Reads the thermodynamic output of LAMMPS: logs of the styles <c>one</c>, <c>custom</c> and <c>yaml</c>, and tables of
/// <c>fix ave/time</c>.
/// </summary>
internal sealed class ThermoLog
{
    private readonly LineReader _reader;
    private readonly List<ThermoRun> _runs = [];

    /// <summary>Lines of the table that are no rows of it. They end it, unless rows follow.</summary>
    private readonly List<int> _others = [];

    private readonly List<int> _torn = [];
    private List<double>[]? _columns;
    private string[] _titles = [];
    private double? _timeStep;
    private string? _units;

    private ThermoLog(LineReader reader) => _reader = reader;

    /// <summary>All runs of a log that printed at least one row.</summary>
    /// <exception cref="InputException">The file cannot be read, has no table, or a value is not finite.</exception>
    public static IReadOnlyList<ThermoRun> Read(string path)
    {
        using var reader = new LineReader(path);
        var log = new ThermoLog(reader);
        while (reader.Next()) log.Take();
        log.Close(null);
        return log._runs.Count > 0
            ? log._runs
            : throw new InputException(
                $"{path}: there is no table of a run, which begins with a line 'Step …'; name a log, a dump or a trajectory of LAMMPS.");
    }

    private void Take()
    {
        var fields = Fields.Split(Plain(_reader.Line));
        if (fields is ["Loop", "time", "of", ..])
        {
            Close(Array.IndexOf(fields, "atoms") is > 0 and var i && int.TryParse(fields[i - 1], out var atoms) ? atoms : null);
        }
        else if (Titles(fields) is { } titles)
        {
            Close(null);
            _titles = titles;
            _columns = [.. titles.Select(_ => new List<double>())];
        }
        else if (fields is ["timestep", var step, ..] && double.TryParse(step, CultureInfo.InvariantCulture, out var value))
        {
            Close(null);
            _timeStep = value;
        }
        else if (fields is ["units", var units, ..])
        {
            Close(null);
            _units = units;
        }
        else if (_columns is not null)
        {
            TakeRow(fields);
        }
    }

    private void TakeRow(string[] fields)
    {
        if (fields.Length == 0 || fields[0] is "WARNING:" or "#" or "data:") return;
        if (fields.Length != _titles.Length || !IsNumber(fields[0]) || (_others.Count > 0 && !GoesOn(fields)))
        {
            _others.Add(_reader.Number);
            return;
        }
        _torn.AddRange(_others);
        _others.Clear();
        for (var i = 0; i < fields.Length; i++) _columns![i].Add(_reader.ParseNumber(fields[i], _titles[i]));
    }

    /// <summary>True for a row of the table that comes after its last one; other text may have as many words.</summary>
    private bool GoesOn(string[] fields) => Array.TrueForAll(fields, IsNumber)
        && double.Parse(fields[0], CultureInfo.InvariantCulture) > _columns![0].LastOrDefault(double.NegativeInfinity);

    private static bool IsNumber(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out _);

    private void Close(int? atoms)
    {
        if (_columns is { } columns && columns[0].Count > 0)
        {
            _runs.Add(new ThermoRun
            {
                Titles = _titles,
                Columns = [.. columns.Select(column => column.ToArray())],
                Atoms = atoms,
                TimeStep = _timeStep,
                Units = _units,
                Torn = [.. _torn],
            });
        }
        _columns = null;
        _others.Clear();
        _torn.Clear();
    }

    private static string[]? Titles(string[] fields) => fields switch
    {
        ["keywords:", "Step", _, ..] => fields[1..],
        ["#", "TimeStep" or "Step", _, ..] => ["Step", .. fields[2..]],
        ["Step", _, ..] when !fields.Skip(1).Any(field => double.TryParse(field, CultureInfo.InvariantCulture, out _)) => fields,
        _ => null,
    };

    /// <summary>Rows of the style yaml are lists in brackets.</summary>
    private static ReadOnlySpan<char> Plain(ReadOnlySpan<char> line)
    {
        if (!line.StartsWith("- [") && !line.StartsWith("keywords:")) return line;
        var plain = line.ToString().Replace('[', ' ').Replace(']', ' ').Replace(',', ' ').Replace("'", "", StringComparison.Ordinal);
        return plain.AsSpan(line[0] == '-' ? 1 : 0);
    }
}
