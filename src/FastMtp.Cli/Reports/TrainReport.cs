using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Data;
using FastMtp.Errors;
using FastMtp.Evaluation;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Training.Fits;
using FastMtp.Training.Fitting;
using FastMtp.Training.History;
using FastMtp.Training.Moments;

namespace FastMtp.Cli.Reports;

/// <summary>The reports before and after a fit.</summary>
internal static class TrainReport
{
    private const int MostLabels = 10;

    public static void Begin(
        Terminal terminal, PotentialModel potential, RadialForm model, FitData fit, MtpKernel kernel, int? momentRank = null)
    {
        var (radial, data, weights) = (potential.Radial, fit.Summary, fit.Weights);
        terminal.Properties(
        [
            ("training data", Size(data)),
            ("validation data", Validation(fit)),
            ("potential", $"{potential.Plan.Name ?? "custom basis"} for {potential.Species}"),
            ("parameters", Parameters(potential, model, momentRank)),
            ("radial basis", $"{radial.Size} polynomials from {Format.Length(radial.MinDistance)} to {Format.Length(radial.Cutoff)}; "
                + $"closest atoms {(data.Closest is { } pair ? $"{Format.Length(pair.Distance)} in {pair.Origin}" : "beyond the cutoff")}"),
            ("weights", weights.Words
                + string.Concat(weights.Groups.Select(g => FormattableString.Invariant($"; {g.Key} × {g.Value}")))),
            ("kernel", $"{kernel.Kind}, {(int)kernel.Width} bits"),
        ]);
        NoteMemory(terminal, model, potential.Layout);
        NoteMissing(terminal, weights.Energy, data.WithEnergy, data.Configurations, "energy");
        NoteMissing(terminal, weights.Force, data.WithForces, data.Configurations, "forces");
        NoteMissing(terminal, weights.Stress, data.WithVirial, data.Configurations, "virial");
        if (data.Closest?.Distance < radial.MinDistance)
        {
            terminal.Note(
                $"atoms in the training data are closer than the smallest distance of {Format.Length(radial.MinDistance)}; "
                + "reduce --min-distance.");
        }
    }

    public static void Stopped(Terminal terminal, TrainingResult result)
    {
        var last = result.History[^1];
        terminal.Line();
        terminal.Line(
            $"Stopped after {Format.Count(last.Step, "step")}, {Format.Count(result.Evaluations, "evaluation")} and "
            + $"{Format.Duration(TimeSpan.FromSeconds(last.Seconds))}: {Sentence(result.Reason)}.");
    }

    public static void End(Terminal terminal, Fitted fitted, string output, string checkpoint)
    {
        terminal.Line(fitted.Final is { Gains: true }
            ? $"Potential after these, which began at step {fitted.Course.Best.Step} with the best coefficients: {output}"
            : $"Potential of step {fitted.Course.Best.Step}, which has the best coefficients: {output}");
        terminal.Line($"Checkpoint, to continue with --resume: {checkpoint}");
    }

    /// <summary>Names labels that the fit left out.</summary>
    public static void Distrusted(Terminal terminal, IReadOnlyList<string> labels)
    {
        if (labels.Count == 0) return;
        terminal.Line();
        terminal.Line($"Left out as probably wrong (--outliers keep fits them too): {Format.Count(labels.Count, "label")}. Look at "
            + "these configurations, also with fastmtp check:");
        foreach (var label in labels.Take(MostLabels)) terminal.Line($"  {label}");
        if (labels.Count > MostLabels) terminal.Line($"  and {labels.Count - MostLabels} more.");
    }

    public static void Errors(Terminal terminal, Fitted fitted, FitData data, int threads)
    {
        var (training, validation) = (data.Training, data.Validation);
        terminal.Line();
        if (fitted.Final is { Gains: true } final)
        {
            Print("Errors on all data, after the final steps", fitted.Potential, [.. training, .. validation], byGroup: false);
            Print("Validation errors, before the final steps", final.Before, validation, byGroup: true);
            return;
        }
        Print("Training errors", fitted.Potential, training, byGroup: validation.Count == 0);
        if (validation.Count > 0) Print("Validation errors", fitted.Potential, validation, byGroup: true);

        void Print(string title, PotentialModel potential, IReadOnlyList<Configuration> configurations, bool byGroup)
        {
            var errors = new GroupedErrors();
            var kernel = PotentialInput.Kernel(potential.Plan, configurations.Sum(c => (double)c.Count));
            new SetEvaluator(potential, kernel, threads).Run(configurations, errors.Add);
            ErrorTable.Print(terminal, title, errors, byGroup);
        }
    }

    /// <summary>How much data there are.</summary>
    public static string Size(DataSummary data) => $"{Format.Count(data.Configurations, "configuration")}, "
        + $"{Format.Count(data.Atoms, "atom")}, {Format.Figures(data.MeanNeighbors)} neighbours each";

    private static string Validation(FitData fit) => (fit.Validation.Count, fit.Held) switch
    {
        (0, { Share: > 0 }) => "none, as the training data are too few to hold some out; add some with --valid",
        (0, _) => "none; add some with --valid",
        (var count, { } held) => $"{Format.Count(count, "configuration")} of {Format.Count(held.Groups, "group")}, "
            + "held out of the training data (--valid names others, --holdout 0 fits to all)",
        var (count, _) => Format.Count(count, "configuration"),
    };

    private static string Parameters(PotentialModel potential, RadialForm model, int? momentRank)
    {
        var shape = potential.RadialTensor.Shape;
        var (radial, species, moments) =
            (model.ParameterCount(shape), potential.SpeciesCoefficients.Length, potential.MomentCoefficients.Length);
        var form = model.IsCompressed ? $" (dense {shape.Length}) as {model}" : "";
        if (momentRank is not { } rank)
            return $"{radial + species + moments}: {radial} radial{form}, {species} species, {moments} moments";
        var cores = new EquivariantTrain(potential.Plan, rank).Dimension;
        return $"{radial + species + cores}: {radial} radial{form}, {species} species, {cores} for {moments} moments of rank {rank}";
    }

    private static void NoteMemory(Terminal terminal, RadialForm model, ParameterLayout layout)
    {
        var coefficients = InverseHessianMemory.Coefficients(model, layout, ParameterGroups.None);
        var needed = InverseHessianMemory.Gigabytes(model, coefficients);
        if (needed <= 1) return;
        terminal.Note(
            FormattableString.Invariant($"the inverse Hessian of {coefficients} coefficients needs {needed:0.0} GB of memory; ")
            + "a tensor train (--model tf) needs less.");
    }

    private static void NoteMissing(Terminal terminal, double weight, int labelled, int all, string label)
    {
        if (weight > 0 && labelled < all)
            terminal.Note($"{all - labelled} of {all} configurations have no {label} and do not contribute to that term.");
    }

    private static string Sentence(StoppingReason reason) => reason switch
    {
        StoppingReason.StepLimit => "the step limit was reached (--steps)",
        StoppingReason.GradientTolerance => "the gradient is below the tolerance",
        StoppingReason.LossTolerance => "the loss has converged",
        StoppingReason.LineSearchFailed => "the line search found no lower loss",
        StoppingReason.TimeLimit => "the time limit was reached (--time-limit)",
        StoppingReason.ValidationLoss => "the validation loss stopped decreasing (--patience)",
        _ => "interrupted",
    };
}
