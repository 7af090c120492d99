namespace FastMtp;

/// <summary>Why a minimisation ended.</summary>
public enum StoppingReason
{
    /// <summary>All steps were made.</summary>
    StepLimit,

    /// <summary>The gradient is as small as was asked for.</summary>
    GradientTolerance,

    /// <summary>The loss hardly fell over the last steps.</summary>
    LossTolerance,

    /// <summary>No lower value was found even along the steepest descent.</summary>
    LineSearchFailed,

    /// <summary>The time is up.</summary>
    TimeLimit,

    /// <summary>The loss on the validation set no longer falls.</summary>
    ValidationLoss,

    /// <summary>The user stopped it.</summary>
    Cancelled,
}
