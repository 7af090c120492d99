using System.Collections.Immutable;

namespace FastMtp.Basis;

/// <summary>
/// Builds the plan of a level: for each basis function the order of contraction that adds the fewest products to those that
/// the other functions need anyway.
/// </summary>
/// <remarks>
/// All orders are known before the first choice, and with them the shortest sum for every tensor on the way: at level 24
/// that saves a quarter of the products. What an order adds depends on all other choices, so the functions choose again,
/// in turn, until no function gains: that saves another 7 %.
/// </remarks>
internal sealed class BasisPlanBuilder
{
    private readonly SymbolTable _symbols = new();
    private readonly List<(Symbol Function, Term[][] Orders)> _functions = [];

    public static BasisPlan Build(int level)
    {
        if (!StandardLevels.IsStandard(level))
            throw new ArgumentOutOfRangeException(nameof(level), level, $"A level is an even number from 2 to {StandardLevels.Largest}");
        var builder = new BasisPlanBuilder();
        foreach (var contraction in ContractionEnumerator.OfLevel(level)) builder.Add(contraction);
        builder.ChooseOrders();
        return builder.Finish(level);
    }

    private void Add(Contraction graph)
    {
        if (graph.Factors.Length == 1)
        {
            _functions.Add((_symbols.Basic(new(graph.Factors[0].Mu, 0, 0, 0)), []));
            return;
        }
        var orders = Orders(graph).ToArray();
        _functions.Add((_symbols.Sum(orders[0]).Symbol, orders));
    }

    private void ChooseOrders()
    {
        foreach (var (function, orders) in _functions)
        {
            Choose(function, orders);
            SymbolTable.Use(function);
        }
        // The last functions had the most symbols to share, so they choose first.
        _functions.Reverse();
        int gain;
        do
        {
            gain = 0;
            foreach (var (function, orders) in _functions)
            {
                SymbolTable.ReleaseTerms(function);
                gain += Choose(function, orders);
                SymbolTable.UseTerms(function);
            }
        }
        while (gain > 0);
        _functions.Reverse();
    }

    /// <summary>Gives a function the cheapest order, its own if no other is cheaper, and returns how many products that saves.</summary>
    private int Choose(Symbol function, Term[][] orders)
    {
        var before = _symbols.Cost(function.Recipe);
        var best = before;
        foreach (var terms in orders)
        {
            var cost = _symbols.Cost(terms);
            if (cost >= best) continue;
            (function.Recipe, best) = (terms, cost);
        }
        return before - best;
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
                        yield return PartialTensor.Terms(
                            pair.With(graph, k, _symbols).TermsWith(graph, rest.Sum() - k, _symbols).Single().Value);
                }
                if (n == 4) yield return PartialTensor.Terms(pair.TermsWithPair(graph, rest[0], rest[1], _symbols));
            }
        }
    }

    private BasisPlan Finish(int level)
    {
        var basic = (from tensor in StandardLevels.MomentTensors(level)
                     from index in MultiIndex.OfRank(tensor.Nu)
                     let exponents = MultiIndex.Unpack(index)
                     select new BasicMoment(tensor.Mu, exponents.A, exponents.B, exponents.C)).ToImmutableArray();
        var number = new Dictionary<Symbol, int>();
        foreach (var moment in basic) number.Add(_symbols.Basic(moment), number.Count);
        var products = ImmutableArray.CreateBuilder<Product>();
        foreach (var (function, _) in _functions) Number(function);
        return BasisPlan.Standard(level, basic, products.ToImmutable(), [.. _functions.Select(f => number[f.Function])], number.Count);

        void Number(Symbol symbol)
        {
            if (number.ContainsKey(symbol)) return;
            foreach (var term in symbol.Recipe)
            {
                Number(term.Left);
                Number(term.Right);
            }
            number.Add(symbol, number.Count);
            foreach (var term in symbol.Recipe)
                products.Add(new(number[term.Left], number[term.Right], checked((int)term.Weight), number[symbol]));
        }
    }
}
