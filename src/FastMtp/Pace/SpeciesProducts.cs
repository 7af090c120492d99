namespace FastMtp.Pace;

/// <summary>
/// Products of sums over all neighbours, written out in sums over neighbours of one species each. Of a product and its complex
/// conjugate, which have the same coefficient and the same real part, only one is kept, with twice the coefficient.
/// </summary>
internal sealed class SpeciesProducts
{
    private readonly IReadOnlyList<Harmonic> _harmonics;
    private readonly int[] _conjugates;
    private readonly int _speciesCount;
    private readonly List<(Monomial Product, double Coefficient)> _products = [];

    // The product that is being written out.
    private readonly int[] _variables = new int[Monomial.MostFactors];
    private readonly int[] _species = new int[Monomial.MostFactors];
    private int _rank;

    public SpeciesProducts(IReadOnlyList<Harmonic> harmonics, int speciesCount)
    {
        var numbers = harmonics.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        _harmonics = harmonics;
        _conjugates = [.. harmonics.Select(h => numbers[h.Conjugate])];
        _speciesCount = speciesCount;
    }

    /// <summary>Number of products that a product is written out into, including conjugates.</summary>
    public static double Count(Monomial product, int speciesCount)
    {
        Span<int> variables = stackalloc int[Monomial.MostFactors];
        var rank = product.Variables(variables);
        var (count, run) = (1.0, 0);
        for (var t = 0; t < rank; t++)
        {
            run = t > 0 && variables[t] == variables[t - 1] ? run + 1 : 1;
            count *= (speciesCount + run - 1.0) / run;
        }
        return count;
    }

    /// <summary>Adds a product.</summary>
    public void Add(Monomial product, double coefficient)
    {
        _rank = product.Variables(_variables);
        Assign(0, 0, 0, coefficient);
    }

    /// <summary>The products, those with the same species, n and l in one function.</summary>
    public IEnumerable<PaceFunction> Functions(RadialSlots slots)
    {
        var variables = new int[Monomial.MostFactors];
        return
        [
            .. _products
                .GroupBy(term => (Rank: term.Product.Variables(variables), Block: Block(term.Product)))
                .OrderBy(group => group.Key)
                .Select(group => Function([.. group.OrderBy(term => term.Product)], slots)),
        ];
    }

    // Gives every factor a species; equal factors get them in ascending order, as often as there are orders of them: in a run of
    // equal factors, the t-th one is the s-th of its species, and t!/(s_1!·s_2!·…) is the product of all t/s.
    private void Assign(int position, int run, int same, double coefficient)
    {
        if (position == _rank)
        {
            Keep(coefficient);
            return;
        }
        var isEqual = position > 0 && _variables[position] == _variables[position - 1];
        run = isEqual ? run + 1 : 1;
        var first = isEqual ? _species[position - 1] : 0;
        for (var z = first; z < _speciesCount; z++)
        {
            _species[position] = z;
            var count = isEqual && z == first ? same + 1 : 1;
            Assign(position + 1, run, count, coefficient * run / count);
        }
    }

    private void Keep(double coefficient)
    {
        Span<int> own = stackalloc int[_rank];
        Span<int> conjugate = stackalloc int[_rank];
        for (var t = 0; t < _rank; t++)
        {
            own[t] = _species[t] * _harmonics.Count + _variables[t];
            conjugate[t] = _species[t] * _harmonics.Count + _conjugates[_variables[t]];
        }
        own.Sort();
        conjugate.Sort();
        var product = Monomial.Of(own);
        var order = product.CompareTo(Monomial.Of(conjugate));
        if (order <= 0) _products.Add((product, order == 0 ? coefficient : 2 * coefficient));
    }

    // The same variables with m left out: the number of the highest m stands for all.
    private Monomial Block(Monomial product)
    {
        Span<int> variables = stackalloc int[Monomial.MostFactors];
        var rank = product.Variables(variables);
        foreach (ref var variable in variables[..rank])
            variable -= _harmonics[variable % _harmonics.Count] is var h ? h.L - h.M : 0;
        return Monomial.Of(variables[..rank]);
    }

    private PaceFunction Function((Monomial Product, double Coefficient)[] terms, RadialSlots slots)
    {
        var variables = new int[Monomial.MostFactors];
        var rank = terms[0].Product.Variables(variables);
        int[] first = variables[..rank];
        var m = new int[terms.Length * rank];
        for (var c = 0; c < terms.Length; c++)
        {
            terms[c].Product.Variables(variables);
            for (var t = 0; t < rank; t++) m[c * rank + t] = Of(variables[t]).M;
        }
        return new(
            1,
            [.. first.Select(variable => variable / _harmonics.Count)],
            [.. first.Select(variable => slots.N(Of(variable)))],
            [.. first.Select(variable => Of(variable).L)],
            m,
            [.. terms.Select(term => term.Coefficient)]);
    }

    private Harmonic Of(int variable) => _harmonics[variable % _harmonics.Count];
}
