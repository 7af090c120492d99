using FastMtp.Basis;

namespace FastMtp.Generators.Emit;

/// <summary>
/// The derivative of the accumulation along directions: Ṁ[row] += Σ_k ḟ_mu,k · monomial_k + f_mu,k · its derivative, with ḟ the slope
/// times the radial part of the direction.
/// </summary>
internal static class MonomialTangentsEmitter
{
    private const int K = PairLayout.Slots;

    /// <summary>Moments per method: about 20,000 bytes of IL.</summary>
    private const int MostMoments = 50;

    public static void Emit(CodeWriter code, ContractionProgram program)
    {
        var layout = new MonomialLayout(program);
        var methods = MonomialLayout.Methods(layout.Groups(1), MostMoments);
        code.Line(Chunks.Optimized);
        using (code.Open("public static void AccumulateTangents(int slots, V* geometry, V* radial, V* directions, V* m)"))
        {
            PairLayout.DeclareAligned(code, "v", 2 * layout.Count * K);
            code.Line($"var d = v + {layout.Count * K};");
            foreach (var row in layout.Rows) code.Line($"m[{row}] = V.Zero;");
            var radial = 2 * layout.RadialFunctions * K;
            using (code.Open(
                $"for (; slots > 0; slots -= {K}, geometry += {4 * K}, directions += {4 * K}, radial += {radial})"))
            {
                code.Line($"for (var k = 0; k < {K}; k++) BlockTangents(geometry + 4 * k, directions + 4 * k, v + k, d + k);");
                for (var i = 0; i < methods.Count; i++) code.Line($"Tangents{i}(radial, directions, v, d, m);");
            }
            code.Line("ExpandSphere(m);");
        }
        MonomialLayout.Write(code, methods, "void Tangents", "V* radial, V* directions, V* v, V* d, V* m",
            group => Sums(code, layout, group[0]));
        MonomialWriter.Tangents(code, layout, "BlockTangents", K);
    }

    private static void Sums(CodeWriter code, MonomialLayout layout, MonomialLayout.Function f)
    {
        using (code.Open(""))
        {
            for (var k = 0; k < K; k++)
            {
                var at = 2 * layout.RadialFunctions * k + f.Mu;
                code.Line($"V w{k} = radial[{at}], s{k} = radial[{at + layout.RadialFunctions}] * directions[{4 * k + 3}];");
            }
            foreach (var (monomial, row) in f.Moments)
            {
                if (monomial == layout.One)
                {
                    code.Line($"m[{row}] += (s0 + s1) + (s2 + s3);");
                    continue;
                }
                var sum = $"m[{row}]";
                for (var k = 0; k < K; k++)
                    sum = $"MultiplyAddEstimate(s{k}, v[{monomial * K + k}], MultiplyAddEstimate(w{k}, d[{monomial * K + k}], {sum}))";
                code.Line($"m[{row}] = {sum};");
            }
        }
    }
}
