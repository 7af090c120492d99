using FastMtp.Training.History;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Fits;

/// <summary>Notes on a fit, stored in its potential.</summary>
internal static class FitNotes
{
    public static Dictionary<string, string> Of(TrainingResult course, FinalFit? final, TrainingSettings settings, FitData data)
    {
        var (first, last, weights) = (course.History[0], course.History[^1], data.Weights);
        var notes = new Dictionary<string, string>
        {
            ["model"] = settings.MomentRank is { } rank
                ? $"{settings.Model}, moment coefficients of rank {rank}" : $"{settings.Model}",
            ["fit"] = $"{last.Step} steps, {course.Evaluations} evaluations, seed {settings.Seed}; "
                + FormattableString.Invariant($"loss {first.Loss:G6} at the start, {last.Loss:G6} at the end"),
            ["best"] = FormattableString.Invariant(
                $"step {course.Best.Step}, {(data.Validation.Count > 0 ? "validation" : "training")} loss {course.Best.Loss:G6}"),
            ["data"] = $"{data.Training.Count} configurations, {data.Validation.Count} for validation"
                + (data.Held is { Count: > 0 } ? ", held out" : ""),
            ["loss"] = weights.Words,
        };
        if (final is not null) notes["final"] = final.Words;
        if (course.Start is { } start) notes["start"] = start;
        return notes;
    }
}
