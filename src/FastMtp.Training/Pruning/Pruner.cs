using System.Diagnostics;
using FastMtp.Potentials;
using FastMtp.Training.Fits;
using FastMtp.Training.History;

namespace FastMtp.Training.Pruning;

/// <summary>
/// Removes functions, products, basic moments and radial functions by what they bring for their time. Between the points of the path,
/// functions go at fixed radial functions; at each point, everything is fitted for some steps.
/// </summary>
/// <param name="start">A fitted potential.</param>
/// <param name="stages">Fits.</param>
/// <param name="costs">Measures times.</param>
/// <param name="settings">How much to fit.</param>
/// <param name="goal">Where to end.</param>
/// <param name="journal">What earlier runs did, and where to note what is done here.</param>
/// <param name="progress">Called after every step.</param>
internal sealed class Pruner(
    PotentialModel start, PruneStages stages, CostMeasurement costs, PruneSettings settings, PruneGoal goal, PruneJournal journal,
    IProgress<PruneProgress>? progress = null)
{
    /// <summary>Equations, elimination, compilation and measurement take about as long as so many steps.</summary>
    private const int StepsBetweenFits = 3;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private double _done;

    /// <summary>Goes along the path, or the rest of it.</summary>
    /// <returns>The path.</returns>
    /// <exception cref="OperationCanceledException">Stopped; the same call with the journal goes on.</exception>
    public IReadOnlyList<PrunePoint> Run(CancellationToken cancellation)
    {
        if (journal.Costs is null)
        {
            Report("measuring costs");
            journal.Add(new PruneEntry { Costs = costs.Model() });
        }
        cancellation.ThrowIfCancellationRequested();
        var model = journal.Costs!;
        if (journal.Points.Count == 0)
        {
            // The start is fitted to the same data for as many steps, so that all points can be compared.
            int[] all = [.. Enumerable.Range(0, start.Plan.Functions.Length)];
            Add(new PlanSubset(start.Plan, all).Of(start), all, model, null, cancellation);
        }
        while (goal.Next(journal.Points) is { } share) Shrink(share * journal.Points[0].Cost, model, cancellation);
        return journal.Points;
    }

    /// <summary>Fits the chosen point for longer.</summary>
    /// <param name="checkpoint">File for the state of the fit.</param>
    /// <param name="cancellation">Stops with the best coefficients so far.</param>
    public Fitted Finish(string? checkpoint, CancellationToken cancellation)
    {
        var points = journal.Points;
        var resumes = journal.Chosen is not null;
        var number = journal.Chosen ?? points.ToList().IndexOf(goal.Choose(points));
        if (!resumes) journal.Add(new PruneEntry { Chosen = number });
        var (whole, point) = (points[0], points[number]);
        var fitted = stages.FitLast(stages.Potential(point), checkpoint, resumes, Steps("last fit", settings.FinalSteps), cancellation);
        var note = $"{start.Plan.Name ?? "custom basis"} from {whole.Functions.Length} to {point.Functions.Length} functions, "
            + $"{whole.Products} to {point.Products} products, {whole.BasicMoments} to {point.BasicMoments} basic moments and "
            + $"{whole.RadialFunctions} to {point.RadialFunctions} radial functions; "
            + FormattableString.Invariant($"{point.Cost / whole.Cost:0.00} of the time");
        var potential = fitted.Potential with
        {
            Metadata = new Dictionary<string, string>(fitted.Potential.Metadata) { ["pruned"] = note },
        };
        return fitted with { Potential = potential };
    }

    /// <summary>Removes functions from the last point, and fits what is left.</summary>
    private void Shrink(double cost, CostModel model, CancellationToken cancellation)
    {
        var last = journal.Points[^1];
        Report("choosing what to remove");
        var potential = stages.Potential(last);
        var fit = stages.Linear(potential);
        var elimination = new Elimination(potential.Plan, fit.Equations, potential.SpeciesCount, model);
        elimination.RunTo(cost, cancellation);
        var linear = elimination.Coefficients();
        var solved = potential with
        {
            SpeciesCoefficients = linear[..potential.SpeciesCount],
            MomentCoefficients = linear[potential.SpeciesCount..],
        };
        var smaller = new PlanSubset(potential.Plan, elimination.Functions).Of(solved);
        Add(smaller, [.. elimination.Functions.Select(i => last.Functions[i])], model, fit.Loss + elimination.Lost, cancellation);
    }

    private void Add(PotentialModel potential, int[] functions, CostModel model, double? expected, CancellationToken cancellation)
    {
        var number = journal.Points.Count;
        var (parameters, training, validation) = stages.Fit(potential,
            Steps(number == 0 ? "fitting the start" : $"fitting point {number}", settings.StageSteps), cancellation);
        var plan = potential.Plan;
        var cost = model.Of(new PlanGraph(plan).Counts);
        journal.Add(new PruneEntry
        {
            Point = new()
            {
                Functions = functions,
                Parameters = parameters,
                Cost = cost,
                Measured = number == 0 ? cost : journal.Points[0].Measured * costs.Share(potential),
                Products = plan.Products.Length,
                BasicMoments = plan.BasicMoments.Length,
                RadialFunctions = plan.RadialFunctionCount,
                ExpectedLoss = expected,
                Training = training,
                Validation = validation,
            },
        });
        _done += Work(cost, settings.StageSteps + StepsBetweenFits);
        Report("");
    }

    private void Report(string what, int? step = null, int steps = 0) =>
        progress?.Report(new(journal.Points, what, step, steps, Remaining(what.Length > 0 && step is { } made && steps > 0 ? made : 0)));

    private StepReports Steps(string what, int steps) => new(this, what, steps);

    /// <summary>The time of a fit grows with the cost of the potential and the number of steps.</summary>
    private static double Work(double cost, double steps) => cost * steps;

    /// <summary>From the time that the points of this run took, the work of the points that may follow and the last fit.</summary>
    private double? Remaining(int made)
    {
        if (_done == 0) return null;
        var points = journal.Points;
        var (left, cost, work) = (goal.Left(points), points[^1].Cost, 0.0);
        var factor = goal.Next(points) is { } next ? next * points[0].Cost / cost : 1;
        for (var i = 0; i < left; i++) work += Work(cost *= factor, settings.StageSteps + StepsBetweenFits);
        work += Work(cost, settings.FinalSteps);
        var now = Work(points[^1].Cost, made);
        return Math.Max(0, _clock.Elapsed.TotalSeconds / (_done + now) * (work - now));
    }

    private sealed class StepReports(Pruner owner, string what, int steps) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => owner.Report(what, value.Record.Step, steps);
    }
}
