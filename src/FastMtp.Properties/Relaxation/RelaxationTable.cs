using System.Globalization;
using FastMtp.Files.Text;

namespace FastMtp.Properties.Relaxation;

/// <summary>Relaxations as a CSV table: eV, Å, GPa; round-trip precision; empty where a number is unknown.</summary>
internal static class RelaxationTable
{
    /// <summary>Writes one line per structure.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<Relaxed> ends) => AtomicFile.WriteText(path, text =>
    {
        text.WriteLine("name,atoms,initial_energy_ev_per_atom,energy_ev_per_atom,enthalpy_ev_per_atom,volume_angstrom3,"
            + "fmax_ev_per_angstrom,smax_gpa,steps,evaluations,reason");
        foreach (var end in ends)
        {
            var (structure, atoms) = (end.Configuration, (double)end.Configuration.Count);
            text.WriteLine(string.Join(',',
                Quoted(structure.Origin), structure.Count, Number(end.InitialEnergy / atoms), Number(end.Energy / atoms),
                Number(end.Enthalpy / atoms), Number(structure.Cell.Volume > 0 ? structure.Cell.Volume : double.NaN),
                Number(end.Left.Force), Number(end.Left.Stress), end.Steps, end.Evaluations, end.Ending.Word()));
        }
    });

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";

    private static string Quoted(string text) => text.AsSpan().ContainsAny("\",\n") ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
}
