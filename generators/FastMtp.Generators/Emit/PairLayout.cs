using FastMtp.Basis;
using FastMtp.Kernels;

namespace FastMtp.Generators.Emit;

/// <summary>The pair terms in the nested-loop order of the pair passes: by power of x, then by the factor y^B z^C.</summary>
internal sealed class PairLayout
{
    /// <summary>Number of slots that a pass handles at once.</summary>
    public const int Slots = KernelPasses.SlotBlock;

    public PairLayout(ContractionProgram program)
    {
        RadialFunctions = program.Plan.RadialFunctionCount;
        MaxA = program.PairTerms.Max(t => t.A);
        MaxB = program.PairTerms.Max(t => t.B);
        Powers = [.. program.PairTerms.GroupBy(t => t.A).OrderBy(g => g.Key).Select(g => g.ToArray())];
        Rows = RowsToClear(program);
        var factors = program.PairTerms.Select(t => (t.B, t.C)).Distinct().OrderBy(f => f).ToArray();
        for (var i = 0; i < factors.Length; i++) _factors.Add(factors[i], i);
    }

    private readonly Dictionary<(int B, int C), int> _factors = [];

    public int RadialFunctions { get; }

    public int MaxA { get; }

    public int MaxB { get; }

    /// <summary>Terms by power of x, ascending without gaps.</summary>
    public PairTerm[][] Powers { get; }

    /// <summary>See <see cref="RowsToClear"/>.</summary>
    public int[] Rows { get; }

    /// <summary>The distinct factors y^B/B!·z^C.</summary>
    public IEnumerable<(int B, int C)> Factors => _factors.Keys;

    public int FactorCount => _factors.Count;

    public int FactorIndex(PairTerm term) => _factors[(term.B, term.C)];

    /// <summary>
    /// Whether every power of x up to the largest, and every radial function without x, occurs: so it is in all standard bases.
    /// </summary>
    public static bool Fits(ContractionProgram program)
    {
        var powers = new HashSet<int>(program.PairTerms.Select(t => t.A));
        return powers.Count == powers.Max() + 1
            && Mus([.. program.PairTerms.Where(t => t.A == 0)]).Length == program.Plan.RadialFunctionCount;
    }

    /// <summary>Rows that are accumulated, and those that nothing computes, which tables of files may have: both start at zero.</summary>
    public static int[] RowsToClear(ContractionProgram program)
    {
        var plan = program.Plan;
        var products = Enumerable.Range(plan.BasicMoments.Length, plan.MomentCount - plan.BasicMoments.Length);
        return
        [
            .. program.PairTerms.SelectMany(t => t.Targets).Select(t => t.Row)
                .Concat(products.Except(plan.Products.Select(p => p.Target))).OrderBy(row => row),
        ];
    }

    /// <summary>Radial functions that occur with a power of x.</summary>
    public static int[] Mus(PairTerm[] power) => [.. power.SelectMany(t => t.Targets).Select(t => t.Mu).Distinct().OrderBy(mu => mu)];

    /// <summary>Declares a 64-byte aligned array of vectors on the stack.</summary>
    public static void DeclareAligned(CodeWriter code, string name, int count)
    {
        code.Line($"var {name}Bytes = stackalloc byte[{count} * sizeof(V) + 64];");
        code.Line($"var {name} = (V*)(((nuint){name}Bytes + 63) & ~(nuint)63);");
    }

    /// <summary>y^n/n! from the power below.</summary>
    public static string NextPower(string previous, string value, int n) =>
        n == 1 ? value : $"{previous} * {value} * Create({CodeWriter.Number(1.0 / n)})";
}
