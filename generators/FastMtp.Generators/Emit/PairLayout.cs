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
        Rows = [.. program.PairTerms.SelectMany(t => t.Targets).Select(t => t.Row).OrderBy(row => row)];
        var factors = program.PairTerms.Select(t => (t.B, t.C)).Distinct().OrderBy(f => f).ToArray();
        for (var i = 0; i < factors.Length; i++) _factors.Add(factors[i], i);
    }

    private readonly Dictionary<(int B, int C), int> _factors = [];

    public int RadialFunctions { get; }

    public int MaxA { get; }

    public int MaxB { get; }

    /// <summary>Terms by power of x, ascending without gaps.</summary>
    public PairTerm[][] Powers { get; }

    /// <summary>All rows that are accumulated.</summary>
    public int[] Rows { get; }

    /// <summary>The distinct factors y^B/B!·z^C.</summary>
    public IEnumerable<(int B, int C)> Factors => _factors.Keys;

    public int FactorCount => _factors.Count;

    public int FactorIndex(PairTerm term) => _factors[(term.B, term.C)];

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
