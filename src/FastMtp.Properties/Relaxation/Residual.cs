namespace FastMtp.Properties.Relaxation;

/// <summary>How far a structure is from a minimum.</summary>
/// <param name="Force">Largest force on a free atom, eV/Å.</param>
/// <param name="Stress">Largest free component of stress plus external pressure, GPa.</param>
internal readonly record struct Residual(double Force, double Stress)
{
    /// <summary>Of a structure that could not be evaluated.</summary>
    public static Residual Unknown { get; } = new(double.NaN, double.NaN);

    /// <summary>True if both are within the tolerances.</summary>
    public bool IsWithin(RelaxationSettings settings) => Force <= settings.ForceTolerance && Stress <= settings.StressTolerance;
}
