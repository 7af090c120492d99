namespace FastMtp.Blocks;

/// <summary>Where an evaluator reads the radial coefficients of a factorised potential from.</summary>
internal enum RadialSource
{
    /// <summary>Whichever <see cref="RadialCost"/> expects to be faster.</summary>
    ByCost,

    /// <summary>The dense tensor, multiplied out once.</summary>
    Dense,

    /// <summary>The factors; the dense tensor does not exist in memory.</summary>
    Factors,
}
