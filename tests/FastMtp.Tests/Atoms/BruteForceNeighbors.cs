namespace FastMtp.Tests.Atoms;

/// <summary>Neighbours of an atom by trying every atom in every image that the cutoff can reach.</summary>
internal static class BruteForceNeighbors
{
    public static List<(int Index, Vector3 Displacement)> Of(Configuration configuration, int center, double cutoff)
    {
        var cell = configuration.Cell;
        var repeats = new List<Vector3>();
        if (cell.PeriodicA) repeats.Add(cell.A);
        if (cell.PeriodicB) repeats.Add(cell.B);
        if (cell.PeriodicC) repeats.Add(cell.C);
        var reciprocals = repeats.Select((_, k) => Reciprocal(repeats, k)).ToArray();

        var found = new List<(int, Vector3)>();
        for (var j = 0; j < configuration.Count; j++)
        {
            var separation = configuration.Position(j) - configuration.Position(center);
            AddImages(0, separation);

            void AddImages(int direction, Vector3 displacement)
            {
                if (direction < repeats.Count)
                {
                    var (coordinate, reach) = (Vector3.Dot(reciprocals[direction], separation), cutoff * reciprocals[direction].Length);
                    for (var n = Math.Floor(-coordinate - reach); n <= Math.Ceiling(-coordinate + reach); n++)
                        AddImages(direction + 1, displacement + n * repeats[direction]);
                }
                else if (displacement.Length < cutoff && (j != center || displacement.Length > 0.01))
                {
                    found.Add((j, displacement));
                }
            }
        }
        return found;
    }

    // The vector g in the span of the lattice with g·a_k = 1 and g·a_j = 0: Gram–Schmidt with a_k last.
    private static Vector3 Reciprocal(List<Vector3> repeats, int k)
    {
        var basis = new List<Vector3>();
        foreach (var vector in repeats.Where((_, j) => j != k).Append(repeats[k]))
        {
            var rest = vector;
            foreach (var b in basis) rest -= Vector3.Dot(rest, b) / Vector3.Dot(b, b) * b;
            basis.Add(rest);
        }
        var height = basis[^1];
        return 1 / Vector3.Dot(height, height) * height;
    }
}
