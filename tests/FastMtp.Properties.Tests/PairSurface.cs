using FastMtp.Neighbors;
using FastMtp.Properties.Energies;

namespace FastMtp.Properties.Tests;

/// <summary>A sum over pairs, whose derivative is given with it.</summary>
internal sealed class PairSurface(Func<double, (double Energy, double Slope)> pair, double cutoff) : IEnergySurface
{
    /// <summary>Number of evaluations.</summary>
    public int Evaluations { get; private set; }

    /// <summary>Lennard-Jones with ε = σ = 1; the energy jumps at the cutoff.</summary>
    public static PairSurface LennardJones(double cutoff) => new(Pair, cutoff);

    /// <summary>Lennard-Jones whose energy and slope vanish at the cutoff.</summary>
    public static PairSurface SmoothLennardJones(double cutoff)
    {
        var (energy, slope) = Pair(cutoff);
        return new(
            r =>
            {
                var (e, s) = Pair(r);
                return (e - energy - slope * (r - cutoff), s - slope);
            },
            cutoff);
    }

    /// <inheritdoc/>
    public SurfacePoint Evaluate(Configuration configuration)
    {
        Evaluations++;
        var (search, buffer) = (new NeighborSearch(configuration, cutoff), new NeighborBuffer());
        var (energy, shortest, forces, virial) = (0.0, double.PositiveInfinity, new double[3 * configuration.Count], default(Virial));
        for (var i = 0; i < configuration.Count; i++)
        {
            search.Collect(i, buffer);
            for (var n = 0; n < buffer.Count; n++)
            {
                var d = new Vector3(buffer.X[n], buffer.Y[n], buffer.Z[n]);
                var (e, slope) = pair(d.Length);
                energy += e / 2;
                shortest = Math.Min(shortest, d.Length);
                var f = slope / d.Length * d;
                forces[3 * i] += f.X;
                forces[3 * i + 1] += f.Y;
                forces[3 * i + 2] += f.Z;
                virial += -0.5 * Virial.Outer(f, d);
            }
        }
        return new(energy, forces, virial, shortest);
    }

    private static (double Energy, double Slope) Pair(double r)
    {
        var s = Math.Pow(r, -6);
        return (4 * (s * s - s), -24 * (2 * s * s - s) / r);
    }
}
