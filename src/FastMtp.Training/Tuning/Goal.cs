namespace FastMtp.Training.Tuning;

/// <summary>What is looked for, and so which candidates go on and which one wins.</summary>
/// <param name="Cost">The highest cost, µs/atom; null for any.</param>
/// <param name="Error">The relative error to reach at the lowest cost; null for none.</param>
internal sealed record Goal(double? Cost, double? Error)
{
    /// <summary>Without a goal, twice the cost must be worth at least this part of the error.</summary>
    public const double WorthTwiceTheCost = 0.1;

    /// <summary>
    /// Number of candidates in the last rung: without a goal, the front needs more than one that has been fitted for long, as short fits
    /// make small bases look better than they are.
    /// </summary>
    public int Finalists => Cost is null && Error is null ? 3 : 1;

    /// <summary>True if a candidate of this cost may win.</summary>
    public bool Affords(double cost) => !(cost > Cost);

    /// <summary>
    /// Those to go on with, the most promising one first. Without a goal, the front is kept from its accurate end: it is there that short
    /// fits say least.
    /// </summary>
    public IReadOnlyList<Placed> Keep(IReadOnlyList<Placed> all, int count)
    {
        IEnumerable<Placed> order = this switch
        {
            { Cost: not null } => all.OrderBy(p => p.Error).ThenBy(p => p.Cost),
            { Error: not null } => [Winner(all), .. InTurns(all)],
            _ => [Winner(all), all.OrderBy(p => p.Error).ThenBy(p => p.Cost).First(), .. Front.Best(all, count).OrderBy(p => p.Error)],
        };
        return [.. order.Distinct().Take(count)];
    }

    /// <summary>The best of all; the order of equals does not depend on that of the trials.</summary>
    public Placed Winner(IReadOnlyList<Placed> all) => this switch
    {
        { Cost: not null } => all.OrderBy(p => p.Error).ThenBy(p => p.Cost).First(),
        { Error: not null } => Reaching(all).FirstOrDefault() ?? all.MinBy(p => p.Error)!,
        _ => all.MinBy(Worth)!,
    };

    /// <summary>
    /// The cheapest that reach the error, the most accurate ones and those of the front that are nearest to it, in turns, as errors still
    /// fall.
    /// </summary>
    private IEnumerable<Placed> InTurns(IReadOnlyList<Placed> all)
    {
        IReadOnlyList<Placed>[] lists =
        [
            [.. Reaching(all)], [.. all.OrderBy(p => p.Error).ThenBy(p => p.Cost)],
            [.. Front.Best(all, all.Count).OrderBy(p => Math.Abs(Math.Log(p.Error / Error!.Value)))],
        ];
        return Enumerable.Range(0, all.Count).SelectMany(i => lists.Where(list => i < list.Count).Select(list => list[i]));
    }

    private IEnumerable<Placed> Reaching(IReadOnlyList<Placed> all) =>
        all.Where(p => p.Error <= Error).OrderBy(p => p.Cost).ThenBy(p => p.Error);

    /// <summary>Logarithm of the error, in which each doubling of the cost counts as the part that it must be worth.</summary>
    private static double Worth(Placed one) => Math.Log(one.Error) - Math.Log(1 - WorthTwiceTheCost) * Math.Log2(one.Cost);
}
