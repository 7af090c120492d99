using FastMtp.Basis;

namespace FastMtp.Generators.Emit;

/// <summary>The derivatives of the two contraction passes along a direction, node by node as the passes themselves.</summary>
internal static class TangentContractionEmitter
{
    public static void Contract(CodeWriter code, ContractionProgram program) =>
        Chunks.Write(code, "ContractTangents", "V* m, V* d", "m, d", program.Forward, node =>
        {
            var sum = SumEmitter.Write(code, node, null, p => p.X == p.Y
                ? [($"(m[{p.X}] + m[{p.X}])", $"d[{p.X}]")]
                : [($"m[{p.X}]", $"d[{p.Y}]"), ($"d[{p.X}]", $"m[{p.Y}]")]);
            code.Line($"d[{node.Row}] = {sum};");
        });

    public static void Backpropagate(CodeWriter code, ContractionProgram program)
    {
        const string Parameters = "V* m, V* d, V* p, double* xi, V* e, V* q";
        var functions = new FunctionRows(program);
        Chunks.Write(code, "Nodes", Parameters, "m, d, p, xi, e, q", program.Reverse, node =>
        {
            var sum = SumEmitter.Write(code, node, functions.IsFunction(node.Row) ? $"q[{node.Row}]" : null, x =>
                [($"q[{x.X}]", $"m[{x.Y}]"), (functions.Adjoint(x.X, "p"), $"d[{x.Y}]")]);
            code.Line($"q[{node.Row}] = {sum};");
        }, "ReduceSphere(q);");
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
