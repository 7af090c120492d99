using FastMtp.Atoms;

namespace FastMtp;

/// <summary>Stress σ, eV/Å³, positive under tension: −<see cref="Virial"/> divided by the volume of the cell.</summary>
public readonly record struct Stress(double XX, double YY, double ZZ, double YZ, double XZ, double XY)
{
    /// <summary>The stress of a cell.</summary>
    /// <param name="virial">eV.</param>
    /// <param name="volume">Å³.</param>
    internal static Stress Of(Virial virial, double volume)
    {
        var v = -1 / volume * virial;
        return new(v.XX, v.YY, v.ZZ, v.YZ, v.XZ, v.XY);
    }

    /// <summary>Mean pressure, GPa, positive when compressed.</summary>
    public double Pressure => -(XX + YY + ZZ) / 3 * Units.GigapascalsPerEvPerCubicAngstrom;
}
