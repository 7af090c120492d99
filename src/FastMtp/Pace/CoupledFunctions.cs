using System.Collections.Immutable;
using FastMtp.Basis;
using FastMtp.Basis.Ace;

namespace FastMtp.Pace;

/// <summary>Names the sums of R_nl·Y_lm over neighbours of a species.</summary>
/// <param name="Species">Of the neighbours.</param>
/// <param name="L">l.</param>
/// <param name="N">n, from 1.</param>
internal readonly record struct PaceLabel(int Species, int L, int N) : IComparable<PaceLabel>
{
    /// <summary>By species, then l, then n.</summary>
    public int CompareTo(PaceLabel other) => (Species, L, N).CompareTo((other.Species, other.L, other.N));
}

/// <summary>
/// The functions of a central species, from rank 2 on, as sums of coupled functions, each invariant under rotations and reflections:
/// rho_p = sum over α of Coefficients[p][α]·B_α. They need a fraction of the products of harmonics that a file lists.
/// </summary>
internal sealed class CoupledFunctions
{
    /// <summary>
    /// How far the functions of a file may be from their coupled form, relative to the sum of their absolute terms: coefficients have 10
    /// digits or more.
    /// </summary>
    private const double Rounding = 1e-9;

    /// <summary>Couplings of larger l have weights that plans cannot hold.</summary>
    private const int LargestL = 16;

    /// <summary>Beyond this number, the plan would take minutes and gigabytes to build.</summary>
    private const int MostFunctions = 20_000;

    private CoupledFunctions(ImmutableArray<PaceLabel> labels, BasisPlan? plan, double[][] coefficients)
    {
        Labels = labels;
        Plan = plan;
        Coefficients = coefficients;
    }

    /// <summary>The sums that occur, sorted; the number of one is that of its radial function in <see cref="Plan"/>.</summary>
    public ImmutableArray<PaceLabel> Labels { get; }

    /// <summary>The functions B_α in rows of harmonics, as <see cref="AcePlanBuilder.BuildInHarmonics"/> has them; null for none.</summary>
    public BasisPlan? Plan { get; }

    /// <summary>[P][A].</summary>
    public double[][] Coefficients { get; }

    /// <summary>The functions of a central species.</summary>
    /// <param name="model">The potential.</param>
    /// <param name="center">The species.</param>
    /// <param name="plans">The plans of other species; that of this one is added.</param>
    /// <param name="file">Where the potential comes from, for messages.</param>
    /// <exception cref="InputException">One depends on the orientation, or there are too many.</exception>
    public static CoupledFunctions Of(PaceModel model, int center, Dictionary<string, BasisPlan> plans, string file)
    {
        var densities = model.Embeddings[center].DensityCount;
        var functions = model.Functions[center].Where(f => f.Rank > 1 && f.Coefficients.Any(c => c != 0)).ToArray();
        if (functions.Length == 0) return new([], null, [.. Enumerable.Range(0, densities).Select(_ => Array.Empty<double>())]);
        PaceLabel[] labels = [.. functions.SelectMany(f => f.Labels).Distinct().Order()];
        var numbers = labels.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        var groups = functions.GroupBy(f => string.Join(',', f.Labels.Select(label => numbers[label]).Order())).ToArray();
        AceBlock[] blocks = [.. groups.Select(group => new AceBlock(
            [.. group.First().Labels.Order().Select(label => new AceLabel(numbers[label] + 1, label.L))]))];
        var odd = Array.FindIndex(blocks, block => block.Dimension == 0);
        if (odd >= 0) throw NotInvariant(groups[odd].First());
        var count = blocks.Sum(block => block.Dimension);
        if (count > MostFunctions)
        {
            throw new InputException(
                $"{file}: {model.Elements[center]} has {count} coupled functions, but at most {MostFunctions} can be evaluated; "
                + "use a smaller potential.");
        }
        var plan = labels.Any(label => label.L > LargestL) ? throw TooLarge() : Build();
        var samples = new HarmonicSamples(labels, plan, 2 * blocks.Max(block => block.Dimension) + 6);
        var coefficients = Enumerable.Range(0, densities).Select(_ => new double[plan.Functions.Length]).ToArray();
        var first = 0;
        foreach (var (group, block) in groups.Zip(blocks))
        {
            for (var p = 0; p < densities; p++)
            {
                var (values, scale) = samples.Sum(group, p);
                if (scale == 0) continue;
                var solution = LeastSquares.Solve(samples.Functions(first, block.Dimension), values, out var residual);
                if (!(residual <= Rounding * scale)) throw NotInvariant(group.First());
                solution.CopyTo(coefficients[p], first);
            }
            first += block.Dimension;
        }
        return new([.. labels], plan, coefficients);

        BasisPlan Build()
        {
            var key = string.Join(';', blocks.Select(block => string.Join(',', block.Labels)));
            if (plans.TryGetValue(key, out var known)) return known;
            try
            {
                return plans[key] = AcePlanBuilder.BuildInHarmonics(blocks);
            }
            catch (OverflowException)
            {
                throw TooLarge();
            }
        }

        InputException TooLarge() => new(
            $"{file}: the functions of {model.Elements[center]} have l up to {labels.Max(label => label.L)}, "
            + "which cannot be coupled here; use a potential with smaller l.");

        InputException NotInvariant(PaceFunction f) => new(
            $"{file}: the functions of {model.Elements[center]} with mus [{string.Join(", ", f.Species)}], "
            + $"ns [{string.Join(", ", f.N)}], ls [{string.Join(", ", f.L)}] depend on the orientation; "
            + "the file is damaged, copy it again.");
    }
}
