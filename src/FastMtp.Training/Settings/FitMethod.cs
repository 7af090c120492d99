namespace FastMtp.Training.Settings;

/// <summary>Method of finding the coefficients.</summary>
internal enum FitMethod
{
    /// <summary>
    /// BFGS that starts from the inverse curvatures of all coefficients, estimated from the normal equations of the linear
    /// ones, and re-solves those equations at intervals.
    /// </summary>
    Bfgs,

    /// <summary>Textbook BFGS, from a multiple of the identity after one linear solve; for comparison.</summary>
    PlainBfgs,

    /// <summary>
    /// Gauss-Newton with the linear coefficients solved for in every step. A step costs about as much as fifteen of BFGS and replaces a
    /// hundred.
    /// </summary>
    GaussNewton,
}
