namespace FastMtp.Training.Loss;

/// <summary>What rank 0 requests of the other ranks.</summary>
internal enum Request
{
    /// <summary>The fit is over.</summary>
    End,

    /// <summary>Loss and gradient on the training set.</summary>
    Loss,

    /// <summary>Errors on the validation set.</summary>
    Validation,

    /// <summary>Normal equations of the linear coefficients.</summary>
    LinearSystem,

    /// <summary>An estimate of the curvature of the loss.</summary>
    CurvatureEstimate,

    /// <summary>The product of the curvature with a direction.</summary>
    CurvatureProduct,

    /// <summary>Errors of all configurations.</summary>
    LabelErrors,

    /// <summary>Labels to leave out of the loss.</summary>
    Distrust,

    /// <summary>All that of training and validation data together, until these requests end.</summary>
    Everything,
}
