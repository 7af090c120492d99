using FastMtp.Training.History;

namespace FastMtp.Training.Studies;

/// <summary>A fit under way.</summary>
/// <param name="Specification">What is fitted.</param>
/// <param name="Last">The last that was heard of it; null before the first step.</param>
internal sealed record RunningFit(FitSpecification Specification, TrainingProgress? Last);

/// <summary>How far a study is.</summary>
/// <param name="Total">All fits.</param>
/// <param name="Done">Fits finished, those of earlier runs included.</param>
/// <param name="Running">Fits under way, in the order of the study.</param>
/// <param name="Finished">The fit that has just ended; null if this report is about a step.</param>
/// <param name="Elapsed">Time since the start of this run.</param>
/// <param name="Remaining">Time left at the present speed; null before the first step.</param>
internal sealed record StudyProgress(int Total, int Done, IReadOnlyList<RunningFit> Running, FitOutcome? Finished, TimeSpan Elapsed, TimeSpan? Remaining);
