using FastMtp.Basis;

namespace FastMtp.Kernels;

/// <summary>
/// The pair terms of a program in the loop order of the interpreter: by radial function, then by power of x. A
/// run holds the factors y^b/b! z^c of all degrees b + c up to its highest, two of each degree: (0,0), (1,0) (0,1), (2,0) (1,1), ….
/// </summary>
/// <remarks>
/// A standard level has exactly these terms. Targets that a plan from a file lacks are computed and dropped, so that
/// the loops have neither indices nor conditions.
/// </remarks>
internal sealed class PairTable
{
    public PairTable(ContractionProgram program)
    {
        var targets = program.PairTerms.SelectMany(t => t.Targets,
            (term, target) => (target.Mu, term.A, term.B, term.C, target.Row, term.Scale)).ToLookup(p => p.Mu);
        var (powers, degrees, rows) = (new List<int>(), new List<int>(), new List<Target>());
        for (var mu = 0; mu < program.Plan.RadialFunctionCount; mu++)
        {
            var byPower = targets[mu].ToLookup(p => p.A);
            var count = byPower.Select(g => g.Key + 1).DefaultIfEmpty(0).Max();
            powers.Add(count);
            for (var a = 0; a < count; a++)
            {
                var degree = byPower[a].Select(p => p.B + p.C).DefaultIfEmpty(0).Max();
                degrees.Add(degree);
                var run = new Target[Factors(degree)];
                Array.Fill(run, new Target(Target.Empty, 1));
                foreach (var p in byPower[a]) run[FactorIndex(p.B, p.C)] = new Target(p.Row, p.Scale);
                rows.AddRange(run);
            }
        }
        Powers = [.. powers];
        Degrees = [.. degrees];
        Targets = [.. rows];
        HighestPower = powers.Max() - 1;
        HighestDegree = degrees.Max();
        FactorCount = Factors(HighestDegree);
        Steps = [.. program.SphereSteps];
    }

    /// <summary>[mu] number of runs, for x^0, x^1, ….</summary>
    public int[] Powers { get; }

    /// <summary>[run] highest degree of its factors.</summary>
    public int[] Degrees { get; }

    /// <summary>The rows of all runs, one after the other.</summary>
    public Target[] Targets { get; }

    public int HighestPower { get; }

    public int HighestDegree { get; }

    /// <summary>Number of factors of the longest run.</summary>
    public int FactorCount { get; }

    /// <summary>The steps that derive the remaining basic moments from those summed over neighbours.</summary>
    public SphereStep[] Steps { get; }

    /// <summary>Number of factors up to a degree.</summary>
    public static int Factors(int degree) => 2 * degree + 1;

    private static int FactorIndex(int b, int c) => c == 1 ? 2 * b + 2 : Math.Max(0, 2 * b - 1);

    /// <summary>Where the sum of a factor belongs, and A!·B!, which turns it into the moment.</summary>
    public readonly record struct Target(int Row, double Scale)
    {
        public const int Empty = -1;
    }
}
