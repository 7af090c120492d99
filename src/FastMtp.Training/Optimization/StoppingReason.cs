namespace FastMtp;

/// <summary>Why a minimisation ended.</summary>
public enum StoppingReason
{
    /// <summary>The step limit was reached.</summary>
    StepLimit,

    /// <summary>The gradient fell below the tolerance.</summary>
    GradientTolerance,

    /// <summary>The decrease of the loss fell below the tolerance.</summary>
    LossTolerance,

    /// <summary>No lower value was found, even along the steepest descent.</summary>
    LineSearchFailed,

    /// <summary>The time limit was reached.</summary>
    TimeLimit,

    /// <summary>The loss on the validation set no longer falls.</summary>
    ValidationLoss,

    /// <summary>The user stopped it.</summary>
    Cancelled,
}
