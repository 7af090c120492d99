namespace FastMtp.Selection.Checks;

/// <summary>Mistakes that multiply a label by a factor.</summary>
internal static class LabelUnits
{
    private const string EnergyOfOneAtom = "the energies are those of one atom";
    private const double Hartree = 27.211386;
    private const double Bohr = 0.5291772;
    private const double Kcal = 0.0433641;
    private const double Kilojoule = 0.01036427;
    private const double Gigapascals = Atoms.Units.GigapascalsPerEvPerCubicAngstrom;

    /// <summary>Part by which an energy in the right unit may differ from the usual.</summary>
    private const double RatioTolerance = 0.2;

    /// <summary>What turns the label into eV, eV/Å: by that the derivative of the energy exceeds the label.</summary>
    private static readonly (string Name, double Factor)[] Energies =
        [("in Hartree", Hartree), ("in Rydberg", Hartree / 2), ("in kcal/mol", Kcal), ("in kJ/mol", Kilojoule), ("in meV", 1e-3)];

    private static readonly (string Name, double Factor)[] Forces =
    [
        ("the forces are in Ha/Bohr", Hartree / Bohr), ("the forces are in Ry/Bohr", Hartree / Bohr / 2),
        ("the forces are in Ha/Å", Hartree), ("the forces are in eV/Bohr", 1 / Bohr),
        ("the forces are in kcal/mol/Å", Kcal), ("the forces are in kJ/mol/Å", Kilojoule), ("the forces are in kJ/mol/nm", Kilojoule / 10),
        ("the forces are in meV/Å", 1e-3),
        ("the energies are in Hartree", 1 / Hartree), ("the energies are in Rydberg", 2 / Hartree),
        ("the energies are in kcal/mol", 1 / Kcal), ("the energies are in kJ/mol", 1 / Kilojoule),
    ];

    /// <summary>The factor for a label that lacks its volume, or has one too many, is that times a power of the volume.</summary>
    private static readonly (string Name, double Factor, int VolumePower)[] Stresses =
    [
        ("the stress is in GPa", 1 / Gigapascals, 0), ("the stress is in kbar", 0.1 / Gigapascals, 0),
        ("the stress is in Ha/Bohr³", Hartree / Bohr / Bohr / Bohr, 0), ("the stress is in Ry/Bohr³", Hartree / Bohr / Bohr / Bohr / 2, 0),
        ("the virial is in eV/Å³", 1, 1),
        ("the stress is in eV", 1, -1),
        ("the virial is in GPa", 1 / Gigapascals, 1),
        ("the virial is in kbar", 0.1 / Gigapascals, 1),
        ("the energies are in Hartree", 1 / Hartree, 0), ("the energies are in Rydberg", 2 / Hartree, 0),
    ];

    /// <summary>The mistake that turns an unusual energy per atom into a usual one; null if there is none.</summary>
    public static string? OfEnergy(double energy, double usual, double tolerance, int atoms)
    {
        IEnumerable<(string Name, double Factor)> mistakes =
            [.. Energies, ("with its sign reversed", -1), .. atoms > 1 ? [("that of one atom", atoms)] : Array.Empty<(string, double)>()];
        foreach (var (name, factor) in mistakes)
        {
            // Near zero, an absolute tolerance would take any ratio for that of the unit.
            var largest = Math.Min(tolerance, Math.Min(0.1 * Math.Abs(energy - usual), RatioTolerance * Math.Abs(usual)));
            if (Math.Abs(energy * factor - usual) < largest) return name;
        }
        return null;
    }

    /// <summary>Mistakes of forces with the factor by which derivatives of the energies exceed them, at a number of atoms.</summary>
    public static IEnumerable<(string Name, double Factor)> OfForces(int atoms) =>
        atoms > 1 ? [.. Forces, (EnergyOfOneAtom, 1.0 / atoms)] : Forces;

    /// <summary>Mistakes of stresses with the factor by which derivatives of the energies exceed them, at a volume in Å³.</summary>
    public static IEnumerable<(string Name, double Factor)> OfStresses(double volume, int atoms)
    {
        var mistakes = Stresses.Select(mistake => (mistake.Name, mistake.Factor * Math.Pow(volume, mistake.VolumePower)));
        return atoms > 1 ? mistakes.Append((EnergyOfOneAtom, 1.0 / atoms)) : mistakes;
    }
}
