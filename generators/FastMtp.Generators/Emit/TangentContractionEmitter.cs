using FastMtp.Basis;

namespace FastMtp.Generators.Emit;

/// <summary>The derivatives of the two contraction passes along a direction, node by node as the passes themselves.</summary>
internal static class TangentContractionEmitter
{
    /// <summary>Functions that one method starts: about 15,000 bytes of IL.</summary>
    private const int MostStarts = 400;

    public static void Contract(CodeWriter code, ContractionProgram program) =>
        Chunks.Write(code, "ContractTangents", "V* m, V* d", "m, d", "d",
            [.. program.Forward.Select(node => SumNode.Create(node, null, p => p.X == p.Y
                ? [new($"(m[{p.X}] + m[{p.X}])", $"d[{p.X}]")]
                : [new($"m[{p.X}]", $"d[{p.Y}]"), new($"d[{p.X}]", $"m[{p.Y}]")], p => [p.X, p.Y]))]);

    public static void Backpropagate(CodeWriter code, ContractionProgram program)
    {
        const string Parameters = "V* m, V* d, V* p, double* xi, V* e, V* q";
        var functions = new FunctionRows(program);
        var starts = functions.Rows.Select((row, i) => (row, i)).GroupBy(x => x.i / MostStarts, x => x.row)
            .Select(g => g.ToArray()).ToArray();
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
            for (var i = 0; i < starts.Length; i++)
            {
                if (i == 0) Start(code, functions, starts[i]);
                else code.Line($"Start{i}(weight, xi, q);");
            }
            code.Line("Nodes(m, d, p, xi, e, q);");
        }
        for (var i = 1; i < starts.Length; i++)
        {
            code.Line();
            code.Line(Chunks.Optimized);
            using (code.Open($"private static void Start{i}(V weight, double* xi, V* q)")) Start(code, functions, starts[i]);
        }
    }

    private static void Start(CodeWriter code, FunctionRows functions, int[] rows)
    {
        foreach (var row in rows) code.Line($"q[{row}] = weight * {functions.Coefficient(row)};");
    }
}
