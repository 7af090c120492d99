using FastMtp.Basis;

namespace FastMtp.Generators.Emit;

/// <summary>The contraction forward and backward: one register sum per node and weight, stored once.</summary>
internal static class ContractionEmitter
{
    public static void Contract(CodeWriter code, ContractionProgram program) =>
        Chunks.Write(code, "Contract", "V* m", "m", "m",
            [.. program.Forward.Select(node => SumNode.Create(node, null, p => [new($"m[{p.X}]", $"m[{p.Y}]")], p => [p.X, p.Y]))]);

    public static void Backpropagate(CodeWriter code, ContractionProgram program)
    {
        var functions = new FunctionRows(program);
        Chunks.Write(code, "Backpropagate", "V* m, double* xi, V* a", "m, xi, a", "a",
            [.. program.Reverse.Select(node => SumNode.Create(node, functions.Coefficient(node.Row),
                p => [new(functions.Adjoint(p.X), $"m[{p.Y}]")], p => [p.X]))],
            "Finish(xi, a);");
        code.Line();
        code.Line(Chunks.Optimized);
        using (code.Open("private static void Finish(double* xi, V* a)"))
        {
            foreach (var row in functions.UnreadBasicRows) code.Line($"a[{row}] = {functions.Coefficient(row) ?? "V.Zero"};");
            code.Line("ReduceSphere(a);");
        }
        code.Line();
        SphereEmitter.Reduce(code, program);
    }
}
