namespace FastMtp;

/// <summary>With what precision a potential is evaluated. Fits, grades and committees are always in double precision.</summary>
public enum Precision
{
    /// <summary>Double precision throughout.</summary>
    Double,

    /// <summary>
    /// Radial functions, moments, their products and the forces of pairs in single precision, all sums over atoms in double precision:
    /// nearly twice as fast, with errors of forces near 1e-6 of their size.
    /// </summary>
    Mixed,
}
