using FastMtp.Training.History;

namespace FastMtp.Training.Tuning;

/// <summary>A candidate that is being fitted.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Last">Its last step; null before the first.</param>
internal sealed record RunningCandidate(Candidate Candidate, TrainingRecord? Last);

/// <summary>Where a search stands.</summary>
/// <param name="Rung">The rung; null while costs are measured.</param>
/// <param name="Done">Candidates that are through with the rung, or measured.</param>
/// <param name="Running">Candidates that are being fitted.</param>
/// <param name="Finished">The one that has just finished; null for a report after a step.</param>
/// <param name="Best">The best one so far; null before the first.</param>
/// <param name="Elapsed">Seconds since the search began.</param>
/// <param name="Remaining">Seconds left; null for a budget of steps.</param>
internal sealed record TuneProgress(
    Rung? Rung, int Done, IReadOnlyList<RunningCandidate> Running, Placed? Finished, Placed? Best, double Elapsed, double? Remaining);
