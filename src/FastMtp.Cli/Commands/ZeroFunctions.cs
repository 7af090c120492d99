using FastMtp.Basis;
using FastMtp.Cli.Terminals;
using FastMtp.Kernels;
using FastMtp.Training.Pruning;

namespace FastMtp.Cli.Commands;

/// <summary>Functions whose coefficients are all zero, as sparse fits leave them: a kernel of the others is faster.</summary>
internal static class ZeroFunctions
{
    /// <summary>A plan with a kernel of its own must lose so much of its products that a compiled one is faster in any case.</summary>
    private const double MostProductsLeft = 2.0 / 3;

    /// <summary>
    /// The potential without them, if that is faster: with a smaller plan, the same energies and dense radial coefficients.
    /// </summary>
    /// <param name="terminal">Where that is said.</param>
    /// <param name="potential">The potential; grades keep all functions.</param>
    /// <param name="isOff">True if no kernel is wanted.</param>
    public static Potential Without(Terminal terminal, Potential potential, bool isOff)
    {
        if (potential.IsPace || potential.IsCommittee || potential.Model.ActiveSet is not null) return potential;
        var model = potential.Model;
        var count = model.Plan.Functions.Length;
        int[] used = [.. Enumerable.Range(0, count).Where(i => model.MomentCoefficients.Where((_, k) => k % count == i).Any(c => c != 0))];
        if (used.Length is 0 || used.Length == count) return potential;
        var rest = new PlanSubset(model.Plan, used);
        if (!IsFaster(rest.Plan, model.Plan, isOff)) return potential;
        terminal.Note($"{count - used.Length} of {count} functions have coefficients of zero; what is exported computes the others alone.");
        return new Potential(rest.Of(model)).WithPrecision(potential.Precision);
    }

    private static bool IsFaster(BasisPlan rest, BasisPlan whole, bool isOff) => !KernelRegistry.HasGenerated(whole)
        || (KernelExport.WhyNot(rest, isOff) is null && rest.Products.Length <= MostProductsLeft * whole.Products.Length);
}
