using FastMtp.Basis;

namespace FastMtp.Generators.Emit;

/// <summary>Sums the basic moments over neighbours, four slots at a time: M[row] += Σ_k f_mu,k · monomial_k.</summary>
internal static class MonomialAccumulateEmitter
{
    private const int K = PairLayout.Slots;

    /// <summary>Two functions share the loads of monomials; more would not fit the registers.</summary>
    private const int FunctionsAtOnce = 2;

    /// <summary>Moments per method: about 20,000 bytes of IL.</summary>
    private const int MostMoments = 100;

    public static void Emit(CodeWriter code, ContractionProgram program)
    {
        var layout = new MonomialLayout(program);
        var methods = MonomialLayout.Methods(layout.Groups(FunctionsAtOnce), MostMoments);
        code.Line(Chunks.Optimized);
        using (code.Open("public static void Accumulate(int slots, V* geometry, V* radial, V* m)"))
        {
            PairLayout.DeclareAligned(code, "v", layout.Count * K);
            foreach (var row in layout.Rows) code.Line($"m[{row}] = V.Zero;");
            using (code.Open($"for (; slots > 0; slots -= {K}, geometry += {4 * K}, radial += {2 * layout.RadialFunctions * K})"))
            {
                code.Line($"for (var k = 0; k < {K}; k++) BlockMonomials(geometry + 4 * k, v + k);");
                for (var i = 0; i < methods.Count; i++) code.Line($"Accumulate{i}(radial, v, m);");
            }
            code.Line("ExpandSphere(m);");
        }
        MonomialLayout.Write(code, methods, "void Accumulate", "V* radial, V* v, V* m", group => Sums(code, layout, group));
        MonomialWriter.Values(code, layout, "BlockMonomials", K);
        code.Line();
        SphereEmitter.Expand(code, program);
    }

    private static void Sums(CodeWriter code, MonomialLayout layout, MonomialLayout.Function[] group)
    {
        using (code.Open(""))
        {
            foreach (var f in group)
            {
                for (var k = 0; k < K; k++) code.Line($"var w{f.Mu}_{k} = radial[{2 * layout.RadialFunctions * k + f.Mu}];");
            }
            for (var i = 0; i < group[0].Moments.Length; i++)
            {
                var monomial = group[0].Moments[i].Monomial;
                using (code.Open(""))
                {
                    var values = Enumerable.Range(0, K).Select(k => $"v{k} = v[{monomial * K + k}]");
                    if (monomial != layout.One) code.Line($"V {string.Join(", ", values)};");
                    foreach (var f in group)
                    {
                        var (w, row) = ($"w{f.Mu}_", f.Moments[i].Row);
                        var sum = Enumerable.Range(0, K).Aggregate($"m[{row}]", (sum, k) => $"MultiplyAddEstimate({w}{k}, v{k}, {sum})");
                        code.Line(monomial == layout.One ? $"m[{row}] += ({w}0 + {w}1) + ({w}2 + {w}3);" : $"m[{row}] = {sum};");
                    }
                }
            }
        }
    }
}
