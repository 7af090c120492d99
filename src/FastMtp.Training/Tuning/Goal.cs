namespace FastMtp.Training.Tuning;

/// <summary>What is looked for, and so which candidates go on and which one wins.</summary>
/// <param name="Cost">The highest cost, µs/atom; null for any.</param>
/// <param name="Error">The relative error to reach at the lowest cost; null for none.</param>
internal sealed record Goal(double? Cost, double? Error)
{
    /// <summary>Without a goal, twice the cost must be worth at least this part of the error.</summary>
    public const double WorthTwiceTheCost = 0.1;

    /// <summary>Errors after equally many steps whose ratio is closer to one may change places.</summary>
    private const double MuchBetter = 0.75;

    /// <summary>
    /// Number of candidates in the last rung: short fits make small bases look better than they are, and without a goal, the front needs
    /// more than one that has been fitted for long.
    /// </summary>
    public int Finalists => Cost is null && Error is null ? 3 : 2;

    /// <summary>True if a candidate of this cost may win.</summary>
    public bool Affords(double cost) => !(cost > Cost);

    /// <summary>
    /// Those to go on with, the most promising one first. Without a goal, they are the recommended one, the most accurate one, and what is
    /// nearest to being recommended.
    /// </summary>
    public IReadOnlyList<Placed> Keep(IReadOnlyList<Placed> all, int count)
    {
        IEnumerable<Placed> order = this switch
        {
            { Cost: not null } => ByError(all),
            { Error: not null } => [Winner(all), .. InTurns(all)],
            _ => [Winner(all), ByError(all).First(), .. all.OrderBy(Worth)],
        };
        Placed[] kept = [.. order.Distinct().Take(count)];
        return [.. kept.Take(1), .. ByError(kept.Skip(1))];
    }

    /// <summary>True if one is so much more accurate than another after as many steps that the other will not pass it.</summary>
    public static bool LeavesBehind(Placed one, Placed other) => one.Error <= MuchBetter * other.Error;

    /// <summary>True if one leaves another behind that has no advantage of cost.</summary>
    public bool Excludes(Placed one, Placed other) => LeavesBehind(one, other) && (Cost is not null || one.Cost <= other.Cost);

    /// <summary>The best of all; the order of equals does not depend on that of the trials.</summary>
    public Placed Winner(IReadOnlyList<Placed> all) => this switch
    {
        { Cost: not null } => ByError(all).First(),
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
            [.. Reaching(all)], [.. ByError(all)],
            [.. Front.Best(all, all.Count).OrderBy(p => Math.Abs(Math.Log(p.Error / Error!.Value)))],
        ];
        return Enumerable.Range(0, all.Count).SelectMany(i => lists.Where(list => i < list.Count).Select(list => list[i]));
    }

    private static IEnumerable<Placed> ByError(IEnumerable<Placed> all) => all.OrderBy(p => p.Error).ThenBy(p => p.Cost);

    private IEnumerable<Placed> Reaching(IReadOnlyList<Placed> all) =>
        all.Where(p => p.Error <= Error).OrderBy(p => p.Cost).ThenBy(p => p.Error);

    /// <summary>Logarithm of the error, in which each doubling of the cost counts as the part that it must be worth.</summary>
    private static double Worth(Placed one) => Math.Log(one.Error) - Math.Log(1 - WorthTwiceTheCost) * Math.Log2(one.Cost);
}
