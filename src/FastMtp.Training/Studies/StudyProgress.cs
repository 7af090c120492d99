using FastMtp.Training.History;

namespace FastMtp.Training.Studies;

/// <summary>A running fit.</summary>
/// <param name="Specification">The fit.</param>
/// <param name="Last">Its last report; null before the first step.</param>
internal sealed record RunningFit(FitSpecification Specification, TrainingProgress? Last);

/// <summary>Progress of a study.</summary>
/// <param name="Total">Total number of fits.</param>
/// <param name="Done">Number of finished fits, including earlier runs.</param>
/// <param name="Running">Running fits, in the order of the study.</param>
/// <param name="Finished">The fit that has just finished; null for a report after a step.</param>
/// <param name="Elapsed">Time since the start of this run.</param>
/// <param name="Remaining">Time left at the present speed; null before the first step.</param>
internal sealed record StudyProgress(int Total, int Done, IReadOnlyList<RunningFit> Running, FitOutcome? Finished,
    TimeSpan Elapsed, TimeSpan? Remaining);
