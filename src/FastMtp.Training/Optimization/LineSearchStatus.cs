namespace FastMtp.Training.Optimization;

/// <summary>State of a line search after an evaluation.</summary>
internal enum LineSearchStatus
{
    /// <summary>Needs another evaluation, at the new <see cref="WolfeLineSearch.Step"/>.</summary>
    Searching,

    /// <summary>Done: the step just reported satisfies the Wolfe conditions.</summary>
    Accepted,

    /// <summary>Done: too many evaluations. <see cref="WolfeLineSearch.BestStep"/> decreases the value unless it is zero.</summary>
    Exhausted,
}
