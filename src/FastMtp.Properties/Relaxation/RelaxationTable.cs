using FastMtp.Files.Text;

namespace FastMtp.Properties.Relaxation;

/// <summary>Relaxations as a CSV table: eV, Å, GPa.</summary>
internal static class RelaxationTable
{
    private static readonly string[] Titles =
    [
        "name", "atoms", "initial_energy_ev_per_atom", "energy_ev_per_atom", "enthalpy_ev_per_atom", "volume_angstrom3",
        "fmax_ev_per_angstrom", "smax_gpa", "steps", "evaluations", "reason",
    ];

    /// <summary>Writes one line per structure.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<Relaxed> ends) => CsvText.Write(path, Titles, ends.Select(end =>
    {
        var (structure, atoms) = (end.Configuration, (double)end.Configuration.Count);
        return (object[])
        [
            CsvText.Safe(structure.Origin), structure.Count, end.InitialEnergy / atoms, end.Energy / atoms, end.Enthalpy / atoms,
            structure.Cell.Volume > 0 ? structure.Cell.Volume : double.NaN, end.Left.Force, end.Left.Stress, end.Steps, end.Evaluations,
            end.Ending.Word(),
        ];
    }));
}
