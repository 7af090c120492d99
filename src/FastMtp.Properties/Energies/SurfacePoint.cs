namespace FastMtp.Properties.Energies;

/// <summary>A point of an energy surface.</summary>
/// <param name="Energy">eV.</param>
/// <param name="Forces">[3·N] eV/Å.</param>
/// <param name="Virial">eV, positive when compressed.</param>
/// <param name="Shortest">Smallest distance of two atoms, Å; infinite if none are within the cutoff.</param>
internal sealed record SurfacePoint(double Energy, double[] Forces, Virial Virial, double Shortest)
{
    /// <summary>False if numbers overflow because atoms are too near.</summary>
    public bool IsFinite => double.IsFinite(Energy) && double.IsFinite(Virial.SquaredNorm) && Forces.All(double.IsFinite);
}
