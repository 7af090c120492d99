namespace FastMtp.Properties.Relaxation;

/// <summary>The end of a relaxation.</summary>
/// <param name="Configuration">The last structure, with energy, forces and virial, if it could be evaluated.</param>
/// <param name="Ending">Why it ended.</param>
/// <param name="Sentence">The reason in words, without a full stop.</param>
/// <param name="Steps">Accepted steps.</param>
/// <param name="Evaluations">Evaluations of the energy surface.</param>
/// <param name="InitialEnergy">Energy of the start, eV; NaN if it could not be evaluated.</param>
/// <param name="Enthalpy">Energy of the end plus pressure times volume, eV.</param>
/// <param name="Left">Forces and stress that are left.</param>
internal sealed record Relaxed(
    Configuration Configuration, Ending Ending, string Sentence, int Steps, int Evaluations, double InitialEnergy, double Enthalpy,
    Residual Left)
{
    /// <summary>Energy of the end, eV; NaN if it could not be evaluated.</summary>
    public double Energy => Configuration.Energy ?? double.NaN;

    /// <summary>True if forces and stress are below the tolerances.</summary>
    public bool IsConverged => Ending == Ending.Converged;

    /// <summary>Structures on the way, the start included, if they were asked for.</summary>
    public IReadOnlyList<Configuration> Path { get; init; } = [];
}
