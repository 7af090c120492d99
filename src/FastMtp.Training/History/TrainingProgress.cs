namespace FastMtp.Training.History;

/// <summary>Progress report of the trainer after every step.</summary>
/// <param name="Record">The step.</param>
/// <param name="Remaining">Time left at the present speed, unless a rule stops the fit before the step or time limit; null before the first
/// step.</param>
/// <param name="Warning">Warning for the user, if any.</param>
internal sealed record TrainingProgress(TrainingRecord Record, TimeSpan? Remaining, string? Warning);
