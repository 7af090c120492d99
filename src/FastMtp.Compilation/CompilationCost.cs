using FastMtp.Basis;

namespace FastMtp.Compilation;

/// <summary>
/// When a compiled kernel pays. A rule by numbers of the job alone, from measured times: what runs, and so the rounding of the
/// results, must not depend on the load of the machine or on what an earlier run has left in the cache.
/// </summary>
internal static class CompilationCost
{
    /// <summary>Level 22 has fewer and gains; with those of level 24, unrolled code no longer fits the caches and is slower.</summary>
    public const int MostProducts = 12_000;

    /// <summary>Seconds for the compiler to start and for what all kernels have.</summary>
    private const double Start = 5;

    private const double SecondsPerProduct = 0.002;

    /// <summary>What a compiled kernel saves per atom and per product, with the energy, forces and virial of an atom on one core.</summary>
    private const double SavedPerAtom = 0.4e-6;

    private const double SavedPerProduct = 0.3e-9;

    /// <summary>Evaluations of an atom that save as much time as compiling takes; null for plans that gain nothing.</summary>
    public static double? FewestAtoms(BasisPlan plan) => plan.Products.Length > MostProducts ? null
        : (Start + SecondsPerProduct * plan.Products.Length) / (SavedPerAtom + SavedPerProduct * plan.Products.Length);
}
