using FastMtp.Cli.Reports;
using FastMtp.Cli.Terminals;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Training.Fits;
using FastMtp.Training.Pruning;
using FastMtp.Training.Tuning;

namespace FastMtp.Cli.Pruning;

/// <summary>The reports before and after.</summary>
internal static class PruneReport
{
    private const double Percent = 100;

    public static void Begin(Terminal terminal, PotentialModel start, FitData data, int points)
    {
        var plan = start.Plan;
        var errors = data.Validation.Count > 0
            ? $"{Format.Count(data.Validation.Count, "configuration")}{(data.Held is null ? "" : ", held out")}"
            : "none, so errors are those on the fitted data; add some with --valid";
        terminal.Properties(
        [
            ("potential", $"{plan.Name ?? "custom basis"} for {start.Species}: {Format.Count(plan.Functions.Length, "function")}, "
                + $"{Format.Count(plan.Products.Length, "product")}, {Format.Count(plan.BasicMoments.Length, "basic moment")}, "
                + Format.Count(plan.RadialFunctionCount, "radial function")),
            ("training data", TrainReport.Size(data.Summary)),
            ("validation data", errors),
            ("weights", data.Weights.Words),
        ]);
        if (KernelRegistry.Compiler is null)
        {
            terminal.Note(
                "this program compiles no kernels, so smaller bases are timed with the interpreter; the .NET tool compiles them.");
        }
        if (points > 0) terminal.Line($"From an earlier run: {Format.Count(points, "point")} of the path.");
    }

    /// <summary>Prints the path with the point that is taken.</summary>
    public static void Path(Terminal terminal, IReadOnlyList<PrunePoint> points, PrunePoint? chosen, PruneGoal goal)
    {
        terminal.Line();
        terminal.Table(
            ["", .. PruneTable.Titles.Select(title => title + "›")],
            points.Select(point => (string[])[point == chosen ? "→" : "", .. PruneTable.Row(point, points[0])]));
        if (chosen is not null) terminal.Line(Sentence(points, chosen, goal));
    }

    /// <summary>Prints how long the potential takes with either kernel.</summary>
    public static void Times(Terminal terminal, CostMeasurement costs, PotentialModel pruned)
    {
        var (start, compiled, interpreted) = costs.Times(pruned);
        terminal.Line(
            $"Energy, forces and virial: {Format.Figures(compiled)} µs/atom instead of {Format.Figures(start)}; with the interpreter, "
            + $"which runs a pruned basis where no kernel is compiled: {Format.Figures(interpreted)} µs/atom");
    }

    private static string Sentence(IReadOnlyList<PrunePoint> points, PrunePoint chosen, PruneGoal goal) => goal switch
    {
        { Cost: { } cost } when chosen.Cost <= 1.001 * cost * points[0].Cost =>
            FormattableString.Invariant($"→ the point at {cost} of the time"),
        { Cost: { } cost } =>
            FormattableString.Invariant($"→ the cheapest point: nothing more can be removed to come to {cost} of the time"),
        { Error: { } rise } when chosen == points[0] =>
            $"→ the start: at every other point, errors of energies or forces have risen by more than {Format.Figures(Percent * rise)} %",
        { Error: { } rise } =>
            $"→ the cheapest point whose errors of energies and forces have risen by at most {Format.Figures(Percent * rise)} %",
        _ => $"→ recommended: from here on, twice the cost is worth less than {Percent * Goal.WorthTwiceTheCost:0} % of the error",
    };
}
