using FastMtp.Files.Text;
using FastMtp.Input;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>
/// Assigns species numbers while files are read: positions in the target list, or, without one, in order of appearance,
/// sorted by name at the end so that the order does not depend on the order of the configurations.
/// </summary>
internal sealed class SpeciesNumbering
{
    private readonly SpeciesList? _target;
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private string? _namedIn;
    private string? _numberedIn;

    public SpeciesNumbering(SpeciesList? target)
    {
        _target = target;
        if (target is not null)
            foreach (var name in target.Names) Append(name);
    }

    /// <summary>True if bare numbers were taken as positions in the target list.</summary>
    public bool Assumed => _target is not null && _numberedIn is not null;

    /// <summary>Species number of a name; errors name the reader's line.</summary>
    public int Of(ReadOnlySpan<char> name, LineReader reader)
    {
        _namedIn ??= reader.File;
        if (_numbers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var number)) return number;
        if (_target is not null)
            throw reader.Error(
                $"species {SafeText.Excerpt(name)} is not among {_target}; add it to the species, or leave this configuration out.");
        try
        {
            _ = new SpeciesList([name.ToString()]);
        }
        catch (InputException e)
        {
            throw reader.Error(e.Message);
        }
        if (_names.Count == InputBounds.MostSpecies)
            throw reader.Error($"{SafeText.Excerpt(name)} exceeds the limit of {InputBounds.MostSpecies} species per data set; "
                + "check the species column.");
        return Append(name.ToString());
    }

    /// <summary>
    /// Numbers for the type numbers of a configuration: through <paramref name="names"/> if they are known, else the
    /// type numbers themselves (null without a target list, so that any number is allowed).
    /// </summary>
    public int[]? ForTypes(SpeciesList? names, LineReader reader)
    {
        if (names is not null)
        {
            // A name that is absent from the target list matters only if an atom has it.
            _namedIn ??= reader.File;
            return [.. names.Names.Select(name => _target is null ? Of(name, reader) : _target.IndexOf(name))];
        }
        _numberedIn ??= reader.File;
        return _target is null ? null : [.. Enumerable.Range(0, _target.Count)];
    }

    /// <summary>The final list and the configurations in its numbers, renumbered if the order was free.</summary>
    public (SpeciesList? Species, IReadOnlyList<Configuration> Configurations) Finish(List<Configuration> configurations)
    {
        if (_target is not null) return (_target, configurations.ConvertAll(c => c with { Species = _target }));
        if (_namedIn is null) return (null, configurations);
        if (_numberedIn is not null)
            throw InputException.Naming(
                $"{_namedIn} names its species, but {_numberedIn} carries only type numbers; name them with {Argument.Species}.");
        var sorted = new SpeciesList(_names.Order(StringComparer.Ordinal));
        var numbers = _names.Select(sorted.IndexOf).ToArray();
        return (sorted, configurations.ConvertAll(
            c => c with { Types = Array.ConvertAll(c.Types, type => numbers[type]), Species = sorted }));
    }

    private int Append(string name)
    {
        _names.Add(name);
        return _numbers[name] = _names.Count - 1;
    }
}
