using FastMtp.Basis;

namespace FastMtp.Generators.Emit;

/// <summary>Converts sums over divided powers to all components of the moments, and the transpose.</summary>
internal static class SphereEmitter
{
    public static void Expand(CodeWriter code, ContractionProgram program)
    {
        code.Line(Chunks.Optimized);
        using (code.Open("private static void ExpandSphere(V* m)"))
        {
            Scale(code, program, "m");
            foreach (var s in program.SphereSteps) code.Line($"m[{s.Row}] = m[{s.Lower}] - m[{s.RaisedX}] - m[{s.RaisedY}];");
        }
    }

    public static void Reduce(CodeWriter code, ContractionProgram program)
    {
        code.Line(Chunks.Optimized);
        using (code.Open("private static void ReduceSphere(V* a)"))
        {
            foreach (var s in program.SphereSteps.Reverse())
            {
                code.Line($"a[{s.Lower}] += a[{s.Row}];");
                code.Line($"a[{s.RaisedX}] -= a[{s.Row}];");
                code.Line($"a[{s.RaisedY}] -= a[{s.Row}];");
            }
            Scale(code, program, "a");
        }
    }

    private static void Scale(CodeWriter code, ContractionProgram program, string array)
    {
        foreach (var term in program.PairTerms.Where(t => t.Scale != 1))
        {
            foreach (var target in term.Targets) code.Line($"{array}[{target.Row}] *= Create({CodeWriter.Number(term.Scale)});");
        }
    }
}
