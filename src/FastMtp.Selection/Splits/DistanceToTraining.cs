using FastMtp.Selection.Descriptors;

namespace FastMtp.Selection.Splits;

/// <summary>How far the configurations of a part are from the nearest training data, in descriptors.</summary>
/// <param name="RootMeanSquare">Over the configurations.</param>
/// <param name="Largest">Of the configuration that the training data cover least.</param>
internal sealed record DistanceToTraining(double RootMeanSquare, double Largest)
{
    /// <summary>Measures a part; training data themselves are compared with all others.</summary>
    public static DistanceToTraining Of(DescriptorRows rows, Part[] parts, Part part)
    {
        int[] training = [.. Enumerable.Range(0, parts.Length).Where(i => parts[i] == Part.Training)];
        int[] members = [.. Enumerable.Range(0, parts.Length).Where(i => parts[i] == part)];
        var squares = members.AsParallel().AsOrdered().Select(i => Nearest(rows, i, training)).ToArray();
        return new(Math.Sqrt(squares.DefaultIfEmpty(0).Average()), Math.Sqrt(squares.DefaultIfEmpty(0).Max()));
    }

    private static double Nearest(DescriptorRows rows, int i, int[] training)
    {
        var nearest = double.PositiveInfinity;
        foreach (var j in training)
            if (j != i) nearest = Math.Min(nearest, rows.SquaredDistance(i, j));
        return double.IsFinite(nearest) ? nearest : 0;
    }
}
