using System.Collections.Immutable;
using FastMtp.Basis.Symbols;

namespace FastMtp.Basis.Mtp;

/// <summary>Builds the plan of a level: for each basis function the order of contraction is chosen by <see cref="PlanChoice"/>.</summary>
internal sealed class MtpPlanBuilder
{
    private readonly SymbolTable _symbols = new();

    public static BasisPlan Build(int level) => new MtpPlanBuilder().Plan(level);

    private BasisPlan Plan(int level)
    {
        var spaces = ContractionEnumerator.OfLevel(level).Select(Space).ToList();
        var basic = from tensor in StandardLevels.MomentTensors(level)
                    from index in MultiIndex.OfRank(tensor.Nu)
                    let exponents = MultiIndex.Unpack(index)
                    select new BasicMoment(tensor.Mu, exponents.A, exponents.B, exponents.C);
        return new PlanChoice(_symbols, spaces).Plan(MtpFamily.NameOf(level), basic.ToImmutableArray());
    }

    /// <summary>A contraction is one function, whatever the order in which its factors are taken together.</summary>
    private FunctionSpace Space(Contraction graph)
    {
        if (graph.Factors.Length == 1)
            return new(1, [new(_symbols.Basic(new(graph.Factors[0].Mu, 0, 0, 0)), [], [])]);
        var orders = Orders(graph).ToArray();
        var function = _symbols.Sum(orders[0]).Symbol;
        return new(1, [.. orders.Select(terms => new Candidate(function, terms, []))]);
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
}
