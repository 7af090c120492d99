using System.Collections.Immutable;

namespace FastMtp.Basis;

/// <summary>Builds the plan of a level: for each basis function the order of contraction that adds the fewest products.</summary>
internal sealed class BasisPlanBuilder
{
    private readonly SymbolTable _symbols = new();
    private readonly List<Symbol> _chosen = [];
    private readonly List<Symbol> _functions = [];

    public static BasisPlan Build(int level)
    {
        if (!FastMtp.Basis.Level.IsStandard(level))
            throw new ArgumentOutOfRangeException(nameof(level), level, $"A level is an even number from 2 to {FastMtp.Basis.Level.Largest}");
        var builder = new BasisPlanBuilder();
        foreach (var contraction in ContractionEnumerator.OfLevel(level)) builder.Add(contraction);
        return builder.Finish(level);
    }

    private void Add(Contraction graph)
    {
        if (graph.Factors.Length == 1)
        {
            _functions.Add(_symbols.Basic(new(graph.Factors[0].Mu, 0, 0, 0)));
            return;
        }
        Term[]? best = null;
        var bestCost = int.MaxValue;
        foreach (var terms in Orders(graph))
        {
            var cost = _symbols.Cost(terms);
            if (cost >= bestCost) continue;
            (best, bestCost) = (terms, cost);
        }
        var function = _symbols.Sum(best!).Symbol;
        if (!function.IsChosen) function.Recipe = best!;
        Choose(function);
        _functions.Add(function);
    }

    /// <summary>The final sum of every order in which the factors can be taken together.</summary>
    private IEnumerable<Term[]> Orders(Contraction graph)
    {
        var n = graph.Factors.Length;
        for (var i = 0; i < n; i++)
        {
            var first = PartialTensor.Single(graph, i, _symbols);
            for (var j = i + 1; j < n; j++)
            {
                if (n == 2)
                {
                    yield return PartialTensor.Terms(first.TermsWith(graph, j, _symbols).Single().Value);
                    continue;
                }
                var pair = first.With(graph, j, _symbols);
                var rest = Enumerable.Range(0, n).Where(k => k != i && k != j).ToArray();
                foreach (var k in rest)
                {
                    if (n == 3)
                        yield return PartialTensor.Terms(pair.TermsWith(graph, k, _symbols).Single().Value);
                    else
                        yield return PartialTensor.Terms(pair.With(graph, k, _symbols).TermsWith(graph, rest.Sum() - k, _symbols).Single().Value);
                }
                if (n == 4) yield return PartialTensor.Terms(pair.TermsWithPair(graph, rest[0], rest[1], _symbols));
            }
        }
    }

    private void Choose(Symbol symbol)
    {
        if (symbol.IsChosen) return;
        symbol.IsChosen = true;
        foreach (var term in symbol.Recipe)
        {
            Choose(term.Left);
            Choose(term.Right);
        }
        _chosen.Add(symbol);
    }

    private BasisPlan Finish(int level)
    {
        var basic = (from tensor in FastMtp.Basis.Level.MomentTensors(level)
                     from index in MultiIndex.OfRank(tensor.Nu)
                     let exponents = MultiIndex.Unpack(index)
                     select new BasicMoment(tensor.Mu, exponents.A, exponents.B, exponents.C)).ToImmutableArray();
        var number = new Dictionary<Symbol, int>();
        foreach (var moment in basic) number.Add(_symbols.Basic(moment), number.Count);
        var products = ImmutableArray.CreateBuilder<Product>();
        foreach (var symbol in _chosen)
        {
            number.Add(symbol, number.Count);
            foreach (var term in symbol.Recipe) products.Add(new(number[term.Left], number[term.Right], checked((int)term.Weight), number[symbol]));
        }
        return BasisPlan.Standard(level, basic, products.ToImmutable(), [.. _functions.Select(f => number[f])], number.Count);
    }
}
