using FastMtp.Neighbors;

namespace FastMtp.Properties.Ranking;

/// <summary>Distances between the atoms of a crystal, by pairs of species: equal for equal crystals, whatever their cells.</summary>
internal sealed class StructureFingerprint
{
    /// <summary>Distances up to this one count, Å.</summary>
    private const double Farthest = 8;

    /// <summary>Each distance is spread over this width, so that small differences stay small, Å.</summary>
    private const double Width = 0.1;
    private const double Bin = 0.05;

    private readonly double[] _values;

    private StructureFingerprint(double[] values) => _values = values;

    /// <summary>The fingerprint of a structure, per atom.</summary>
    public static StructureFingerprint Of(Configuration structure)
    {
        var species = structure.Types.Max() + 1;
        var bins = (int)(Farthest / Bin);
        var values = new double[species * species * bins];
        var search = new NeighborSearch(structure, Farthest);
        var buffer = new NeighborBuffer();
        for (var atom = 0; atom < structure.Count; atom++)
        {
            search.Collect(atom, buffer);
            for (var n = 0; n < buffer.Count; n++)
            {
                var distance = Math.Sqrt(buffer.X[n] * buffer.X[n] + buffer.Y[n] * buffer.Y[n] + buffer.Z[n] * buffer.Z[n]);
                var first = (structure.Types[atom] * species + structure.Types[buffer.Index[n]]) * bins;
                // Far shells have many distances and vanish at the border, so that no distance counts by a hair.
                var weight = (1 - distance / Farthest) * (1 - distance / Farthest) / structure.Count;
                var end = Math.Min(bins, (int)((distance + 3 * Width) / Bin));
                for (var bin = Math.Max(0, (int)((distance - 3 * Width) / Bin)); bin < end; bin++)
                {
                    var apart = ((bin + 0.5) * Bin - distance) / Width;
                    values[first + bin] += weight * Math.Exp(-0.5 * apart * apart);
                }
            }
        }
        return new StructureFingerprint(values);
    }

    /// <summary>0 for equal structures, about 1 for unlike ones.</summary>
    public double DistanceTo(StructureFingerprint other)
    {
        if (_values.Length != other._values.Length) return 1;
        double difference = 0, sum = 0;
        for (var i = 0; i < _values.Length; i++)
        {
            difference += (_values[i] - other._values[i]) * (_values[i] - other._values[i]);
            sum += 0.5 * (_values[i] * _values[i] + other._values[i] * other._values[i]);
        }
        return sum > 0 ? Math.Sqrt(difference / sum) : 0;
    }
}
