namespace FastMtp.Training.Optimization;

/// <summary>One line of the history of a minimisation.</summary>
internal record StepRecord
{
    /// <summary>Steps made, 0 for the start.</summary>
    public required int Step { get; init; }

    /// <summary>Value of the objective.</summary>
    public required double Loss { get; init; }

    /// <summary>Largest absolute entry of the gradient.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>Evaluations since the start.</summary>
    public required int Evaluations { get; init; }

    /// <summary>Seconds since the start, including those before an interruption.</summary>
    public required double Seconds { get; init; }

    /// <summary>Loss on the validation set, where computed.</summary>
    public double? ValidationLoss { get; init; }
}
