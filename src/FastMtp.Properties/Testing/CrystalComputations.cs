using System.Globalization;
using FastMtp.Properties.Crystals;
using FastMtp.Properties.Defects;
using FastMtp.Properties.Dynamics;
using FastMtp.Properties.Energies;
using FastMtp.Properties.Mechanics;
using FastMtp.Properties.Phonons;

namespace FastMtp.Properties.Testing;

/// <summary>Computes properties of a relaxed crystal and adds them to its report.</summary>
/// <param name="surface">Energies.</param>
/// <param name="crystal">The crystal.</param>
/// <param name="report">Receives the results.</param>
/// <param name="chemicalPotentials">Energies of atoms in their reservoirs; null if not given.</param>
/// <param name="cutoff">Cutoff of the potential, Å.</param>
internal sealed class CrystalComputations(
    IEnergySurface surface, Crystal crystal, CrystalReport report, IReadOnlyDictionary<string, double>? chemicalPotentials, double cutoff)
{
    /// <summary>Conventional lattice vectors and volume.</summary>
    public void Lattice(IReadOnlyDictionary<string, Reference?> references)
    {
        var cell = crystal.Conventional.Cell;
        foreach (var (key, vector) in ((string, Vector3)[])[("a", cell.A), ("b", cell.B), ("c", cell.C)])
        {
            // Vectors that symmetry makes equal are one property.
            if (key != "a" && references[key] is null && Math.Abs(vector.Length - cell.A.Length) < 1e-4) continue;
            Add(key, "Å", vector.Length, references[key]);
        }
        Add("volume", "Å³/atom", crystal.Primitive.Cell.Volume / crystal.Primitive.Count, references["volume"]);
    }

    /// <summary>The energy.</summary>
    public void Energy(Reference? reference) => Add("energy", "eV/atom", report.Energy, reference);

    /// <summary>The energy of the atoms alone above that of the crystal.</summary>
    public void Cohesion(Reference? reference)
    {
        var species = crystal.Primitive.Species!;
        var alone = crystal.Primitive.Types.Average(type => surface.Evaluate(Configuration.Of([species[type]], [0, 0, 0])).Energy);
        Add("cohesive energy", "eV/atom", alone - report.Energy, reference);
    }

    /// <summary>The equation of state.</summary>
    public void Bulk(Reference? modulus, Reference? derivative)
    {
        var state = report.EquationOfState = EquationOfState.Of(surface, crystal.Primitive);
        Add("bulk modulus, equation of state", "GPa", state.BulkModulus, modulus);
        Add("its pressure derivative", "", state.Derivative, derivative);
    }

    /// <summary>Elastic constants: those that are new by symmetry, and those that have a reference.</summary>
    public void Elastic(IReadOnlyList<(string Key, Reference? Reference)> references)
    {
        var constants = ElasticConstants.Of(surface, crystal.Primitive);
        var known = references.ToDictionary(r => r.Key, r => r.Reference);
        for (var i = 1; i <= 6; i++)
        {
            for (var j = i; j <= 6; j++)
            {
                if (IsNew(constants, i, j) || known.ContainsKey($"C{i}{j}"))
                    Add($"C{i}{j}", "GPa", constants[i, j], known.GetValueOrDefault($"C{i}{j}"));
            }
        }
        Add("bulk modulus, elastic constants", "GPa", constants.Bulk, known.GetValueOrDefault("bulk"));
        Add("shear modulus", "GPa", constants.Shear, known.GetValueOrDefault("shear"));
        var note = constants.Eigenvalues[0] > 0 ? "stable (Born)" : "unstable: it gives way to this strain";
        if (constants.Asymmetry > 0.02 * constants[3, 3])
            note += Text($"; C_ij and C_ji differ by up to {constants.Asymmetry:F1} GPa, as atoms jump to other places");
        Add("least stiffness", "GPa", constants.Eigenvalues[0], null, note, constants.Eigenvalues[0] > 0);
    }

    /// <summary>A vacancy on each kind of site.</summary>
    public void Vacancies(Reference? reference)
    {
        foreach (var defect in new PointDefects(surface, crystal, chemicalPotentials).Vacancies())
            Add($"vacancy {defect.Name}", "eV", defect.Energy, reference, Note(defect));
    }

    /// <summary>An atom more, of the first element if none is named.</summary>
    public void Interstitial(string name, string? element, Vector3 place, Vector3? along, Reference? reference)
    {
        var added = element ?? crystal.Primitive.Species![crystal.Primitive.Types[0]];
        var defect = new PointDefects(surface, crystal, chemicalPotentials).Interstitial(name, added, place, along);
        Add($"interstitial {name}", "eV", defect.Energy, reference, Note(defect));
    }

    /// <summary>A surface.</summary>
    public void Surface(string plane, (int, int, int) indices, Reference? reference) =>
        Add($"surface {plane}", "J/m²", new PlanarDefects(surface, crystal).Surface(indices), reference);

    /// <summary>A stacking fault and the barrier on the way.</summary>
    public void Fault(string plane, (int, int, int) indices, Vector3 shift, Reference? reference, Reference? barrier)
    {
        var points = new PlanarDefects(surface, crystal).StackingFault(indices, shift);
        report.Faults.Add((plane, points));
        Add($"stacking fault {plane}", "J/m²", points[^1].Energy, reference);
        Add($"stacking fault {plane}, barrier", "J/m²", points.Max(p => p.Energy), barrier);
    }

    /// <summary>Phonons, with the highest frequencies at special points.</summary>
    public void Phonons(IReadOnlyList<(string Key, Reference? Reference)> references)
    {
        var bands = report.Phonons = PhononBands.Of(surface, crystal, 2 * cutoff);
        foreach (var (point, reference) in references)
        {
            var path = string.Join('-', bands.Marks.Select(mark => mark.Name));
            var highest = bands.At(point)?[^1] ?? throw new InputException($"{point} is not on the path {path}; choose a point of it.");
            Add($"highest phonon at {point}", "THz", highest, reference);
        }
        var note = bands.IsStable ? "no imaginary frequency" : "negative stands for imaginary: the crystal is unstable";
        Add("lowest phonon", "THz", bands.Lowest, null, note + Text($"; acoustic sum rule to {bands.SumRuleError:0e+0}"), bands.IsStable);
    }

    /// <summary>Drift at constant energy.</summary>
    public void Dynamics(double temperature, double step, int steps, Reference? reference)
    {
        var run = EnergyConservation.Of(surface, crystal, temperature, step, steps);
        Add("drift of the energy", "eV/atom/ps", run.Drift, reference, Text(
            $"± {run.DriftError:0e+0}; fluctuation {run.Fluctuation:0.0e+0} eV/atom, {run.Temperature:F0} K, steps of {step:0.##} fs"));
    }

    /// <summary>False for constants that vanish or repeat one of their kind: diagonal, off-diagonal or shear.</summary>
    private static bool IsNew(ElasticConstants constants, int i, int j)
    {
        var earlier =
            from k in Enumerable.Range(1, 6)
            from l in Enumerable.Range(k, 7 - k)
            where (k < i || (k == i && l < j)) && (k == l) == (i == j) && k <= 3 == i <= 3
            select constants[k, l];
        return Math.Abs(constants[i, j]) > 0.05 && !earlier.Any(c => Math.Abs(c - constants[i, j]) < 0.01 * Math.Abs(c) + 0.05);
    }

    private static string Note(PointDefect defect) => Text($"in {defect.Atoms} atoms; {defect.Smaller:F3} in a smaller cell");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Add(string property, string unit, double value, Reference? reference, string? note = null, bool? verdict = null) =>
        report.Results.Add(new TestResult(report.Name, property, unit, value, reference) { Note = note, Verdict = verdict });
}
