namespace FastMtp.Basis;

/// <summary>Validates tables from a file before anything is indexed with them.</summary>
internal static class BasisPlanValidation
{
    public static void Check(BasisPlan plan)
    {
        var basic = plan.BasicMoments;
        if (basic.IsEmpty) throw new ArgumentException("alpha_index_basic is empty");
        if (plan.MomentCount < basic.Length)
        {
            throw new ArgumentException(
                $"alpha_moments_count = {plan.MomentCount} is less than the {basic.Length} rows of alpha_index_basic");
        }
        var moments = new HashSet<BasicMoment>();
        for (var i = 0; i < basic.Length; i++)
        {
            var m = basic[i];
            if (!moments.Add(m)) throw new ArgumentException($"alpha_index_basic row {i} repeats an earlier row");
            if (m.Mu < 0 || m.A < 0 || m.B < 0 || m.C < 0) throw new ArgumentException($"alpha_index_basic row {i} has a negative entry");
            if (m.Mu > 255 || (long)m.A + m.B + m.C > 20)
                throw new ArgumentException($"alpha_index_basic row {i} is out of range (mu up to 255, rank up to 20)");
        }
        var previous = basic.Length;
        for (var i = 0; i < plan.Products.Length; i++)
        {
            var p = plan.Products[i];
            var writes = $"alpha_index_times row {i} writes moment {p.Target}";
            if (p.Target < basic.Length || p.Target >= plan.MomentCount)
                throw new ArgumentException($"{writes}, outside {basic.Length} … {plan.MomentCount - 1}");
            if (p.Target < previous) throw new ArgumentException($"{writes} after moment {previous}; targets must not decrease");
            if (p.Left < 0 || p.Right < 0 || p.Left >= p.Target || p.Right >= p.Target)
                throw new ArgumentException($"alpha_index_times row {i} reads a moment that is not computed before moment {p.Target}");
            previous = p.Target;
        }
        var seen = new HashSet<int>();
        for (var i = 0; i < plan.Functions.Length; i++)
        {
            var f = plan.Functions[i];
            if (f < 0 || f >= plan.MomentCount)
                throw new ArgumentException($"alpha_moment_mapping entry {i} names moment {f}, outside 0 … {plan.MomentCount - 1}");
            if (!seen.Add(f)) throw new ArgumentException($"alpha_moment_mapping names moment {f} twice");
        }
    }
}
