using FastMtp.Basis;

namespace FastMtp.Generators.Emit;

/// <summary>
/// Sums the basic moments over neighbours, four slots at a time so that each sum is loaded and stored once per four
/// products: M[row] += Σ_k (f_mu · x^A/A!)_k · (y^B/B! z^C)_k.
/// </summary>
internal static class AccumulateEmitter
{
    public static void Emit(CodeWriter code, ContractionProgram program)
    {
        var layout = new PairLayout(program);
        code.Line(Chunks.Optimized);
        using (code.Open("public static void Accumulate(int slots, V* geometry, V* radial, V* m)"))
        {
            PairLayout.DeclareAligned(code, "yz", layout.FactorCount * PairLayout.Slots);
            foreach (var row in layout.Rows) code.Line($"m[{row}] = V.Zero;");
            var radial = 2 * layout.RadialFunctions * PairLayout.Slots;
            using (code.Open(
                $"for (; slots > 0; slots -= {PairLayout.Slots}, geometry += {4 * PairLayout.Slots}, radial += {radial})"))
            {
                Factors(code, layout);
                foreach (var power in layout.Powers) Power(code, layout, power);
            }
            code.Line("ExpandSphere(m);");
        }
        code.Line();
        SphereEmitter.Expand(code, program);
    }

    /// <summary>y^B/B! and y^B/B!·z of all slots, factor by factor.</summary>
    private static void Factors(CodeWriter code, PairLayout layout)
    {
        for (var k = 0; k < PairLayout.Slots; k++)
        {
            using (code.Open(""))
            {
                code.Line($"var y1 = geometry[{4 * k + 1}];");
                code.Line($"var z = geometry[{4 * k + 2}];");
                for (var n = 2; n <= layout.MaxB; n++) code.Line($"var y{n} = {PairLayout.NextPower($"y{n - 1}", "y1", n)};");
                var index = 0;
                foreach (var (b, c) in layout.Factors)
                {
                    var value = (b, c) switch { (0, 0) => null, (0, _) => "z", (_, 0) => $"y{b}", _ => $"y{b} * z" };
                    if (value is not null) code.Line($"yz[{index * PairLayout.Slots + k}] = {value};");
                    index++;
                }
            }
        }
    }

    private static void Power(CodeWriter code, PairLayout layout, PairTerm[] terms)
    {
        var a = terms[0].A;
        for (var k = 0; k < PairLayout.Slots && a > 0; k++)
            code.Line($"{(a == 1 ? "var " : "")}x{k} = {PairLayout.NextPower($"x{k}", $"geometry[{4 * k}]", a)};");
        using (code.Open(""))
        {
            foreach (var mu in PairLayout.Mus(terms))
            {
                for (var k = 0; k < PairLayout.Slots; k++)
                    code.Line($"var w{mu}_{k} = radial[{2 * layout.RadialFunctions * k + mu}]{(a == 0 ? "" : $" * x{k}")};");
            }
            foreach (var term in terms)
            {
                // Loads limit this pass: those of a factor serve all radial functions.
                var isShared = term.B + term.C > 0 && term.Targets.Length > 1;
                for (var k = 0; k < PairLayout.Slots && isShared; k++)
                    code.Line($"var v{layout.FactorIndex(term)}_{k} = {Factor(layout, term, k)};");
                foreach (var target in term.Targets) code.Line($"m[{target.Row}] {Sum(layout, term, target, isShared)};");
            }
        }
    }

    private static string Factor(PairLayout layout, PairTerm term, int k) => $"yz[{layout.FactorIndex(term) * PairLayout.Slots + k}]";

    private static string Sum(PairLayout layout, PairTerm term, RadialTarget target, bool isShared)
    {
        var w = Enumerable.Range(0, PairLayout.Slots).Select(k => $"w{target.Mu}_{k}").ToArray();
        if (term.B + term.C == 0) return $"+= ({w[0]} + {w[1]}) + ({w[2]} + {w[3]})";
        var sum = $"m[{target.Row}]";
        for (var k = 0; k < w.Length; k++)
            sum = $"MultiplyAddEstimate({w[k]}, {(isShared ? $"v{layout.FactorIndex(term)}_{k}" : Factor(layout, term, k))}, {sum})";
        return $"= {sum}";
    }
}
