namespace FastMtp.Training.Settings;

/// <summary>How the coefficients are found.</summary>
internal enum FitMethod
{
    /// <summary>
    /// BFGS that starts from the inverse curvatures of all coefficients, estimated from the normal equations of the linear
    /// ones, and in between solves those equations again.
    /// </summary>
    Bfgs,

    /// <summary>BFGS from a multiple of the identity and one linear solve before it, as a textbook has it; to compare with.</summary>
    PlainBfgs,
}
