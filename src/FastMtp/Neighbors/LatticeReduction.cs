namespace FastMtp.Neighbors;

/// <summary>
/// Minkowski reduction: replaces one to three vectors by the shortest ones that span the same lattice. Afterwards every
/// height of the cell is at least its vector's length / √2, so a search never walks through thousands of images only
/// because a cell is skewed.
/// </summary>
internal static class LatticeReduction
{
    // Shortening by less than the rounding error does not count; without this margin the loop might never end.
    private const double Shorter = 1 - 1e-9;

    /// <summary>Reduces the vectors in place.</summary>
    /// <returns>
    /// False when a vector shorter than <paramref name="shortest"/> (Å) belongs to the lattice, as it does when the vectors
    /// span no volume; the vectors are then meaningless.
    /// </returns>
    public static bool TryReduce(Span<Vector3> vectors, double shortest)
    {
        bool changed;
        do
        {
            changed = false;
            for (var i = 0; i < vectors.Length; i++)
            {
                if (!(vectors[i].Length >= shortest)) return false;
                for (var j = 0; j < vectors.Length; j++)
                    if (j != i) changed |= TryShorten(ref vectors[j], Nearest(vectors[j], vectors[i]), vectors[i]);
            }
            if (vectors.Length == 3) changed |= TryShortenByBoth(vectors);
        }
        while (changed);
        return true;
    }

    private static double Nearest(Vector3 vector, Vector3 by) => -Math.Round(Vector3.Dot(vector, by) / Vector3.Dot(by, by));

    // Pairwise reduction is not enough: three vectors at 120° in nearly one plane are pairwise reduced, but their sum is short.
    private static bool TryShortenByBoth(Span<Vector3> v)
    {
        for (var i = 0; i < 3; i++)
        {
            var (j, k) = ((i + 1) % 3, (i + 2) % 3);
            if (TryShorten(ref v[i], 1, v[j] + v[k]) || TryShorten(ref v[i], -1, v[j] + v[k])
                || TryShorten(ref v[i], 1, v[j] - v[k]) || TryShorten(ref v[i], -1, v[j] - v[k])) return true;
        }
        return false;
    }

    private static bool TryShorten(ref Vector3 vector, double times, Vector3 by)
    {
        var candidate = vector + times * by;
        if (!(Vector3.Dot(candidate, candidate) < Shorter * Vector3.Dot(vector, vector))) return false;
        vector = candidate;
        return true;
    }
}
