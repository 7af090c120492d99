using FastMtp.Basis.Symbols;

namespace FastMtp.Basis.Mtp;

/// <summary>
/// Some factors of a contraction, contracted among themselves. Open legs are grouped by the outside factor they connect
/// to, and each component already carries the number of index tuples it stands for: contracting with what is
/// outside is then a plain sum over components.
/// </summary>
/// <remarks>
/// A component is addressed by one <see cref="MultiIndex"/> per factor of the contraction, packed side by side (zero for
/// factors inside and for those without legs to here).
/// </remarks>
internal sealed class PartialTensor(int inside, Dictionary<long, Multiple> components)
{
    /// <summary>Bit set of the factors inside.</summary>
    public int Inside => inside;

    public IReadOnlyDictionary<long, Multiple> Components => components;

    /// <summary>One factor alone; its legs go to all the others.</summary>
    public static PartialTensor Single(Contraction graph, int factor, SymbolTable symbols)
    {
        var components = new Dictionary<long, Multiple>();
        foreach (var (legs, weight) in Legs(graph, factor, 1 << factor))
            components.Add(legs, new(weight, symbols.Basic(Moment(graph.Factors[factor], Total(legs)))));
        return new(1 << factor, components);
    }

    /// <summary>The terms, by component, of this tensor with one more factor taken inside.</summary>
    public Dictionary<long, Dictionary<(Symbol, Symbol), long>> TermsWith(Contraction graph, int factor, SymbolTable symbols)
    {
        var shift = factor * MultiIndex.Bits;
        var mask = ((1L << MultiIndex.Bits) - 1) << shift;
        var legs = Legs(graph, factor, inside | 1 << factor).ToArray();
        var sums = new Dictionary<long, Dictionary<(Symbol, Symbol), long>>();
        foreach (var component in components)
        {
            var summed = (int)((component.Key & mask) >> shift);
            foreach (var (open, weight) in legs)
            {
                var other = symbols.Basic(Moment(graph.Factors[factor], summed + Total(open)));
                Add(sums, (component.Key & ~mask) + open, component.Value.Symbol, other, component.Value.Coefficient * weight);
            }
        }
        return sums;
    }

    /// <summary>Takes one more factor inside.</summary>
    public PartialTensor With(Contraction graph, int factor, SymbolTable symbols) => new(
        inside | 1 << factor,
        TermsWith(graph, factor, symbols).ToDictionary(sum => sum.Key, sum => symbols.Sum(Terms(sum.Value))));

    /// <summary>The terms of the scalar that results from this pair and the two outside factors, contracted with each other.</summary>
    public Dictionary<(Symbol, Symbol), long> TermsWithPair(Contraction graph, int c, int d, SymbolTable symbols)
    {
        var sums = new Dictionary<long, Dictionary<(Symbol, Symbol), long>>();
        foreach (var component in components)
        {
            var u = Group(component.Key, c);
            var v = Group(component.Key, d);
            foreach (var x in MultiIndex.OfRank(graph[c, d]))
                Add(sums, component.Key, symbols.Basic(Moment(graph.Factors[c], x + u)), symbols.Basic(Moment(graph.Factors[d], x + v)),
                    MultiIndex.Multiplicity(x));
        }
        var scalar = new Dictionary<(Symbol, Symbol), long>();
        foreach (var sum in sums)
        {
            var pair = symbols.Sum(Terms(sum.Value));
            var here = components[sum.Key];
            Accumulate(scalar, here.Symbol, pair.Symbol, here.Coefficient * pair.Coefficient);
        }
        return scalar;
    }

    public static Term[] Terms(Dictionary<(Symbol Left, Symbol Right), long> sum) =>
        [.. sum.Select(t => new Term(t.Key.Left, t.Key.Right, t.Value))];

    private static void Add(Dictionary<long, Dictionary<(Symbol, Symbol), long>> sums, long component, Symbol left, Symbol right,
        long weight)
    {
        if (!sums.TryGetValue(component, out var sum)) sums.Add(component, sum = []);
        Accumulate(sum, left, right, weight);
    }

    private static void Accumulate(Dictionary<(Symbol, Symbol), long> sum, Symbol left, Symbol right, long weight)
    {
        var key = left.Id <= right.Id ? (left, right) : (right, left);
        sum.TryGetValue(key, out var before);
        sum[key] = before + weight;
    }

    /// <summary>All ways to give a factor's legs to the factors outside a set, with the number of index tuples of each.</summary>
    private static IEnumerable<(long Legs, long Weight)> Legs(Contraction graph, int factor, int inside)
    {
        IEnumerable<(long Legs, long Weight)> all = [(0, 1)];
        for (var j = 0; j < graph.Factors.Length; j++)
        {
            var to = j;
            if ((inside >> j & 1) == 1 || graph[factor, j] == 0) continue;
            all = all.SelectMany(_ => MultiIndex.OfRank(graph[factor, to]),
                (l, index) => (l.Legs | (long)index << to * MultiIndex.Bits, l.Weight * MultiIndex.Multiplicity(index)));
        }
        return all;
    }

    private static int Group(long component, int factor) => (int)(component >> factor * MultiIndex.Bits) & ((1 << MultiIndex.Bits) - 1);

    private static int Total(long legs)
    {
        var total = 0;
        for (; legs != 0; legs >>= MultiIndex.Bits) total += (int)legs & ((1 << MultiIndex.Bits) - 1);
        return total;
    }

    private static BasicMoment Moment(MomentTensor tensor, int index)
    {
        var (a, b, c) = MultiIndex.Unpack(index);
        return new(tensor.Mu, a, b, c);
    }
}
