using FastMtp.Neighbors;

namespace FastMtp.Selection.Tests.Checks;

/// <summary>Energies, forces and virials of a Morse potential that ends smoothly, with an energy for each species.</summary>
internal static class PairLabels
{
    private const double Cutoff = 5;

    public static Configuration Label(Configuration c, string group)
    {
        var (search, buffer) = (new NeighborSearch(c, Cutoff), new NeighborBuffer());
        var (energy, forces, virial) = (c.Types.Sum(type => type == 0 ? -8.0 : -10.0), new double[3 * c.Count], default(Virial));
        for (var i = 0; i < c.Count; i++)
        {
            search.Collect(i, buffer);
            for (var k = 0; k < buffer.Count; k++)
            {
                var d = new Vector3(buffer.X[k], buffer.Y[k], buffer.Z[k]);
                var (value, slope) = Morse(d.Length, c.Types[i] + c.Types[buffer.Index[k]]);
                energy += value / 2;
                var force = slope / d.Length * d;
                forces[3 * i] += force.X;
                forces[3 * i + 1] += force.Y;
                forces[3 * i + 2] += force.Z;
                virial += -0.5 * Virial.Outer(force, d);
            }
        }
        return c with { Energy = energy, Forces = forces, Virial = virial, ConfigType = group };
    }

    private static (double Value, double Slope) Morse(double r, int pair)
    {
        var (depth, alpha, r0) = (0.4 + 0.05 * pair, 1.4, 2.8);
        var e = Math.Exp(-alpha * (r - r0));
        var (value, slope) = (depth * (e * e - 2 * e), depth * alpha * (2 * e - 2 * e * e));
        var (end, endSlope) = (Math.Pow(1 - r / Cutoff, 2), -2 / Cutoff * (1 - r / Cutoff));
        return (value * end, slope * end + value * endSlope);
    }
}
