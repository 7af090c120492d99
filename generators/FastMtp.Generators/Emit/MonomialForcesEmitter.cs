using FastMtp.Basis;

namespace FastMtp.Generators.Emit;

/// <summary>
/// ∂V/∂r_ij of one slot at a time. p_mu = Σ P·monomial gives the radial part; the angular part is the gradient of Σ G·monomial with
/// G = Σ_mu f_mu·P, and the derivative of a monomial with divided powers is a monomial.
/// </summary>
internal static class MonomialForcesEmitter
{
    /// <summary>With their sums they leave three of 16 registers.</summary>
    private const int FunctionsAtOnce = 6;

    private const int MostMoments = 200;

    public static void Emit(CodeWriter code, ContractionProgram program)
    {
        var layout = new MonomialLayout(program);
        var methods = MonomialLayout.Methods(layout.Groups(FunctionsAtOnce), MostMoments);
        code.Line(Chunks.Optimized);
        using (code.Open("public static void PairForces(int slots, V* geometry, V* radial, V* a, V* forces)"))
        {
            PairLayout.DeclareAligned(code, "v", layout.Count);
            PairLayout.DeclareAligned(code, "angular", layout.Count);
            using (code.Open($"for (; slots > 0; slots--, geometry += 4, radial += {2 * layout.RadialFunctions}, forces += 3)"))
            {
                code.Line("SlotMonomials(geometry, v);");
                code.Line($"for (var i = 0; i < {layout.Count}; i++) angular[i] = V.Zero;");
                code.Line("var along = V.Zero;");
                for (var i = 0; i < methods.Count; i++) code.Line($"along = Adjoints{i}(radial, v, a, angular, along);");
                code.Line("Force(geometry, v, angular, along, forces);");
            }
        }
        MonomialLayout.Write(code, methods, "V Adjoints", "V* radial, V* v, V* a, V* angular, V along",
            group => Adjoints(code, layout, group), "return along;");
        MonomialWriter.Values(code, layout, "SlotMonomials", 1);
        code.Line();
        Force(code, layout);
    }

    private static void Adjoints(CodeWriter code, MonomialLayout layout, MonomialLayout.Function[] group)
    {
        using (code.Open(""))
        {
            foreach (var f in group)
            {
                var one = f.Moments.Where(m => m.Monomial == layout.One).Select(m => $"a[{m.Row}]").FirstOrDefault();
                code.Line($"V f{f.Mu} = radial[{f.Mu}], p{f.Mu} = {one ?? "V.Zero"};");
            }
            for (var i = 0; i < group[0].Moments.Length; i++)
            {
                var monomial = group[0].Moments[i].Monomial;
                if (monomial == layout.One) continue;
                using (code.Open(""))
                {
                    code.Line($"V u = v[{monomial}], g = angular[{monomial}];");
                    foreach (var f in group)
                    {
                        code.Line($"var a{f.Mu} = a[{f.Moments[i].Row}];");
                        code.Line($"p{f.Mu} = MultiplyAddEstimate(a{f.Mu}, u, p{f.Mu});");
                        code.Line($"g = MultiplyAddEstimate(f{f.Mu}, a{f.Mu}, g);");
                    }
                    code.Line($"angular[{monomial}] = g;");
                }
            }
            foreach (var f in group)
                code.Line($"along = MultiplyAddEstimate(p{f.Mu}, radial[{layout.RadialFunctions + f.Mu}], along);");
        }
    }

    private static void Force(CodeWriter code, MonomialLayout layout)
    {
        code.Line(Chunks.Optimized);
        using (code.Open("private static void Force(V* geometry, V* v, V* g, V along, V* forces)"))
        {
            Gradient(code, layout, "gx", (a, b, c) => (a - 1, b, c));
            Gradient(code, layout, "gy", (a, b, c) => (a, b - 1, c));
            Gradient(code, layout, "gz", (a, b, c) => (a, b, c - 1));
            code.Line("V x = geometry[0], y = geometry[1], z = geometry[2], inverse = geometry[3];");
            code.Line("along -= MultiplyAddEstimate(gx, x, MultiplyAddEstimate(gy, y, gz * z)) * inverse;");
            code.Line("forces[0] = MultiplyAddEstimate(along, x, gx * inverse);");
            code.Line("forces[1] = MultiplyAddEstimate(along, y, gy * inverse);");
            code.Line("forces[2] = MultiplyAddEstimate(along, z, gz * inverse);");
        }
    }

    private static void Gradient(CodeWriter code, MonomialLayout layout, string name, Func<int, int, int, (int A, int B, int C)> lower)
    {
        var isFirst = true;
        foreach (var (a, b, c) in layout.Exponents)
        {
            var below = lower(a, b, c);
            if (below.A < 0 || below.B < 0 || below.C < 0) continue;
            var adjoint = $"g[{layout.Index(a, b, c)}]";
            var value = below == (0, 0, 0) ? null : $"v[{layout.Index(below.A, below.B, below.C)}]";
            var product = (isFirst, value) switch
            {
                (true, null) => adjoint,
                (true, _) => $"{adjoint} * {value}",
                (false, null) => $"{name} + {adjoint}",
                _ => $"MultiplyAddEstimate({adjoint}, {value}, {name})",
            };
            code.Line($"{(isFirst ? "var " : "")}{name} = {product};");
            isFirst = false;
        }
        if (isFirst) code.Line($"var {name} = V.Zero;");
    }
}
