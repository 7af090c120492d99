namespace FastMtp.Selection.Descriptors;

/// <summary>
/// Farthest-point sampling: again and again the configuration that is farthest from all chosen ones, so that few of them cover the whole
/// set. Time is proportional to those chosen times those in the set, memory to the set.
/// </summary>
internal static class FarthestPoints
{
    /// <summary>Chooses configurations.</summary>
    /// <param name="rows">The set.</param>
    /// <param name="start">What is chosen already; if nothing is, the configuration nearest to the mean comes first.</param>
    /// <param name="count">How many to choose at most.</param>
    /// <param name="minDistance">Only configurations farther than this from all chosen ones.</param>
    /// <returns>The choice in its order, without <paramref name="start"/>.</returns>
    public static List<int> Choose(DescriptorRows rows, IReadOnlyList<int> start, int count = int.MaxValue, double minDistance = 0)
    {
        var squares = new double[rows.Count];
        Array.Fill(squares, double.PositiveInfinity);
        var chosen = new List<int>();
        foreach (var i in start) Approach(i);
        if (start.Count == 0 && rows.Count > 0 && count > 0) Take(Enumerable.Range(0, rows.Count).MinBy(rows.Size));
        while (chosen.Count < count && rows.Count > 0)
        {
            var farthest = 0;
            for (var i = 1; i < squares.Length; i++)
                if (squares[i] > squares[farthest]) farthest = i;
            if (!(squares[farthest] > minDistance * minDistance)) break;
            Take(farthest);
        }
        return chosen;

        void Take(int i)
        {
            chosen.Add(i);
            Approach(i);
        }

        void Approach(int i)
        {
            for (var j = 0; j < squares.Length; j++)
                if (squares[j] > 0) squares[j] = Math.Min(squares[j], rows.SquaredDistance(i, j));
            squares[i] = 0;
        }
    }
}
