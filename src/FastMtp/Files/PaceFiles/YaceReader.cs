using FastMtp.Files.Text;
using FastMtp.Input;
using FastMtp.Pace;

namespace FastMtp.Files.PaceFiles;

/// <summary>
/// Reads a <c>.yace</c> file: elements, then embeddings and bonds, then functions, in the order in which PACE writes them.
/// </summary>
internal sealed class YaceReader(LineReader reader)
{
    private readonly FlowText _text = new(reader);
    private SpeciesList? _elements;
    private double[]? _e0;
    private double _splineBin = 0.001;
    private PaceEmbedding?[] _embeddings = [];
    private PaceBond?[] _bonds = [];
    private List<PaceFunction>?[] _functions = [];

    public PaceModel Read()
    {
        var (section, center) = ("", -1);
        while (_text.NextLine())
        {
            if (_text.Take('-'))
            {
                if (center < 0) throw reader.Error("a function stands outside of the section 'functions'; correct the file.");
                _functions[center]!.Add(YaceFunctions.Read(reader, _text.LastValue(), center, _embeddings[center]!, BondsOf(center)));
            }
            else if (section is "bonds" && _text.Take('['))
            {
                ReadBond();
            }
            else
            {
                var key = _text.Word();
                _text.Expect(':');
                if (char.IsAsciiDigit(key[0])) center = ReadSpecies(section, Species(key));
                else (section, center) = (ReadTop(key) ? key : "", -1);
            }
        }
        RequireSection("functions");
        return new()
        {
            Elements = _elements!,
            E0 = _e0 ?? throw Missing("E0"),
            SplineBin = _splineBin,
            Embeddings = _embeddings!,
            Bonds = _bonds!,
            Functions = [.. _functions.Select((list, i) => list?.ToArray() ?? throw Missing($"functions of {_elements![i]}"))],
        };
    }

    // Reads a line of the top level; true if it begins a section.
    private bool ReadTop(string key)
    {
        switch (key)
        {
            case "elements":
                if (_elements is not null) throw Twice(key);
                _elements = Elements(_text.LastValue().Texts(key));
                _embeddings = new PaceEmbedding?[_elements.Count];
                _bonds = new PaceBond?[_elements.Count * _elements.Count];
                _functions = new List<PaceFunction>?[_elements.Count];
                return false;
            case "E0":
                RequireSection("E0");
                _e0 = _text.LastValue().Numbers(key, _elements!.Count);
                return false;
            case "deltaSplineBins":
                _splineBin = reader.ParseNumber(_text.Word(), key);
                return false;
            case "embeddings" or "bonds" or "functions":
                RequireSection(key);
                return true;
            default:
                throw reader.Error($"'{SafeText.Excerpt(key)}' is not a part of a .yace file; correct the file.");
        }
    }

    // Reads the line of a species in a section; the species if functions follow, otherwise −1.
    private int ReadSpecies(string section, int i)
    {
        if (section is "embeddings")
        {
            if (_embeddings[i] is not null) throw Twice($"embedding {i}");
            _embeddings[i] = YaceBonds.Embedding(reader, _text.LastValue());
            return -1;
        }
        if (section is not "functions") throw reader.Error($"'{i}' stands outside of a section that numbers species; correct the file.");
        if (_functions[i] is not null) throw Twice($"species {i} of the functions");
        _functions[i] = [];
        if (!_text.IsAtEnd()) _text.LastValue().Items("functions", 0);
        return i;
    }

    private void ReadBond()
    {
        var i = Species(_text.Word());
        _text.Expect(',');
        var j = Species(_text.Word());
        _text.Expect(']');
        _text.Expect(':');
        ref var bond = ref _bonds[i * _elements!.Count + j];
        if (bond is not null) throw Twice($"bond [{i}, {j}]");
        bond = YaceBonds.Read(reader, _text.LastValue());
    }

    private ReadOnlySpan<PaceBond> BondsOf(int center) => _bonds.AsSpan(center * _elements!.Count, _elements.Count)!;

    private SpeciesList Elements(string[] names)
    {
        try
        {
            return names.Length > 0 ? new SpeciesList(names) : throw new InputException("No elements are listed; complete the file.");
        }
        catch (InputException e)
        {
            throw reader.Error(char.ToLowerInvariant(e.Message[0]) + e.Message[1..]);
        }
    }

    private int Species(string text)
    {
        var number = reader.ParseInteger(text, "number of a species");
        var count = _elements?.Count ?? throw Missing("elements");
        return number >= 0 && number < count
            ? number
            : throw reader.Error($"species {number} does not exist, as the file lists {count} elements; correct the number.");
    }

    // Parts are checked against those before them.
    private void RequireSection(string section)
    {
        if (_elements is null) throw Missing("elements");
        if (section is not "functions") return;
        var pair = Array.IndexOf(_bonds, null);
        if (pair >= 0) throw Missing($"bond [{pair / _elements.Count}, {pair % _elements.Count}]");
        var species = Array.IndexOf(_embeddings, null);
        if (species >= 0) throw Missing($"embedding of species {species}");
    }

    private InputException Missing(string what) =>
        reader.Error($"'{what}' is missing up to here; complete the file, or copy it again.");

    private InputException Twice(string what) => reader.Error($"'{what}' is given twice; leave one out.");
}
