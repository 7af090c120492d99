using FastMtp.Neighbors;

namespace FastMtp.Selection.Checks;

/// <summary>
/// All distances to neighbours in a configuration, in order. A strain or a displacement changes them in proportion, where the functions of
/// a descriptor at a site of high symmetry change by its square.
/// </summary>
internal sealed class DistanceList
{
    /// <summary>Å; positions printed with three digits keep within it.</summary>
    private const double Tolerance = 2e-3;

    private readonly double[] _sorted;
    private readonly double _cutoff;
    private readonly int _atoms;

    public DistanceList(Configuration configuration, double cutoff)
    {
        (_cutoff, _atoms) = (cutoff, configuration.Count);
        var (search, buffer) = (new NeighborSearch(configuration, cutoff), new NeighborBuffer());
        var distances = new List<double>();
        for (var i = 0; i < configuration.Count; i++)
        {
            search.Collect(i, buffer);
            for (var k = 0; k < buffer.Count; k++) distances.Add(new Vector3(buffer.X[k], buffer.Y[k], buffer.Z[k]).Length);
        }
        _sorted = [.. distances.Order()];
    }

    /// <summary>True if both have the same distances per atom, apart from those near the cutoff, in or out by rounding.</summary>
    public bool Equals(DistanceList other)
    {
        // Each distance of one atom stands for as many atoms as the other configuration has.
        long i = 0, j = 0;
        while (i < (long)_sorted.Length * other._atoms && j < (long)other._sorted.Length * _atoms)
        {
            var (a, b) = (_sorted[i / other._atoms], other._sorted[j / _atoms]);
            if (Math.Max(a, b) > _cutoff - Tolerance) return true;
            if (Math.Abs(a - b) > Tolerance) return false;
            var step = Math.Min(other._atoms - i % other._atoms, _atoms - j % _atoms);
            (i, j) = (i + step, j + step);
        }
        return Rest(_sorted, i / other._atoms, _cutoff) && Rest(other._sorted, j / _atoms, _cutoff);
    }

    private static bool Rest(double[] sorted, long next, double cutoff) => next >= sorted.Length || sorted[next] > cutoff - Tolerance;
}
