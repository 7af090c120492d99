using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Selection.Checks;

/// <summary>Recognises energies that were divided by the number of atoms.</summary>
internal static class EnergiesPerAtom
{
    /// <summary>Compositions may explain fewer energies either way.</summary>
    private const int Fewest = 10;
    private const int FewestForEachSpecies = 4;

    /// <summary>Energies of cells differ by at least this factor less than those per atom, where they are already per atom.</summary>
    private const double Clear = 5;

    /// <summary>
    /// True if the energies as they are depend on the composition alone, and those divided by the number of atoms do not. Cells of one size
    /// cannot tell.
    /// </summary>
    /// <param name="configurations">All with energies.</param>
    /// <param name="shares">[count][N_T] their compositions.</param>
    public static bool Are(Configuration[] configurations, double[][] shares) =>
        configurations.Length >= Math.Max(Fewest, FewestForEachSpecies * shares[0].Length)
        && Clear * Misfit(shares, [.. configurations.Select(c => c.Energy!.Value)])
            < Misfit(shares, [.. configurations.Select(c => c.Energy!.Value / c.Count)]);

    /// <summary>Mean deviation from an energy for each species, as a part of the energies.</summary>
    private static double Misfit(double[][] shares, double[] energies)
    {
        var ofSpecies = RobustStatistics.LeastAbsolute(shares, energies);
        return energies.Select((energy, i) => Math.Abs(energy - Vectors.Dot(shares[i], ofSpecies))).Average()
            / RobustStatistics.Median(energies.Select(Math.Abs));
    }
}
