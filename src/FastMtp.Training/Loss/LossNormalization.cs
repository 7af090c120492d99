namespace FastMtp;

/// <summary>
/// How the loss of a configuration depends on its number of atoms N. A configuration contributes
/// w_e·ΔE²·[…] + w_f·Σ|ΔF_i|²·[…] + w_s·|ΔW|²·[…], where W is the virial in eV and |·| the Frobenius norm (off-diagonals twice).
/// </summary>
public enum LossNormalization
{
    /// <summary>No factors: eq. (8) of the paper; MLIP calls it "molecules".</summary>
    Sum,

    /// <summary>1/N, 1, 1/N: expects energy errors to grow as the square root of N; MLIP's default, "vibrations".</summary>
    Vibrations,

    /// <summary>
    /// 1/N², 1/N, 1/N²: errors per atom count equally in small and large cells; MLIP's "structures", motep's default up to a factor.
    /// </summary>
    PerAtom,
}
