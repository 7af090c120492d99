namespace FastMtp.Properties.Relaxation;

/// <summary>Why a relaxation ended.</summary>
internal enum Ending
{
    /// <summary>Forces and stress are below the tolerances.</summary>
    Converged,

    /// <summary>The steps were not enough.</summary>
    StepLimit,

    /// <summary>Two atoms came nearer than allowed, or were so from the start.</summary>
    AtomsTooNear,

    /// <summary>The energy fell without end.</summary>
    EnergyUnbounded,

    /// <summary>The cell became several times longer or shorter in some direction.</summary>
    CellDegenerate,

    /// <summary>Energy, forces or virial overflowed at the start.</summary>
    NotFinite,

    /// <summary>No lower energy was found along the forces: rounding, or a surface that is not smooth.</summary>
    Stalled,

    /// <summary>The structure cannot be evaluated, or not be relaxed in this way.</summary>
    Refused,
}
