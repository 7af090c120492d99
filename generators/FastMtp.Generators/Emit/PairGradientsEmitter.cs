using FastMtp.Basis;

namespace FastMtp.Generators.Emit;

/// <summary>
/// The contribution of a slot to the gradient of the radial coefficients: p_mu = Σ P·m and a_mu = Σ Q·m + P·ṁ, with the monomials m
/// and their derivatives ṁ along the direction, split by powers of x.
/// </summary>
internal static class PairGradientsEmitter
{
    public static void Emit(CodeWriter code, ContractionProgram program)
    {
        var layout = new PairLayout(program);
        code.Line(Chunks.Optimized);
        using (code.Open("public static void PairGradients(int slots, V* geometry, V* directions, V* p, V* q, V* gradients)"))
        {
            PairLayout.DeclareAligned(code, "v", 2 * layout.FactorCount);
            using (code.Open($"for (; slots > 0; slots--, geometry += 4, directions += 4, gradients += {2 * layout.RadialFunctions})"))
            {
                Factors(code, layout);
                for (var mu = 0; mu < layout.RadialFunctions; mu++) code.Line($"V a{mu} = V.Zero, b{mu} = V.Zero;");
                foreach (var power in layout.Powers) Power(code, layout, power);
                for (var mu = 0; mu < layout.RadialFunctions; mu++)
                {
                    code.Line($"gradients[{mu}] = a{mu};");
                    code.Line($"gradients[{layout.RadialFunctions + mu}] = b{mu};");
                }
            }
        }
    }

    private static void Factors(CodeWriter code, PairLayout layout)
    {
        code.Line("var x1 = geometry[0];");
        code.Line("var y1 = geometry[1];");
        code.Line("var z = geometry[2];");
        code.Line("var dx = directions[0];");
        code.Line("var dy1 = directions[1];");
        code.Line("var dz = directions[2];");
        for (var n = 2; n <= layout.MaxB; n++)
        {
            code.Line($"var y{n} = {PairLayout.NextPower($"y{n - 1}", "y1", n)};");
            code.Line($"var dy{n} = y{n - 1} * dy1;");
        }
        var index = 0;
        foreach (var (b, c) in layout.Factors)
        {
            if (b > 0 && c == 0)
            {
                code.Line($"v[{2 * index}] = y{b};");
                code.Line($"v[{2 * index + 1}] = dy{b};");
            }
            else if (c > 0)
            {
                code.Line($"v[{2 * index}] = {(b == 0 ? "z" : $"y{b} * z")};");
                code.Line($"v[{2 * index + 1}] = {(b == 0 ? "dz" : $"MultiplyAddEstimate(dy{b}, z, y{b} * dz)")};");
            }
            index++;
        }
    }

    private static void Power(CodeWriter code, PairLayout layout, PairTerm[] terms)
    {
        var a = terms[0].A;
        if (a > 1) code.Line($"var x{a} = {PairLayout.NextPower($"x{a - 1}", "x1", a)};");
        var mus = PairLayout.Mus(terms);
        using (code.Open(""))
        {
            // Three sums per function, because a single one would be limited by its own latency.
            var started = new HashSet<string>();
            foreach (var term in terms)
            {
                var v = 2 * layout.FactorIndex(term);
                var isOne = term.B + term.C == 0;
                if (!isOne) code.Line($"V v{v} = v[{v}], v{v + 1} = v[{v + 1}];");
                foreach (var (mu, row) in term.Targets)
                {
                    var adjoint = isOne ? $"p[{row}]" : $"p{row}";
                    if (!isOne) code.Line($"var {adjoint} = p[{row}];");
                    Add(code, started, $"value{mu}", $"q[{row}]", isOne ? null : $"v{v}");
                    if (!isOne) Add(code, started, $"turned{mu}", adjoint, $"v{v + 1}");
                    Add(code, started, $"slope{mu}", adjoint, isOne ? null : $"v{v}");
                }
            }
            foreach (var mu in mus)
            {
                if (started.Contains($"turned{mu}")) code.Line($"value{mu} += turned{mu};");
                if (a == 0)
                {
                    code.Line($"a{mu} = value{mu};");
                    code.Line($"b{mu} = slope{mu};");
                    continue;
                }
                var tangent = a == 1 ? "dx" : $"x{a - 1} * dx";
                code.Line($"a{mu} = MultiplyAddEstimate(x{a}, value{mu}, MultiplyAddEstimate({tangent}, slope{mu}, a{mu}));");
                code.Line($"b{mu} = MultiplyAddEstimate(x{a}, slope{mu}, b{mu});");
            }
        }
    }

    private static void Add(CodeWriter code, HashSet<string> started, string sum, string left, string? right)
    {
        var isFirst = started.Add(sum);
        var product = right is null
            ? (isFirst ? left : $"{sum} + {left}")
            : isFirst ? $"{left} * {right}"
            : $"MultiplyAddEstimate({left}, {right}, {sum})";
        code.Line($"{(isFirst ? "var " : "")}{sum} = {product};");
    }
}
