using FastMtp.Basis;

namespace FastMtp.Generators.Emit;

/// <summary>
/// ∂V/∂r_ij of one slot at a time. With divided powers all derivatives are lower powers; per power of x and radial function
/// the sums q = Σ P·y^B z^C and s = Σ P·y^(B−1) z^C, apart for C = 0 and 1, give everything:
/// p_mu = Σ x^A q, gradient x: Σ_mu f_mu Σ x^(A−1) q, y: Σ_mu f_mu Σ x^A s, z: Σ_mu f_mu Σ x^A q|C=1.
/// </summary>
internal static class PairForcesEmitter
{
    public static void Emit(CodeWriter code, ContractionProgram program)
    {
        var layout = new PairLayout(program);
        code.Line(Chunks.Optimized);
        using (code.Open("public static void PairForces(int slots, V* geometry, V* radial, V* a, V* forces)"))
        using (code.Open($"for (; slots > 0; slots--, geometry += 4, radial += {2 * layout.RadialFunctions}, forces += 3)"))
        {
            code.Line("var x1 = geometry[0];");
            code.Line("var y1 = geometry[1];");
            code.Line("var z = geometry[2];");
            for (var mu = 0; mu < layout.RadialFunctions; mu++) code.Line($"var f{mu} = radial[{mu}];");
            for (var n = 2; n <= layout.MaxB; n++) code.Line($"var y{n} = {PairLayout.NextPower($"y{n - 1}", "y1", n)};");
            code.Line("V gx = V.Zero, gy = V.Zero, gz = V.Zero;");
            foreach (var power in layout.Powers) Power(code, layout, power);
            var radial = $"p0 * radial[{layout.RadialFunctions}]";
            for (var mu = 1; mu < layout.RadialFunctions; mu++)
                radial = $"MultiplyAddEstimate(p{mu}, radial[{layout.RadialFunctions + mu}], {radial})";
            code.Line($"var along = {radial};");
            code.Line("var outward = MultiplyAddEstimate(gx, x1, MultiplyAddEstimate(gy, y1, gz * z));");
            code.Line("var inverse = geometry[3];");
            code.Line("along -= outward * inverse;");
            code.Line("forces[0] = MultiplyAddEstimate(along, x1, gx * inverse);");
            code.Line("forces[1] = MultiplyAddEstimate(along, y1, gy * inverse);");
            code.Line("forces[2] = MultiplyAddEstimate(along, z, gz * inverse);");
        }
    }

    private static void Power(CodeWriter code, PairLayout layout, PairTerm[] terms)
    {
        var a = terms[0].A;
        if (a > 1) code.Line($"var x{a} = {PairLayout.NextPower($"x{a - 1}", "x1", a)};");
        foreach (var mu in PairLayout.Mus(terms).Where(_ => a == 0)) code.Line($"V p{mu};");
        using (code.Open(""))
        {
            string? gradientX = null, gradientY = null, gradientZ = null;
            foreach (var mu in PairLayout.Mus(terms))
            {
                var q0 = Sum(code, $"q{mu}c0", terms, mu, 0, b => b);
                var q1 = Sum(code, $"q{mu}c1", terms, mu, 1, b => b);
                var s0 = Sum(code, $"s{mu}c0", terms, mu, 0, b => b - 1);
                var s1 = Sum(code, $"s{mu}c1", terms, mu, 1, b => b - 1);
                var q = Combine(q0, q1)!;
                code.Line(a == 0 ? $"p{mu} = {q};" : $"var q{mu} = {q};");
                if (a > 0)
                {
                    code.Line($"p{mu} = MultiplyAddEstimate(x{a}, q{mu}, p{mu});");
                    gradientX = Add(gradientX, mu, $"q{mu}");
                }
                gradientY = Add(gradientY, mu, Combine(s0, s1));
                gradientZ = Add(gradientZ, mu, q1);
            }
            Gradient(code, "gx", gradientX, a - 1);
            Gradient(code, "gy", gradientY, a);
            Gradient(code, "gz", gradientZ, a);
        }
    }

    /// <summary>Σ P·y^n over the terms of one radial function and power of z; null when there are none.</summary>
    private static string? Sum(CodeWriter code, string name, PairTerm[] terms, int mu, int c, Func<int, int> exponent)
    {
        string? sum = null;
        foreach (var term in terms.Where(t => t.C == c && exponent(t.B) >= 0).OrderBy(t => t.B))
        {
            foreach (var target in term.Targets.Where(t => t.Mu == mu))
            {
                var n = exponent(term.B);
                var product = n == 0 ? (sum is null ? $"a[{target.Row}]" : $"{sum} + a[{target.Row}]")
                    : sum is null ? $"a[{target.Row}] * y{n}" : $"MultiplyAddEstimate(a[{target.Row}], y{n}, {sum})";
                code.Line($"{(sum is null ? "var " : "")}{name} = {product};");
                sum = name;
            }
        }
        return sum;
    }

    private static string? Combine(string? without, string? with) =>
        with is null ? without : without is null ? $"z * {with}" : $"MultiplyAddEstimate(z, {with}, {without})";

    private static string? Add(string? sum, int mu, string? value) =>
        value is null ? sum : sum is null ? $"f{mu} * {Factor(value)}" : $"MultiplyAddEstimate(f{mu}, {value}, {sum})";

    private static string Factor(string value) => value.Contains('*') ? $"({value})" : value;

    private static void Gradient(CodeWriter code, string name, string? sum, int power)
    {
        if (sum is null) return;
        code.Line(power == 0 ? $"{name} += {sum};" : $"{name} = MultiplyAddEstimate(x{power}, {sum}, {name});");
    }
}
