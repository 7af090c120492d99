namespace FastMtp;

/// <summary>
/// How the loss of a configuration depends on its number of atoms N. In all three a configuration contributes
/// w_e·ΔE²·[…] + w_f·Σ|ΔF_i|²·[…] + w_s·|ΔW|²·[…], W the virial in eV, its Frobenius norm (off-diagonals twice).
/// </summary>
public enum LossNormalization
{
    /// <summary>No factors: eq. (8) of the paper; MLIP calls it "molecules".</summary>
    Sum,

    /// <summary>1/N, 1, 1/N: errors grow like the square root of N; MLIP's default, "vibrations".</summary>
    Vibrations,

    /// <summary>1/N², 1/N, 1/N²: errors per atom count alike in small and large cells; MLIP's "structures", motep's default up to a constant.</summary>
    PerAtom,
}
