using FastMtp.Properties.Mechanics;
using FastMtp.Properties.Phonons;

namespace FastMtp.Properties.Testing;

/// <summary>The results of one crystal, with what is drawn.</summary>
internal sealed class CrystalReport(string name)
{
    /// <summary>Name of the crystal.</summary>
    public string Name => name;

    /// <summary>The results, in the order in which they were computed.</summary>
    public List<TestResult> Results { get; } = [];

    /// <summary>Energy over volume.</summary>
    public EquationOfState? EquationOfState { get; set; }

    /// <summary>Phonons.</summary>
    public PhononBands? Phonons { get; set; }

    /// <summary>Stacking faults by name: fraction of the path and energy, J/m².</summary>
    public List<(string Name, IReadOnlyList<(double Fraction, double Energy)> Points)> Faults { get; } = [];

    /// <summary>Energy of the relaxed crystal, eV/atom; NaN if it did not relax.</summary>
    public double Energy { get; set; } = double.NaN;

    /// <summary>Reduced formula, by which crystals are compared; null if the crystal did not relax.</summary>
    public string? Formula { get; set; }

    /// <summary>What the energy above the lowest crystal of the same formula should be, eV/atom.</summary>
    public Reference? Above { get; set; }
}
