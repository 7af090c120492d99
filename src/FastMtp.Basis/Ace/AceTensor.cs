using System.Collections.Immutable;
using FastMtp.Basis.Symbols;

namespace FastMtp.Basis.Ace;

/// <summary>
/// A tensor of angular momentum L made of one, two or three densities: for each of its rows m = −L … L the polynomial, and its
/// values at random densities.
/// </summary>
internal sealed class AceTensor(int l, ImmutableArray<ImmutableArray<Multiple>> rows, ImmutableArray<ulong[]> samples)
{
    /// <summary>Angular momentum.</summary>
    public int L => l;

    /// <summary>[m + L] integer combination of symbols.</summary>
    public ImmutableArray<ImmutableArray<Multiple>> Rows => rows;

    /// <summary>[m + L][sample] values modulo <see cref="Elimination.Prime"/>, up to a factor common to all rows.</summary>
    public ImmutableArray<ulong[]> Samples => samples;

    /// <summary>A density A_flm, f the radial function, from its rows m.</summary>
    public static AceTensor Density(int f, int l, Func<int, IEnumerable<Multiple>> row, int sampleCount)
    {
        var random = new SplitMix64((ulong)f << 8 | (uint)l);
        var rows = Enumerable.Range(-l, 2 * l + 1).Select(m => row(m).ToImmutableArray());
        var samples = from m in Enumerable.Range(-l, 2 * l + 1)
                      select Enumerable.Range(0, sampleCount).Select(_ => random.Next() % Elimination.Prime).ToArray();
        return new(l, [.. rows], [.. samples]);
    }

    /// <summary>(left ⊗ right)^L; null if it vanishes.</summary>
    public static AceTensor? Coupled(AceTensor left, AceTensor right, int l, SymbolTable symbols)
    {
        var sums = new Multiple[2 * l + 1];
        var samples = new ulong[2 * l + 1][];
        foreach (var row in Coupling.Of(left.L, right.L, l).GroupBy(term => term.M))
        {
            var terms = Products(left, right, row);
            if (terms.Length == 0) return null;
            sums[row.Key + l] = symbols.Sum(terms);
            if (sums[row.Key + l].Symbol.Value == Residue.Zero) return null;
            samples[row.Key + l] = SampleSum(left, right, row);
        }
        var common = sums.Aggregate(0L, (divisor, sum) => SymbolTable.GreatestCommonDivisor(divisor, sum.Coefficient));
        return new(l, [.. sums.Select(sum => ImmutableArray.Create(sum with { Coefficient = sum.Coefficient / common }))], [.. samples]);
    }

    /// <summary>The scalar product of two tensors of the same L as a basis function; null if it vanishes.</summary>
    public static Candidate? ScalarProduct(AceTensor left, AceTensor right, SymbolTable symbols)
    {
        var coupling = Coupling.Of(left.L, right.L, 0);
        var terms = Products(left, right, coupling);
        if (terms.Length == 0) return null;
        var function = symbols.Sum(terms);
        if (function.Symbol.Value == Residue.Zero) return null;
        return new(function.Symbol, [.. terms.Select(t => t with { Weight = t.Weight / function.Coefficient })],
            SampleSum(left, right, coupling));
    }

    /// <summary>The products of a row, written out in the symbols of both tensors and merged.</summary>
    private static Term[] Products(AceTensor left, AceTensor right, IEnumerable<CouplingTerm> row)
    {
        var sums = new Dictionary<(Symbol, Symbol), long>();
        foreach (var term in row)
        {
            foreach (var x in left.Rows[term.M1 + left.L])
            {
                foreach (var y in right.Rows[term.M2 + right.L])
                {
                    var key = x.Symbol.Id <= y.Symbol.Id ? (x.Symbol, y.Symbol) : (y.Symbol, x.Symbol);
                    sums.TryGetValue(key, out var before);
                    sums[key] = checked(before + term.Weight * x.Coefficient * y.Coefficient);
                }
            }
        }
        return [.. sums.Where(sum => sum.Value != 0).Select(sum => new Term(sum.Key.Item1, sum.Key.Item2, sum.Value))];
    }

    private static ulong[] SampleSum(AceTensor left, AceTensor right, IEnumerable<CouplingTerm> row)
    {
        var sum = new ulong[left.Samples[0].Length];
        foreach (var term in row)
        {
            var weight = Residue.Reduce(term.Weight, Elimination.Prime);
            var (x, y) = (left.Samples[term.M1 + left.L], right.Samples[term.M2 + right.L]);
            for (var i = 0; i < sum.Length; i++) sum[i] = (sum[i] + x[i] * y[i] % Elimination.Prime * weight) % Elimination.Prime;
        }
        return sum;
    }
}
