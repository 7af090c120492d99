namespace FastMtp.Properties.Relaxation;

/// <summary>Endings in words.</summary>
internal static class Endings
{
    /// <summary>The ending as one word for tables.</summary>
    public static string Word(this Ending ending) => ending switch
    {
        Ending.Converged => "converged",
        Ending.StepLimit => "step_limit",
        Ending.AtomsTooNear => "atoms_too_near",
        Ending.EnergyUnbounded => "energy_unbounded",
        Ending.CellDegenerate => "cell_degenerate",
        Ending.NotFinite => "not_finite",
        Ending.Stalled => "stalled",
        _ => "refused",
    };

    /// <summary>What happened and what to do, without a full stop.</summary>
    public static string Sentence(this Ending ending) => ending switch
    {
        Ending.Converged => "forces and stress are below the tolerances",
        Ending.StepLimit => "not converged within the step limit; allow more steps",
        Ending.AtomsTooNear => "atoms came too near to each other; the potential is not repulsive enough there, or the start is wrong",
        Ending.EnergyUnbounded => "the energy fell without end; the potential does not hold for such structures",
        Ending.CellDegenerate =>
            "the cell became more than three times longer or shorter; check start and pressure, or keep the cell fixed",
        Ending.NotFinite => "energy or forces of the start are not finite; check its distances",
        Ending.Stalled => "no lower energy was found along the forces; the tolerances are below the precision of the potential",
        _ => "the structure cannot be relaxed",
    };
}
