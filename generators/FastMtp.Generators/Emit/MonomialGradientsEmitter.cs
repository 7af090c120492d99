using FastMtp.Basis;

namespace FastMtp.Generators.Emit;

/// <summary>
/// The contribution of a slot to the gradient of the radial coefficients: p_mu = Σ P·monomial and a_mu = Σ Q·monomial + P·its
/// derivative along the direction.
/// </summary>
internal static class MonomialGradientsEmitter
{
    /// <summary>Three sums for each, in registers.</summary>
    private const int FunctionsAtOnce = 4;

    private const int MostMoments = 150;

    public static void Emit(CodeWriter code, ContractionProgram program)
    {
        var layout = new MonomialLayout(program);
        var methods = MonomialLayout.Methods(layout.Groups(FunctionsAtOnce), MostMoments);
        code.Line(Chunks.Optimized);
        using (code.Open("public static void PairGradients(int slots, V* geometry, V* directions, V* p, V* q, V* gradients)"))
        {
            PairLayout.DeclareAligned(code, "v", 2 * layout.Count);
            code.Line($"var d = v + {layout.Count};");
            using (code.Open($"for (; slots > 0; slots--, geometry += 4, directions += 4, gradients += {2 * layout.RadialFunctions})"))
            {
                code.Line("SlotTangents(geometry, directions, v, d);");
                foreach (var mu in layout.Unused) code.Line($"gradients[{mu}] = gradients[{layout.RadialFunctions + mu}] = V.Zero;");
                for (var i = 0; i < methods.Count; i++) code.Line($"Gradients{i}(v, d, p, q, gradients);");
            }
        }
        MonomialLayout.Write(code, methods, "void Gradients", "V* v, V* d, V* p, V* q, V* gradients",
            group => Gradients(code, layout, group));
        MonomialWriter.Tangents(code, layout, "SlotTangents", 1);
    }

    private static void Gradients(CodeWriter code, MonomialLayout layout, MonomialLayout.Function[] group)
    {
        using (code.Open(""))
        {
            foreach (var f in group)
            {
                var one = f.Moments.Where(m => m.Monomial == layout.One).Select(m => (int?)m.Row).FirstOrDefault();
                var (value, slope) = one is { } row ? ($"q[{row}]", $"p[{row}]") : ("V.Zero", "V.Zero");
                code.Line($"V value{f.Mu} = {value}, slope{f.Mu} = {slope}, turned{f.Mu} = V.Zero;");
            }
            for (var i = 0; i < group[0].Moments.Length; i++)
            {
                var monomial = group[0].Moments[i].Monomial;
                if (monomial == layout.One) continue;
                using (code.Open(""))
                {
                    code.Line($"V u = v[{monomial}], t = d[{monomial}];");
                    foreach (var f in group)
                    {
                        var row = f.Moments[i].Row;
                        code.Line($"var p{f.Mu} = p[{row}];");
                        code.Line($"value{f.Mu} = MultiplyAddEstimate(q[{row}], u, value{f.Mu});");
                        code.Line($"turned{f.Mu} = MultiplyAddEstimate(p{f.Mu}, t, turned{f.Mu});");
                        code.Line($"slope{f.Mu} = MultiplyAddEstimate(p{f.Mu}, u, slope{f.Mu});");
                    }
                }
            }
            foreach (var f in group)
            {
                code.Line($"gradients[{f.Mu}] = value{f.Mu} + turned{f.Mu};");
                code.Line($"gradients[{layout.RadialFunctions + f.Mu}] = slope{f.Mu};");
            }
        }
    }
}
