namespace FastMtp.Neighbors;

/// <summary>
/// Chooses the three axes of a <see cref="CellGrid"/>: the reduced lattice vectors of the periodic directions, then
/// orthogonal directions for the others. Lattice vectors of open directions are ignored.
/// </summary>
internal static class GridAxes
{
    // Along the first axis a bin costs only its start index, so finer bins there just trim the runs.
    private const int BinsPerCutoffAlongFirst = 4;
    private const double ShortestRepeat = 0.1;

    /// <summary>The axes, folded until they have at most <paramref name="mostSlots"/> slots or cannot be folded further.</summary>
    /// <exception cref="InputException">The periodic lattice vectors are not finite, span no volume or repeat within 0.1 Å.</exception>
    public static GridAxis[] For(Configuration configuration, double cutoff, long mostSlots)
    {
        var repeats = PeriodicVectors(configuration);
        var vectors = Completed(repeats);
        var axes = new GridAxis[3];
        for (var k = 0; k < 3; k++)
        {
            var normal = Vector3.Cross(vectors[(k + 1) % 3], vectors[(k + 2) % 3]);
            var reciprocal = 1 / Vector3.Dot(vectors[k], normal) * normal;
            var bins = k == 0 ? BinsPerCutoffAlongFirst : 1;
            axes[k] = k < repeats.Length
                ? new GridAxis(vectors[k], reciprocal, 0, cutoff, bins)
                : Open(configuration, reciprocal, cutoff, bins);
        }
        Fold(axes, mostSlots);
        return axes;
    }

    private static Vector3[] PeriodicVectors(Configuration configuration)
    {
        var cell = configuration.Cell;
        (Vector3 Vector, bool Repeats)[] all = [(cell.A, cell.PeriodicA), (cell.B, cell.PeriodicB), (cell.C, cell.PeriodicC)];
        Vector3[] vectors = [.. from v in all where v.Repeats select v.Vector];
        if (vectors.All(v => double.IsFinite(v.Length)) && LatticeReduction.TryReduce(vectors, ShortestRepeat)) return vectors;
        throw new InputException($"{configuration.Origin}: the periodic lattice vectors are not finite, span no volume or "
            + FormattableString.Invariant($"repeat atoms within {ShortestRepeat} Å; ")
            + "correct them or make the direction non-periodic.");
    }

    private static Vector3[] Completed(Vector3[] vectors)
    {
        if (vectors.Length == 0) return [new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)];
        if (vectors.Length == 1) vectors = [vectors[0], Unit(Vector3.Cross(vectors[0], LeastAligned(vectors[0])))];
        return vectors.Length == 2 ? [.. vectors, Unit(Vector3.Cross(vectors[0], vectors[1]))] : vectors;
    }

    private static Vector3 LeastAligned(Vector3 v)
    {
        var (x, y, z) = (Math.Abs(v.X), Math.Abs(v.Y), Math.Abs(v.Z));
        return x <= y && x <= z ? new(1, 0, 0) : y <= z ? new(0, 1, 0) : new(0, 0, 1);
    }

    private static Vector3 Unit(Vector3 v) => 1 / v.Length * v;

    private static GridAxis Open(Configuration configuration, Vector3 direction, double cutoff, int binsPerCutoff)
    {
        var (least, most) = (double.MaxValue, double.MinValue);
        for (var i = 0; i < configuration.Count; i++)
        {
            var height = Vector3.Dot(direction, configuration.Position(i));
            (least, most) = (Math.Min(least, height), Math.Max(most, height));
        }
        // All atoms in one plane, or no atoms: the extent is arbitrary.
        var extent = Math.Max(most - least, 1);
        return new GridAxis(default, 1 / extent * direction, least / extent, cutoff, binsPerCutoff);
    }

    private static void Fold(GridAxis[] axes, long mostSlots)
    {
        while ((double)axes[0].Slots * axes[1].Slots * axes[2].Slots > mostSlots)
        {
            var widest = -1;
            for (var k = 0; k < 3; k++)
                if (axes[k].Slots > axes[k].FewestSlots && (widest < 0 || axes[k].Slots > axes[widest].Slots)) widest = k;
            if (widest < 0) return;
            axes[widest] = axes[widest].Folded();
        }
    }
}
