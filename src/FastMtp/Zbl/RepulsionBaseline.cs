using FastMtp.Neighbors;
using FastMtp.Potentials;

namespace FastMtp.Zbl;

/// <summary>Subtracts the nuclear repulsion from the labels, so that a fit only has to find the difference.</summary>
internal static class RepulsionBaseline
{
    /// <summary>The configurations with the potential's repulsion subtracted from the labels; unchanged if it has none.</summary>
    /// <exception cref="InputException">The potential has a repulsion but no elements, or two atoms are at the same place.</exception>
    public static IReadOnlyList<Configuration> Remove(PotentialModel potential, IReadOnlyList<Configuration> configurations) =>
        ZblTable.Of(potential) is { } table ? [.. configurations.Select(configuration => Remove(table, configuration))] : configurations;

    private static Configuration Remove(ZblTable table, Configuration configuration)
    {
        var search = new NeighborSearch(configuration, table.Reach);
        var neighbors = new NeighborBuffer();
        var forces = configuration.Forces?.ToArray();
        var (sum, virial) = (0.0, default(Virial));
        for (var i = 0; i < configuration.Count; i++)
        {
            neighbors.Clear();
            search.Collect(i, neighbors);
            for (var n = 0; n < neighbors.Count; n++)
            {
                var d = new Vector3(neighbors.X[n], neighbors.Y[n], neighbors.Z[n]);
                var (energy, slope) = table.At(configuration.Types[i], configuration.Types[neighbors.Index[n]], d.Length);
                var g = slope / d.Length * d;
                sum += 0.5 * energy;
                virial -= 0.5 * Virial.Outer(g, d);
                if (forces is null) continue;
                // Every pair occurs twice, once from each end; each end adds the force on itself.
                forces[3 * i] -= g.X;
                forces[3 * i + 1] -= g.Y;
                forces[3 * i + 2] -= g.Z;
            }
        }
        return configuration with { Energy = configuration.Energy - sum, Forces = forces, Virial = configuration.Virial - virial };
    }
}
