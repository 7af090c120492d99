namespace FastMtp.Generators.Emit;

/// <summary>Emits the method that computes the monomials of one slot, with or without their derivatives along a direction.</summary>
internal static class MonomialWriter
{
    /// <summary>v[i·stride] = x^A/A! y^B/B! z^C.</summary>
    public static void Values(CodeWriter code, MonomialLayout layout, string name, int stride)
    {
        code.Line();
        code.Line(Chunks.Optimized);
        using (code.Open($"private static void {name}(V* g, V* v)"))
        {
            Powers(code, layout);
            foreach (var (a, b, c) in layout.Exponents.Where(e => e != (0, 0, 0)))
                code.Line($"v[{layout.Index(a, b, c) * stride}] = {Value(a, b, c)};");
        }
    }

    /// <summary>The same, and d[i·stride] = its derivative along the tangential direction t.</summary>
    public static void Tangents(CodeWriter code, MonomialLayout layout, string name, int stride)
    {
        code.Line();
        code.Line(Chunks.Optimized);
        using (code.Open($"private static void {name}(V* g, V* t, V* v, V* d)"))
        {
            Powers(code, layout);
            code.Line("V tx = t[0], ty = t[1], tz = t[2];");
            foreach (var (a, b, c) in layout.Exponents.Where(e => e != (0, 0, 0)))
            {
                code.Line($"v[{layout.Index(a, b, c) * stride}] = {Value(a, b, c)};");
                string? sum = null;
                if (c > 0) sum = Product("tz", Value(a, b, 0));
                if (b > 0) sum = Add(Value(a, b - 1, c), "ty", sum);
                if (a > 0) sum = Add(Value(a - 1, b, c), "tx", sum);
                code.Line($"d[{layout.Index(a, b, c) * stride}] = {sum};");
            }
        }

        static string Add(string value, string factor, string? sum) =>
            sum is null ? Product(factor, value) : value == "1" ? $"{factor} + {sum}" : $"MultiplyAddEstimate({value}, {factor}, {sum})";

        static string Product(string factor, string value) => value == "1" ? factor : $"{factor} * {value}";
    }

    private static void Powers(CodeWriter code, MonomialLayout layout)
    {
        code.Line("var x1 = g[0];");
        code.Line("var y1 = g[1];");
        code.Line("var z = g[2];");
        for (var n = 2; n <= layout.Exponents.Max(e => e.A); n++) code.Line($"var x{n} = {PairLayout.NextPower($"x{n - 1}", "x1", n)};");
        for (var n = 2; n <= layout.Exponents.Max(e => e.B); n++) code.Line($"var y{n} = {PairLayout.NextPower($"y{n - 1}", "y1", n)};");
        // Products without z, which those with z and the derivatives need too.
        foreach (var (a, b) in layout.Exponents.Where(e => e is { A: > 0, B: > 0 }).Select(e => (e.A, e.B)).Distinct())
            code.Line($"var x{a}y{b} = x{a} * y{b};");
    }

    private static string Value(int a, int b, int c)
    {
        var plane = (a, b) switch { (0, 0) => "", (_, 0) => $"x{a}", (0, _) => $"y{b}", _ => $"x{a}y{b}" };
        return c == 0 ? (plane.Length == 0 ? "1" : plane) : plane.Length == 0 ? "z" : $"({plane} * z)";
    }
}
