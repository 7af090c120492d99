using System.Collections.Immutable;

namespace FastMtp.Basis.Symbols;

/// <summary>
/// Chooses basis functions and how each is computed, so that together they need few products, and numbers the result as a plan.
/// </summary>
/// <remarks>
/// All candidates are known before the first choice, and with them the shortest sum for every polynomial on the way: at MTP
/// level 24 that saves a quarter of the products. What a function adds depends on all other choices, so the spaces choose
/// again, in turn, until none gains: that saves another 7 %.
/// </remarks>
/// <param name="symbols">The polynomials that the candidates refer to.</param>
/// <param name="spaces">The spaces of functions, in the order of the plan.</param>
internal sealed class PlanChoice(SymbolTable symbols, IReadOnlyList<FunctionSpace> spaces)
{
    /// <summary>The plan with the basic moments in the given order.</summary>
    public BasisPlan Plan(string name, ImmutableArray<BasicMoment> basicMoments)
    {
        foreach (var space in spaces) space.Choose(symbols);
        int gain;
        do
        {
            gain = 0;
            // The last ones had the most symbols to share, so they choose first.
            for (var i = spaces.Count - 1; i >= 0; i--) gain += spaces[i].ChooseAgain(symbols);
        }
        while (gain > 0);
        return Number(name, basicMoments);
    }

    private BasisPlan Number(string name, ImmutableArray<BasicMoment> basicMoments)
    {
        var number = new Dictionary<Symbol, int>();
        foreach (var moment in basicMoments) number.Add(symbols.Basic(moment), number.Count);
        var products = ImmutableArray.CreateBuilder<Product>();
        Symbol[] functions = [.. spaces.SelectMany(space => space.Functions)];
        foreach (var function in functions) Add(function);
        return BasisPlan.Named(name, basicMoments, products.ToImmutable(), [.. functions.Select(f => number[f])], number.Count);

        void Add(Symbol symbol)
        {
            if (number.ContainsKey(symbol)) return;
            foreach (var term in symbol.Recipe)
            {
                Add(term.Left);
                Add(term.Right);
            }
            number.Add(symbol, number.Count);
            foreach (var term in symbol.Recipe)
                products.Add(new(number[term.Left], number[term.Right], checked((int)term.Weight), number[symbol]));
        }
    }
}
