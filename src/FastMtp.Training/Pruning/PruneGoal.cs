using FastMtp.Training.Tuning;

namespace FastMtp.Training.Pruning;

/// <summary>Where the path of a pruned potential ends, and which of its points is taken.</summary>
/// <param name="Cost">The cost to reach, as a share of that of the start; null for any.</param>
/// <param name="Error">The rise of the errors that is allowed, as a share of those of the start; null for any.</param>
internal sealed record PruneGoal(double? Cost, double? Error)
{
    /// <summary>The cost falls by this factor from point to point, about.</summary>
    private const double Stage = 0.85;

    /// <summary>Without a goal, the path ends at this share of the cost, or where errors have doubled.</summary>
    public const double LeastShare = 0.1;

    private const double MostError = 2;

    private const double Rounding = 1e-9;

    /// <summary>A path is given up at so many points in a row with too large errors, as a longer fit might still lower the first.</summary>
    private const int Failures = 2;

    /// <summary>The share of the cost to go to next; null if the path is at its end.</summary>
    public double? Next(IReadOnlyList<PrunePoint> points)
    {
        var (last, end) = (points[^1], Cost ?? LeastShare);
        var share = last.Cost / points[0].Cost;
        if (share <= (1 + Rounding) * end || last.Functions.Length == 1 || HasFailed(points)) return null;
        return share * Math.Pow(end / share, 1.0 / StagesTo(end, share));
    }

    /// <summary>How many points may follow, at most.</summary>
    public int Left(IReadOnlyList<PrunePoint> points) =>
        Next(points) is null ? 0 : StagesTo(Cost ?? LeastShare, points[^1].Cost / points[0].Cost);

    /// <summary>The point to take.</summary>
    public PrunePoint Choose(IReadOnlyList<PrunePoint> points) => this switch
    {
        { Cost: not null } => points[^1],
        { Error: { } rise } => points.Where(point => Rise(point, points[0]) <= rise).MinBy(point => point.Cost) ?? points[0],
        _ => points.MinBy(point => Math.Log(1 + Middle(point, points[0])) - Math.Log(1 - Goal.WorthTwiceTheCost) * Math.Log2(point.Cost))!,
    };

    /// <summary>The larger of the relative rises of the errors of energies and forces.</summary>
    public static double Rise(PrunePoint point, PrunePoint start) => Rises(point, start).DefaultIfEmpty(0).Max();

    /// <summary>The relative rise of the geometric mean of both errors.</summary>
    private static double Middle(PrunePoint point, PrunePoint start) =>
        Math.Exp(Rises(point, start).Select(rise => Math.Log(1 + rise)).DefaultIfEmpty(0).Average()) - 1;

    private static IEnumerable<double> Rises(PrunePoint point, PrunePoint start)
    {
        var (now, before) = (point.Errors, start.Errors);
        return new[] { now.EnergyRmse / before.EnergyRmse - 1, now.TellingForceRmse / before.TellingForceRmse - 1 }.OfType<double>();
    }

    private bool HasFailed(IReadOnlyList<PrunePoint> points) => Error is { } rise
        ? points.Count > Failures && points.TakeLast(Failures).All(point => Rise(point, points[0]) > rise)
        : Cost is null && Middle(points[^1], points[0]) > MostError - 1;

    private static int StagesTo(double end, double share) => Math.Max(1, (int)Math.Ceiling(Math.Log(end / share) / Math.Log(Stage) - 0.1));
}
