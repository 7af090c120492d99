using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Selection.Checks;

/// <summary>Forces that are very large, do not add up to zero, or are zero where they cannot be; stresses that are zero.</summary>
internal static class ForceChecks
{
    private const double LargestUsual = 10;
    private const double OutlierSigmas = 6;

    /// <summary>What grids of electronic structure leave over as the sum of all forces: eV/Å per atom, and part of the forces.</summary>
    private const double SumPerAtom = 0.01;
    private const double SumPart = 0.1;
    private const double SmallestAsymmetry = 0.05;

    public static void Run(CheckedSet set, Surroundings[] surroundings)
    {
        var all = set.Configurations;
        int[] labelled = [.. Enumerable.Range(0, all.Count).Where(i => all[i].Forces is { Length: > 0 })];
        double[] largest = [.. labelled.Select(i => Enumerable.Range(0, all[i].Count).Max(atom => Force(all[i], atom).Length))];
        var (median, sigma) = RobustStatistics.Of([.. largest.Where(force => force > 0).Select(force => Math.Log(force))]);
        for (var k = 0; k < labelled.Length; k++)
        {
            var (i, force) = (labelled[k], largest[k]);
            if (force > Math.Max(LargestUsual, Math.Exp(median + OutlierSigmas * sigma)))
            {
                set.Add(Severity.Warning, "large force", i,
                    $"{force:0.#} eV/Å; half of the configurations have at most {Math.Exp(median):0.##} eV/Å",
                    "check convergence and distances; leave it out or give its group less weight", force);
            }
            if (force == 0 && surroundings[i].Asymmetry > SmallestAsymmetry)
            {
                set.Add(Severity.Warning, "zero forces", i, $"all forces are exactly 0, but no symmetry demands it",
                    "remove the forces if they were not computed");
            }
            CheckSum(set, i);
        }
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i] is { Virial: { SquaredNorm: 0 }, Count: > 1, Cell.IsBulk: true })
                set.Add(Severity.Warning, "zero stress", i, $"all components are exactly 0", "remove the stress if it was not computed");
        }
    }

    private static void CheckSum(CheckedSet set, int index)
    {
        var configuration = set.Configurations[index];
        if (configuration.Fixed is not null || configuration.Count < 2) return;
        var (sum, squares) = (default(Vector3), 0.0);
        for (var atom = 0; atom < configuration.Count; atom++)
        {
            var force = Force(configuration, atom);
            sum += force;
            squares += Vector3.Dot(force, force);
        }
        if (sum.Length < SumPerAtom * configuration.Count || sum.Length < SumPart * Math.Sqrt(squares)) return;
        set.Add(Severity.Warning, "force sum", index,
            $"the forces add up to {sum.Length:0.###} eV/Å, {sum.Length / configuration.Count:0.####} for each atom",
            "check for missing atoms, fixed atoms or an external field", sum.Length / configuration.Count);
    }

    private static Vector3 Force(Configuration configuration, int atom) =>
        new(configuration.Forces![3 * atom], configuration.Forces[3 * atom + 1], configuration.Forces[3 * atom + 2]);
}
