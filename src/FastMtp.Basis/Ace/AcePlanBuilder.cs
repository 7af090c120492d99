using System.Collections.Immutable;
using FastMtp.Basis.Symbols;

namespace FastMtp.Basis.Ace;

/// <summary>
/// Builds the plan of an ACE. Every invariant of up to six densities is a scalar product of two tensors of one to three densities
/// each; for any one way to split the factors, all intermediate angular momenta together span the functions of a block.
/// </summary>
internal sealed class AcePlanBuilder
{
    /// <summary>More random points than functions in a block, so that chance cannot make independent functions look dependent.</summary>
    private const int SpareSamples = 4;

    private readonly SymbolTable _symbols = new();
    private readonly ImmutableArray<AceLabel> _labels;
    private readonly ImmutableArray<int> _radial;
    private readonly ImmutableArray<AceTensor> _densities;
    private readonly Dictionary<(AceTensor, AceTensor), AceTensor[]> _coupled = [];

    private AcePlanBuilder(IReadOnlyCollection<AceBlock> blocks, AceRadial radial, bool inHarmonics = false)
    {
        var samples = blocks.Max(block => block.Dimension) + SpareSamples;
        _labels = [.. blocks.SelectMany(block => block.Labels).Distinct().OrderBy(v => v.N).ThenBy(v => v.L)];
        var n = _labels.Select(v => v.N).Distinct().ToList();
        _radial = [.. _labels.Select((v, i) => radial == AceRadial.N ? n.IndexOf(v.N) : i)];
        Func<int, int, IEnumerable<Multiple>> row = inHarmonics ? HarmonicRow : MonomialRow;
        _densities = [.. _labels.Select((v, i) => AceTensor.Density(_radial[i], v.L, m => row(i, m), samples))];
    }

    /// <summary>Builds the plan of a shape. Radial functions are numbered by n, then l.</summary>
    public static BasisPlan Build(string name, AceShape shape, AceRadial radial)
    {
        var blocks = Enumerable.Range(1, shape.Order).SelectMany(shape.Blocks).ToList();
        return new AcePlanBuilder(blocks, radial).Plan(name, blocks);
    }

    /// <summary>
    /// Builds a plan of these blocks for sums over neighbours that are kept as harmonics. The basic moment (label, m, 0, 0) stands for
    /// row m of <see cref="SolidHarmonics"/>, (label, 0, m, 0) for row −m, so kernels can only run the passes that multiply moments.
    /// That needs a fraction of the products where l is large. Labels are numbered by n, then l.
    /// </summary>
    public static BasisPlan BuildInHarmonics(IReadOnlyList<AceBlock> blocks)
    {
        var builder = new AcePlanBuilder(blocks, AceRadial.NL, inHarmonics: true);
        var basic = from label in Enumerable.Range(0, builder._labels.Length)
                    let l = builder._labels[label].L
                    from m in Enumerable.Range(-l, 2 * l + 1)
                    select Row(label, m);
        return new PlanChoice(builder._symbols, [.. blocks.Select(builder.Space)]).Plan("", [.. basic]).As(null);
    }

    private BasisPlan Plan(string name, List<AceBlock> blocks)
    {
        var spaces = blocks.Select(Space).ToList();
        var basic = from label in Enumerable.Range(0, _labels.Length)
                    let l = _labels[label].L
                    from outside in Enumerable.Range(0, l + 1)
                    from c in Enumerable.Range(0, outside + 1)
                    select new BasicMoment(_radial[label], l - outside, outside - c, c);
        return new PlanChoice(_symbols, spaces).Plan(name, [.. basic]);
    }

    // Re (x + iy)^m begins with x^m, which gives the row its name. No exponent of z: the rows of different m do not depend on each other.
    private static BasicMoment Row(int label, int m) => new(label, Math.Max(m, 0), Math.Max(-m, 0), 0);

    private IEnumerable<Multiple> HarmonicRow(int label, int m) => [new(1, _symbols.Basic(Row(label, m)))];

    private IEnumerable<Multiple> MonomialRow(int label, int m) =>
        SolidHarmonics.Row(_labels[label].L, m).Select(x => new Multiple(x.Weight, _symbols.Basic(new(_radial[label], x.A, x.B, x.C))));

    private FunctionSpace Space(AceBlock block)
    {
        var factors = block.Labels.Select(v => _densities[_labels.IndexOf(v)]).ToImmutableArray();
        return factors.Length == 1
            ? new(1, [new(factors[0].Rows[0][0].Symbol, [], [])])
            : new(block.Dimension, [.. Splits(factors).SelectMany(ScalarProducts)]);
    }

    private IEnumerable<Candidate> ScalarProducts((ImmutableArray<AceTensor> Left, ImmutableArray<AceTensor> Right) split)
    {
        var right = Tensors(split.Right).ToLookup(tensor => tensor.L);
        foreach (var left in Tensors(split.Left))
        {
            foreach (var other in right[left.L])
            {
                if (AceTensor.ScalarProduct(left, other, _symbols) is { } candidate) yield return candidate;
            }
        }
    }

    /// <summary>All ways to put half of the factors on one side.</summary>
    private static IEnumerable<(ImmutableArray<AceTensor> Left, ImmutableArray<AceTensor> Right)> Splits(ImmutableArray<AceTensor> factors)
    {
        var seen = new HashSet<string>();
        for (var chosen = 1; chosen < 1 << factors.Length; chosen++)
        {
            var left = factors.Where((_, i) => (chosen >> i & 1) == 1).ToImmutableArray();
            if (left.Length != factors.Length / 2) continue;
            var right = factors.Where((_, i) => (chosen >> i & 1) == 0).ToImmutableArray();
            var (one, other) = (Key(left), Key(right));
            if (!seen.Add($"{one}|{other}") || left.Length == right.Length && one != other && seen.Contains($"{other}|{one}")) continue;
            yield return (left, right);
        }

        string Key(ImmutableArray<AceTensor> side) => string.Join(",", side.Select(tensor => factors.IndexOf(tensor)));
    }

    /// <summary>All tensors of one, two or three densities, whatever the order of coupling.</summary>
    private IEnumerable<AceTensor> Tensors(ImmutableArray<AceTensor> factors) => factors switch
    {
        [var only] => [only],
        [var a, var b] => Couplings(a, b),
        [var a, var b, var c] => Enumerable.Distinct([(a, b, c), (a, c, b), (b, c, a)])
            .SelectMany(way => Couplings(way.Item1, way.Item2).SelectMany(pair => Couplings(pair, way.Item3))),
        _ => throw new ArgumentException("A tensor has one to three factors.", nameof(factors)),
    };

    private AceTensor[] Couplings(AceTensor a, AceTensor b)
    {
        if (_coupled.TryGetValue((a, b), out var known)) return known;
        var all = from l in Enumerable.Range(Math.Abs(a.L - b.L), a.L + b.L - Math.Abs(a.L - b.L) + 1)
                  let tensor = AceTensor.Coupled(a, b, l, _symbols)
                  where tensor is not null
                  select tensor;
        return _coupled[(a, b)] = [.. all];
    }
}
