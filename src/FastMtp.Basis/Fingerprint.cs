namespace FastMtp.Basis;

/// <summary>A 64-bit FNV-1a hash over the tables of a plan: equal for equal tables on every machine.</summary>
internal static class Fingerprint
{
    public static ulong Of(BasisPlan plan)
    {
        var hash = 14695981039346656037UL;
        foreach (var m in plan.BasicMoments) Add(m.Mu, m.A, m.B, m.C);
        foreach (var p in plan.Products) Add(p.Left, p.Right, p.Multiplicity, p.Target);
        foreach (var f in plan.Functions) hash = Mix(hash, f);
        return hash;

        void Add(int a, int b, int c, int d) => hash = Mix(Mix(Mix(Mix(hash, a), b), c), d);
    }

    private static ulong Mix(ulong hash, int value) => unchecked((hash ^ (uint)value) * 1099511628211UL);
}
