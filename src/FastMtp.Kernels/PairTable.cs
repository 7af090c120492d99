using FastMtp.Basis;

namespace FastMtp.Kernels;

/// <summary>The pair terms and sphere steps of a program, flattened for the interpreter.</summary>
internal sealed class PairTable
{
    public PairTable(ContractionProgram program)
    {
        Terms = [.. program.PairTerms.Select(t => new Term(t.A, t.B, t.C, t.Targets.Length, t.Scale))];
        Targets = [.. program.PairTerms.SelectMany(t => t.Targets)];
        Steps = [.. program.SphereSteps];
        MaxA = program.PairTerms.Max(t => t.A);
        MaxB = program.PairTerms.Max(t => t.B);
        MaxC = program.PairTerms.Max(t => t.C);
    }

    public Term[] Terms { get; }

    /// <summary>The targets of all terms, one after the other.</summary>
    public RadialTarget[] Targets { get; }

    public SphereStep[] Steps { get; }

    public int MaxA { get; }

    public int MaxB { get; }

    public int MaxC { get; }

    public readonly record struct Term(int A, int B, int C, int TargetCount, double Scale);
}
