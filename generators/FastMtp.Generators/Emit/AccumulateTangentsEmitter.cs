using FastMtp.Basis;

namespace FastMtp.Generators.Emit;

/// <summary>
/// The derivative of the accumulation along directions. With w = f_mu · x^A/A! and its derivative ẇ, and v = y^B/B! z^C and
/// its derivative v̇, Ṁ[row] += Σ_k ẇ·v + w·v̇. One method per power of x keeps each within the JIT's limits.
/// </summary>
internal static class AccumulateTangentsEmitter
{
    /// <summary>Two functions have 16 factors of their own, as many as leave registers for those they share.</summary>
    private const int FunctionsAtOnce = 2;

    public static void Emit(CodeWriter code, ContractionProgram program)
    {
        var layout = new PairLayout(program);
        code.Line(Chunks.Optimized);
        using (code.Open("public static void AccumulateTangents(int slots, V* geometry, V* radial, V* directions, V* m)"))
        {
            var perSlots = PairLayout.Slots;
            PairLayout.DeclareAligned(code, "v", 2 * layout.FactorCount * perSlots);
            PairLayout.DeclareAligned(code, "x", 2 * (layout.MaxA + 1) * perSlots);
            foreach (var row in layout.Rows) code.Line($"m[{row}] = V.Zero;");
            var radial = 2 * layout.RadialFunctions * perSlots;
            using (code.Open($"for (; slots > 0; slots -= {perSlots}, geometry += {4 * perSlots}, directions += {4 * perSlots}, "
                + $"radial += {radial})"))
            {
                code.Line($"for (var k = 0; k < {perSlots}; k++) Factors(geometry + 4 * k, directions + 4 * k, x + k, v + k);");
                foreach (var power in layout.Powers) code.Line($"Power{power[0].A}(radial, directions, x, v, m);");
            }
            code.Line("ExpandSphere(m);");
        }
        code.Line();
        Factors(code, layout);
        foreach (var power in layout.Powers)
        {
            code.Line();
            Power(code, layout, power);
        }
    }

    /// <summary>For one slot: x^A/A! and derivative, then the factors and their derivatives.</summary>
    private static void Factors(CodeWriter code, PairLayout layout)
    {
        const int K = PairLayout.Slots;
        code.Line(Chunks.Optimized);
        using (code.Open("private static void Factors(V* g, V* d, V* x, V* v)"))
        {
            for (var n = 1; n <= layout.MaxA; n++)
            {
                code.Line($"var x{n} = {PairLayout.NextPower($"x{n - 1}", n == 1 ? "g[0]" : "x1", n)};");
                code.Line($"x[{2 * n * K}] = x{n};");
                code.Line($"x[{(2 * n + 1) * K}] = {(n == 1 ? "d[0]" : $"x{n - 1} * d[0]")};");
            }
            code.Line("var z = g[2];");
            code.Line("var dz = d[2];");
            for (var n = 1; n <= layout.MaxB; n++)
            {
                code.Line($"var y{n} = {PairLayout.NextPower($"y{n - 1}", n == 1 ? "g[1]" : "y1", n)};");
                code.Line($"var dy{n} = {(n == 1 ? "d[1]" : $"y{n - 1} * d[1]")};");
            }
            var index = 0;
            foreach (var (b, c) in layout.Factors)
            {
                var (value, tangent) = (b, c) switch
                {
                    (0, 0) => (null, null),
                    (0, _) => ("z", "dz"),
                    (_, 0) => ($"y{b}", $"dy{b}"),
                    _ => ($"y{b} * z", $"MultiplyAddEstimate(dy{b}, z, y{b} * dz)"),
                };
                if (value is not null) code.Line($"v[{2 * index * K}] = {value};");
                if (tangent is not null) code.Line($"v[{(2 * index + 1) * K}] = {tangent};");
                index++;
            }
        }
    }

    private static void Power(CodeWriter code, PairLayout layout, PairTerm[] terms)
    {
        var a = terms[0].A;
        code.Line(Chunks.Optimized);
        using (code.Open($"private static void Power{a}(V* radial, V* directions, V* x, V* v, V* m)"))
        {
            var mus = PairLayout.Mus(terms);
            for (var i = 0; i < mus.Length; i += FunctionsAtOnce) Functions(code, layout, terms, [.. mus.Skip(i).Take(FunctionsAtOnce)]);
        }
    }

    /// <summary>The terms of some radial functions, which share the loads of factors.</summary>
    private static void Functions(CodeWriter code, PairLayout layout, PairTerm[] terms, int[] mus)
    {
        const int K = PairLayout.Slots;
        var a = terms[0].A;
        using (code.Open(""))
        {
            foreach (var mu in mus)
            {
                for (var k = 0; k < K; k++)
                {
                    var f = $"radial[{2 * layout.RadialFunctions * k + mu}]";
                    var slope = $"radial[{2 * layout.RadialFunctions * k + layout.RadialFunctions + mu}] * directions[{4 * k + 3}]";
                    code.Line(a == 0 ? $"var w{mu}_{k} = {f};" : $"var w{mu}_{k} = {f} * x[{2 * a * K + k}];");
                    code.Line(a == 0
                        ? $"var d{mu}_{k} = {slope};"
                        : $"var d{mu}_{k} = MultiplyAddEstimate({slope}, x[{2 * a * K + k}], {f} * x[{(2 * a + 1) * K + k}]);");
                }
            }
            foreach (var term in terms)
            {
                var targets = term.Targets.Where(t => mus.Contains(t.Mu)).ToArray();
                var v = 2 * layout.FactorIndex(term) * K;
                var isShared = term.B + term.C > 0 && targets.Length > 1;
                for (var k = 0; k < 2 * K && isShared; k++) code.Line($"var v{v + k} = v[{v + k}];");
                foreach (var target in targets)
                    code.Line($"m[{target.Row}] {Sum(term, target, k => isShared ? $"v{v + k}" : $"v[{v + k}]")};");
            }
        }
    }

    private static string Sum(PairTerm term, RadialTarget target, Func<int, string> factor)
    {
        var mu = target.Mu;
        if (term.B + term.C == 0) return $"+= (d{mu}_0 + d{mu}_1) + (d{mu}_2 + d{mu}_3)";
        var sum = $"m[{target.Row}]";
        for (var k = 0; k < PairLayout.Slots; k++)
            sum = $"MultiplyAddEstimate(d{mu}_{k}, {factor(k)}, MultiplyAddEstimate(w{mu}_{k}, {factor(PairLayout.Slots + k)}, {sum}))";
        return $"= {sum}";
    }
}
