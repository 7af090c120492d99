namespace FastMtp.Basis.Symbols;

/// <summary>All polynomials seen so far, looked up by value: equal components of different tensors are one symbol.</summary>
internal sealed class SymbolTable
{
    private readonly Dictionary<Residue, Symbol> _byValue = [];
    private readonly Dictionary<BasicMoment, Symbol> _basic = [];
    private int _marks;

    public int Count => _byValue.Count;

    public Symbol Basic(BasicMoment moment)
    {
        if (_basic.TryGetValue(moment, out var symbol)) return symbol;
        symbol = new Symbol(Count, Residue.Random(moment), []) { Uses = 1 };
        _basic.Add(moment, symbol);
        _byValue.Add(symbol.Value, symbol);
        return symbol;
    }

    /// <summary>The symbol of a sum of products, as a multiple because a common factor of the weights is divided out.</summary>
    public Multiple Sum(IReadOnlyCollection<Term> terms)
    {
        long content = 0;
        foreach (var term in terms) content = GreatestCommonDivisor(content, term.Weight);
        var value = Residue.Zero;
        foreach (var term in terms) value += Residue.Of(term.Weight / content) * term.Left.Value * term.Right.Value;
        if (_byValue.TryGetValue(value, out var known))
        {
            if (known.Recipe.Length > terms.Count) known.Recipe = Primitive();
            return new(content, known);
        }
        var symbol = new Symbol(Count, value, Primitive());
        _byValue.Add(value, symbol);
        return new(content, symbol);

        Term[] Primitive() => [.. terms.Select(t => t with { Weight = t.Weight / content })];
    }

    /// <summary>Number of products added to a plan by computing these terms and everything they depend on.</summary>
    public int Cost(IReadOnlyCollection<Term> terms)
    {
        _marks++;
        return terms.Count + terms.Sum(t => Cost(t.Left) + Cost(t.Right));
    }

    /// <summary>Adds a symbol and everything its recipe depends on to the plan, or one more use of it.</summary>
    public static void Use(Symbol symbol)
    {
        if (symbol.Uses++ == 0) UseTerms(symbol);
    }

    /// <summary>Uses the operands of a recipe.</summary>
    public static void UseTerms(Symbol symbol)
    {
        foreach (var term in symbol.Recipe)
        {
            Use(term.Left);
            Use(term.Right);
        }
    }

    /// <summary>Undoes <see cref="UseTerms"/>: symbols without other uses are no longer computed.</summary>
    public static void ReleaseTerms(Symbol symbol)
    {
        foreach (var term in symbol.Recipe)
        {
            Release(term.Left);
            Release(term.Right);
        }
    }

    private static void Release(Symbol symbol)
    {
        if (--symbol.Uses == 0) ReleaseTerms(symbol);
    }

    private int Cost(Symbol symbol)
    {
        if (symbol.Uses > 0 || symbol.Mark == _marks) return 0;
        symbol.Mark = _marks;
        var cost = symbol.Recipe.Length;
        foreach (var term in symbol.Recipe) cost += Cost(term.Left) + Cost(term.Right);
        return cost;
    }

    /// <summary>The non-negative greatest common divisor.</summary>
    public static long GreatestCommonDivisor(long a, long b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return Math.Abs(a);
    }
}
