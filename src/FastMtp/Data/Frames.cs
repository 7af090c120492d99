using System.Runtime.InteropServices;
using FastMtp.Digests;

namespace FastMtp.Data;

/// <summary>Which configurations of a data set are copies of each other, or frames of one run that have hardly moved.</summary>
internal static class Frames
{
    /// <summary>Atoms of successive frames that move less, root mean square in Å, carry almost the same information.</summary>
    private const double Moved = 0.1;

    /// <summary>Lattice vectors of successive frames that change by less than this fraction of their length.</summary>
    private const double Strained = 0.05;

    /// <summary>Equal for configurations with the same atoms at the same places.</summary>
    public static string Digest(Configuration configuration)
    {
        var hash = new Sha256();
        var (a, b, c) = (configuration.Cell.A, configuration.Cell.B, configuration.Cell.C);
        hash.Append(MemoryMarshal.AsBytes<double>([a.X, a.Y, a.Z, b.X, b.Y, b.Z, c.X, c.Y, c.Z]));
        hash.Append(MemoryMarshal.AsBytes<int>(configuration.Types));
        hash.Append(MemoryMarshal.AsBytes<double>(configuration.Positions));
        return Convert.ToHexString(hash.Finish());
    }

    /// <summary>Divides configurations into runs of successive frames.</summary>
    /// <param name="all">A data set.</param>
    /// <param name="members">Indices of different configurations, ascending.</param>
    /// <param name="longest">Longer runs are cut.</param>
    public static List<List<int>> Runs(IReadOnlyList<Configuration> all, IEnumerable<int> members, int longest)
    {
        var runs = new List<List<int>>();
        foreach (var i in members)
        {
            if (runs.Count == 0 || runs[^1].Count == longest || !Follow(all[runs[^1][^1]], all[i])) runs.Add([]);
            runs[^1].Add(i);
        }
        return runs;
    }

    /// <summary>True if one configuration may be the frame after another.</summary>
    public static bool Follow(Configuration first, Configuration second)
    {
        var (before, after) = (first.Cell, second.Cell);
        if (!first.Types.AsSpan().SequenceEqual(second.Types) || before.IsBulk != after.IsBulk || first.Count == 0) return false;
        if (IsStrained(before.A, after.A) || IsStrained(before.B, after.B) || IsStrained(before.C, after.C)) return false;
        var sum = 0.0;
        for (var atom = 0; atom < first.Count; atom++)
        {
            var moved = second.Position(atom) - first.Position(atom);
            // Atoms that leave a cell may come back on its other side.
            if (after.IsBulk) moved -= after.Cartesian(NearestLattice(after, moved));
            sum += Vector3.Dot(moved, moved);
        }
        return sum < Moved * Moved * first.Count;
    }

    private static bool IsStrained(Vector3 before, Vector3 after) => (after - before).Length > Strained * before.Length;

    private static Vector3 NearestLattice(Cell cell, Vector3 vector)
    {
        var volume = Vector3.Dot(cell.A, Vector3.Cross(cell.B, cell.C));
        return new(Count(cell.B, cell.C), Count(cell.C, cell.A), Count(cell.A, cell.B));

        double Count(Vector3 b, Vector3 c) => Math.Round(Vector3.Dot(vector, Vector3.Cross(b, c)) / volume);
    }
}
