using FastMtp.Properties.Geometry;

namespace FastMtp.Properties.Trajectories;

/// <summary>Positions without jumps at the borders of the cell, relative to the mean of all atoms.</summary>
internal static class Unwrapped
{
    /// <summary>[frame][3·N] positions, Å. Without unwrapped positions, atoms take the shortest way from frame to frame.</summary>
    public static IReadOnlyList<double[]> Positions(Trajectory trajectory)
    {
        var frames = new List<double[]>(trajectory.Frames.Count);
        foreach (var frame in trajectory.Frames)
        {
            var positions = (double[])frame.Positions.Clone();
            if (!trajectory.IsUnwrapped && frames.Count > 0) Follow(frames[^1], positions, frame.Cell);
            frames.Add(positions);
        }
        foreach (var positions in frames) RemoveMean(positions);
        return frames;
    }

    private static void Follow(double[] before, double[] positions, Cell cell)
    {
        if (cell.Volume == 0) return;
        var inverse = Matrix3.Of(cell).Inverse;
        for (var i = 0; i < positions.Length; i += 3)
        {
            var move = new Vector3(positions[i] - before[i], positions[i + 1] - before[i + 1], positions[i + 2] - before[i + 2]);
            var cells = move * inverse;
            var shift = cell.Cartesian(new(Whole(cell.PeriodicA, cells.X), Whole(cell.PeriodicB, cells.Y), Whole(cell.PeriodicC, cells.Z)));
            (positions[i], positions[i + 1], positions[i + 2]) =
                (positions[i] - shift.X, positions[i + 1] - shift.Y, positions[i + 2] - shift.Z);
        }

        static double Whole(bool isPeriodic, double cells) => isPeriodic ? Math.Round(cells) : 0;
    }

    private static void RemoveMean(double[] positions)
    {
        for (var axis = 0; axis < 3; axis++)
        {
            var mean = 0.0;
            for (var i = axis; i < positions.Length; i += 3) mean += positions[i];
            mean /= positions.Length / 3;
            for (var i = axis; i < positions.Length; i += 3) positions[i] -= mean;
        }
    }
}
