namespace FastMtp.Training.Tuning;

/// <summary>A trial with the two numbers that matter.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Cost">Time of an evaluation, µs/atom.</param>
internal sealed record Placed(Trial Trial, double Cost)
{
    /// <summary>The relative error.</summary>
    public double Error => Trial.Error.Relative;
}

/// <summary>Fronts of error against cost: what nothing else beats in both.</summary>
internal static class Front
{
    /// <summary>The front, by ascending cost and so by descending error.</summary>
    public static IReadOnlyList<Placed> Of(IEnumerable<Placed> all)
    {
        var front = new List<Placed>();
        foreach (var one in all.OrderBy(p => p.Cost).ThenBy(p => p.Error))
            if (front.Count == 0 || one.Error < front[^1].Error) front.Add(one);
        return front;
    }

    /// <summary>
    /// Those that describe the front best: the front itself, then the front of what is left, and so on. What is too many of the last one
    /// is left out where it is missed least: where log cost × log error lose the smallest area.
    /// </summary>
    public static IReadOnlyList<Placed> Best(IEnumerable<Placed> all, int count)
    {
        var (left, best) = (all.ToList(), new List<Placed>());
        while (left.Count > 0 && best.Count < count)
        {
            var layer = Of(left).ToList();
            left.RemoveAll(layer.Contains);
            while (layer.Count > count - best.Count) layer.RemoveAt(LeastMissed(layer));
            best.AddRange(layer);
        }
        return best;
    }

    /// <summary>The ends count as much as if the front went on beyond them for one doubling.</summary>
    private static int LeastMissed(List<Placed> layer) =>
        Enumerable.Range(0, layer.Count).MinBy(i =>
        {
            var next = i + 1 < layer.Count ? layer[i + 1].Cost : 2 * layer[i].Cost;
            var before = i > 0 ? layer[i - 1].Error : 2 * layer[i].Error;
            return Math.Log(next / layer[i].Cost) * Math.Log(before / layer[i].Error);
        });
}
