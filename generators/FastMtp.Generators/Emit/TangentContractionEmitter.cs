using FastMtp.Basis;

namespace FastMtp.Generators.Emit;

/// <summary>The derivatives of the two contraction passes along a direction, node by node as the passes themselves.</summary>
internal static class TangentContractionEmitter
{
    public static void Contract(CodeWriter code, ContractionProgram program) =>
        Chunks.Write(code, "ContractTangents", "V* m, V* d", "m, d", "d",
            [.. program.Forward.Select(node => SumNode.Create(node, null, p => p.X == p.Y
                ? [new($"(m[{p.X}] + m[{p.X}])", $"d[{p.X}]")]
                : [new($"m[{p.X}]", $"d[{p.Y}]"), new($"d[{p.X}]", $"m[{p.Y}]")], p => [p.X, p.Y]))]);

    public static void Backpropagate(CodeWriter code, ContractionProgram program)
    {
        const string Parameters = "V* m, V* d, V* p, double* xi, V* e, V* q";
        var functions = new FunctionRows(program);
        Chunks.Write(code, "Nodes", Parameters, "m, d, p, xi, e, q", "q",
            [.. program.Reverse.Select(node => SumNode.Create(node, functions.IsFunction(node.Row) ? $"q[{node.Row}]" : null, x =>
                [new($"q[{x.X}]", $"m[{x.Y}]"), new(functions.Adjoint(x.X, "p"), $"d[{x.Y}]")], x => [x.X]))],
            "ReduceSphere(q);");
        code.Line();
        code.Line(Chunks.Optimized);
        using (code.Open($"public static void BackpropagateTangents({Parameters})"))
        {
            code.Line("var weight = *e;");
            foreach (var row in functions.UnreadBasicRows.Where(row => !functions.IsFunction(row))) code.Line($"q[{row}] = V.Zero;");
            foreach (var row in functions.Rows) code.Line($"q[{row}] = weight * {functions.Coefficient(row)};");
            code.Line("Nodes(m, d, p, xi, e, q);");
        }
    }
}
