namespace FastMtp.Training.History;

/// <summary>What the trainer tells after every step.</summary>
/// <param name="Record">The step.</param>
/// <param name="Remaining">Time that is left at the present speed if no rule stops the training before the step or time limit; null before the first step.</param>
/// <param name="Warning">A sentence for the user, null if all is well.</param>
internal sealed record TrainingProgress(TrainingRecord Record, TimeSpan? Remaining, string? Warning);
