namespace FastMtp.Benchmarks.Limits;

/// <summary>The stages of an evaluation, in their order.</summary>
internal enum Stage
{
    /// <summary>Unit vectors and radial functions.</summary>
    Radial,

    /// <summary>Sums over neighbours.</summary>
    Moments,

    /// <summary>Products of moments, forward and back.</summary>
    Products,

    /// <summary>Forces of pairs.</summary>
    PairForces,

    /// <summary>Forces on atoms, virials and energies.</summary>
    Sums,
}
