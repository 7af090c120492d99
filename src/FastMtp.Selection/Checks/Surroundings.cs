using FastMtp.Neighbors;

namespace FastMtp.Selection.Checks;

/// <summary>What the neighbours of a configuration's atoms tell.</summary>
/// <param name="Shortest">[N_T][N_T] shortest distances, Å, smaller species number first; infinite where there is none.</param>
/// <param name="Isolated">Atoms without a neighbour.</param>
/// <param name="FirstIsolated">The first of them, from 0.</param>
/// <param name="Asymmetry">Largest |Σ_j (1 − r/R)²·r_ij/r| of an atom: zero where symmetry forbids forces of pairs.</param>
/// <param name="Fault">Why the configuration cannot be used; null if it can.</param>
internal sealed record Surroundings(double[] Shortest, int Isolated, int FirstIsolated, double Asymmetry, string? Fault)
{
    /// <summary>Finds the neighbours of all atoms.</summary>
    public static Surroundings Of(Configuration configuration, int speciesCount, double cutoff, NeighborBuffer buffer)
    {
        var shortest = new double[speciesCount * speciesCount];
        Array.Fill(shortest, double.PositiveInfinity);
        try
        {
            var search = new NeighborSearch(configuration, cutoff);
            var (isolated, first, asymmetry) = (0, -1, 0.0);
            for (var i = 0; i < configuration.Count; i++)
            {
                search.Collect(i, buffer);
                if (buffer.Count == 0 && isolated++ == 0) first = i;
                asymmetry = Math.Max(asymmetry, Measure(configuration.Types, i, buffer, cutoff, shortest, speciesCount));
            }
            return new(shortest, isolated, first, asymmetry, null);
        }
        catch (InputException e)
        {
            return new(shortest, 0, -1, 0, e.Message);
        }
    }

    private static double Measure(int[] types, int center, NeighborBuffer buffer, double cutoff, double[] shortest, int speciesCount)
    {
        double x = 0, y = 0, z = 0;
        for (var k = 0; k < buffer.Count; k++)
        {
            var r = Math.Sqrt(buffer.X[k] * buffer.X[k] + buffer.Y[k] * buffer.Y[k] + buffer.Z[k] * buffer.Z[k]);
            var (a, b) = (types[center], types[buffer.Index[k]]);
            ref var least = ref shortest[Math.Min(a, b) * speciesCount + Math.Max(a, b)];
            least = Math.Min(least, r);
            var weight = (1 - r / cutoff) * (1 - r / cutoff) / r;
            (x, y, z) = (x + weight * buffer.X[k], y + weight * buffer.Y[k], z + weight * buffer.Z[k]);
        }
        return Math.Sqrt(x * x + y * y + z * z);
    }
}
