namespace FastMtp.Training.Optimization;

/// <summary>What a line search wants after an evaluation.</summary>
internal enum LineSearchStatus
{
    /// <summary>Another evaluation, at the new <see cref="WolfeLineSearch.Step"/>.</summary>
    Searching,

    /// <summary>Nothing more: the step just reported satisfies the Wolfe conditions.</summary>
    Accepted,

    /// <summary>Nothing more: too many evaluations. <see cref="WolfeLineSearch.BestStep"/> is a decrease, if not zero.</summary>
    Exhausted,
}
