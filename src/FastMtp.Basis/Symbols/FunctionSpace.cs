namespace FastMtp.Basis.Symbols;

/// <summary>A polynomial that can serve as a basis function, and one way to compute it.</summary>
/// <param name="Function">The polynomial.</param>
/// <param name="Terms">A sum of products that gives it.</param>
/// <param name="Samples">
/// Its values at random points, up to a common factor, for <see cref="Elimination"/>; empty where one function spans the space.
/// </param>
internal sealed record Candidate(Symbol Function, Term[] Terms, ulong[] Samples);

/// <summary>Functions that together span a space, of which the plan computes as many as it has dimensions.</summary>
/// <param name="dimension">Number of independent functions.</param>
/// <param name="candidates">All ways to compute a function of the space, in order of preference among equally cheap ones.</param>
internal sealed class FunctionSpace(int dimension, IReadOnlyList<Candidate> candidates)
{
    private readonly Symbol?[] _chosen = new Symbol?[dimension];
    private readonly ulong[][] _samples = new ulong[dimension][];

    /// <summary>The functions that the plan computes.</summary>
    public IEnumerable<Symbol> Functions => _chosen.Select(function => function!);

    /// <summary>Chooses the functions that add the fewest products to what the plan computes anyway.</summary>
    public void Choose(SymbolTable symbols)
    {
        for (var i = 0; i < dimension; i++)
        {
            var others = OthersThan(i);
            Take(i, Cheapest(symbols, candidates.Where(c => IsFree(c, others)), null, int.MaxValue)
                ?? throw new InvalidOperationException("The candidates do not span the space of functions."));
            SymbolTable.Use(_chosen[i]!);
        }
    }

    /// <summary>Lets every function be replaced by a cheaper one and returns how many products that saves.</summary>
    public int ChooseAgain(SymbolTable symbols)
    {
        var gain = 0;
        for (var i = 0; i < dimension; i++)
        {
            var function = _chosen[i]!;
            SymbolTable.ReleaseTerms(function);
            function.Uses--;
            // If other functions need it too, it stays, and only its terms are chosen.
            var stays = function.Uses > 0;
            var others = stays ? null : OthersThan(i);
            var before = symbols.Cost(function.Recipe);
            var better = Cheapest(symbols, candidates.Where(c => stays ? c.Function == function : IsFree(c, others)), function, before);
            if (better is { } found)
            {
                gain += before - found.Cost;
                Take(i, found);
            }
            var now = _chosen[i]!;
            if (now == function)
            {
                function.Uses++;
                SymbolTable.UseTerms(function);
            }
            else
            {
                SymbolTable.Use(now);
            }
        }
        return gain;
    }

    /// <summary>The candidate that adds the fewest products, if it adds fewer than a bound.</summary>
    private static (Candidate Candidate, Term[] Terms, int Cost)? Cheapest(
        SymbolTable symbols, IEnumerable<Candidate> candidates, Symbol? current, int bound)
    {
        (Candidate, Term[], int)? found = null;
        foreach (var candidate in candidates)
        {
            var function = candidate.Function;
            var isThere = function != current && function.Uses > 0;
            foreach (var terms in isThere ? (Term[][])[function.Recipe] : [function.Recipe, candidate.Terms])
            {
                var cost = isThere ? 0 : symbols.Cost(terms);
                if (cost >= bound) continue;
                (found, bound) = ((candidate, terms, cost), cost);
            }
        }
        return found;
    }

    private void Take(int i, (Candidate Candidate, Term[] Terms, int Cost) choice)
    {
        _chosen[i] = choice.Candidate.Function;
        _samples[i] = choice.Candidate.Samples;
        choice.Candidate.Function.Recipe = choice.Terms;
    }

    private Elimination? OthersThan(int i)
    {
        if (dimension == 1) return null;
        var others = new Elimination();
        for (var j = 0; j < dimension; j++)
        {
            if (j != i && _chosen[j] is not null) others.TryAdd(_samples[j]);
        }
        return others;
    }

    private static bool IsFree(Candidate candidate, Elimination? others) => others?.IsIndependent(candidate.Samples) ?? true;
}
