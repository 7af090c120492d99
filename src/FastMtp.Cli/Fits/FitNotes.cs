using FastMtp.Cli.Arguments;
using FastMtp.Training.History;
using FastMtp.Training.Settings;

namespace FastMtp.Cli.Fits;

/// <summary>What is noted in a potential about the fit that made it.</summary>
internal static class FitNotes
{
    public static Dictionary<string, string> Of(TrainingResult result, TrainingSettings settings, LossWeights weights, int training, int validation) => new()
    {
        ["model"] = $"{settings.Model}",
        ["fit"] = FormattableString.Invariant($"{result.History[^1].Step} steps, {result.Evaluations} evaluations, seed {settings.Seed}; loss {result.History[0].Loss:G6} at the start, {result.History[^1].Loss:G6} at the end"),
        ["best"] = FormattableString.Invariant($"step {result.Best.Step}, {(validation > 0 ? "validation" : "training")} loss {result.Best.Loss:G6}"),
        ["data"] = FormattableString.Invariant($"{training} configurations, {validation} for validation; weights energy {weights.Energy}, force {weights.Force}, stress {weights.Stress}, normalization {TrainOptions.NameOf(weights.Normalization)}"),
    };
}
