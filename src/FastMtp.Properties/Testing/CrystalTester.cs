using System.Globalization;
using FastMtp.Properties.Crystals;
using FastMtp.Properties.Energies;

namespace FastMtp.Properties.Testing;

/// <summary>Relaxes a crystal and has computed what a tests file asks of it.</summary>
/// <param name="surface">Energies.</param>
/// <param name="test">The crystal.</param>
/// <param name="chemicalPotentials">Energies of atoms in their reservoirs; null if not given.</param>
/// <param name="nearest">Shortest distance at which the potential is to be trusted, Å.</param>
/// <param name="cutoff">Cutoff of the potential, Å.</param>
internal sealed class CrystalTester(
    IEnergySurface surface, CrystalTest test, IReadOnlyDictionary<string, double>? chemicalPotentials, double nearest, double cutoff)
{
    /// <summary>eV per atom that a minimum must be deeper to count as another one.</summary>
    private const double DeeperBy = 0.05;

    /// <summary>Steps of dynamics from which a drift can be told.</summary>
    private const int FewestSteps = 10;

    private readonly CrystalReport _report = new(test.Name);
    private readonly TestSection _section = test.Section;

    /// <summary>Computes all. A property that fails is a result that failed; bad input ends the test.</summary>
    /// <exception cref="InputException">The file asks for what there is not.</exception>
    public CrystalReport Run()
    {
        // What is asked for is read first, so that a misspelt key does not wait for the computations.
        var tasks = Tasks().ToArray();
        _section.RequireUsed("a crystal");
        if (Relaxed() is not { } crystal) return _report;
        var computations = new CrystalComputations(surface, crystal, _report, chemicalPotentials, cutoff);
        foreach (var (property, task) in tasks) Try(property, () => task(computations));
        return _report;
    }

    private Crystal? Relaxed()
    {
        Crystal? crystal = null;
        Try("lattice", () =>
        {
            var states = new GroundState(surface, nearest);
            var minima = test.Prototype is { } kind ? states.Minima(kind, test.Elements) : [];
            var start = test.Structure ?? test.Prototype!.Cell(
                test.Elements, test.LatticeConstant ?? _section.Section("lattice")?.Reference("a")?.Value
                    ?? states.LatticeConstant(test.Prototype, test.Elements, minima));
            var relaxed = states.Relaxed(start with { Origin = test.Name });
            crystal = test.Prototype is { } prototype
                ? new Crystal(test.Name, relaxed, prototype.ToConventional, prototype.Path)
                : Crystal.Of(test.Name, relaxed);
            _report.Energy = relaxed.Energy!.Value / relaxed.Count;
            _report.Formula = Formula.Reduced(relaxed);
            WarnOfHoles(minima);
        });
        return crystal;
    }

    private void WarnOfHoles(IReadOnlyList<(double A, double Energy)> minima)
    {
        foreach (var (a, energy) in minima.Where(minimum => minimum.Energy < _report.Energy - DeeperBy))
        {
            _report.Results.Add(new TestResult(test.Name, "deeper minimum at a", "Å", a, null)
            {
                Verdict = false,
                Note = string.Create(CultureInfo.InvariantCulture, $"{_report.Energy - energy:F2} eV/atom below: the crystal can collapse"),
            });
        }
    }

    private IEnumerable<(string Property, Action<CrystalComputations> Task)> Tasks()
    {
        var lattice = _section.Section("lattice");
        var references = ((string[])["a", "b", "c", "volume"]).ToDictionary(key => key, key => lattice?.PositiveReference(key));
        lattice?.RequireUsed("lattice");
        yield return ("lattice", crystal => crystal.Lattice(references));
        var (energy, cohesive) = (_section.Reference("energy"), _section.Reference("cohesive"));
        yield return ("energy", crystal => crystal.Energy(energy));
        _report.Above = _section.Reference("above");
        if (_section.Asks("cohesive")) yield return ("cohesive energy", crystal => crystal.Cohesion(cohesive));
        var (bulk, derivative) = (_section.Reference("bulk_modulus"), _section.Reference("bulk_derivative"));
        if (_section.Asks("bulk_modulus") || _section.Asks("bulk_derivative"))
            yield return ("bulk modulus", crystal => crystal.Bulk(bulk, derivative));
        var constants = _section.References("elastic");
        foreach (var (key, _) in constants)
            if (!IsElastic(key)) throw _section.Error(key, "is no elastic constant; write C11 to C66, bulk or shear");
        if (_section.Asks("elastic")) yield return ("elastic constants", crystal => crystal.Elastic(constants));
        var vacancy = _section.Reference("vacancy");
        if (_section.Asks("vacancy")) yield return ("vacancy", crystal => crystal.Vacancies(vacancy));
        foreach (var interstitial in _section.Sections("interstitials")) yield return Interstitial(interstitial);
        foreach (var (plane, reference) in _section.References("surfaces"))
        {
            var indices = MillerIndices.Parse(plane) ?? throw _section.Error("surfaces", MillerIndices.Expected(plane));
            yield return ($"surface {plane}", crystal => crystal.Surface(plane, indices, reference));
        }
        foreach (var fault in _section.Sections("stacking_faults")) yield return Fault(fault);
        var frequencies = _section.References("phonons");
        if (_section.Asks("phonons")) yield return ("phonons", crystal => crystal.Phonons(frequencies));
        if (_section.Asks("dynamics")) yield return Dynamics(_section.Section("dynamics"));
    }

    private static (string, Action<CrystalComputations>) Interstitial(TestSection section)
    {
        var name = section.Text("name") ?? "interstitial";
        var place = section.Vector("place") ?? throw section.Error("interstitials", "need a place, in fractions of the conventional cell");
        var (along, element, reference) = (section.Vector("along"), section.Text("element"), section.Reference("reference"));
        section.RequireUsed("an interstitial");
        return ($"interstitial {name}", crystal => crystal.Interstitial(name, element, place, along, reference));
    }

    private static (string, Action<CrystalComputations>) Fault(TestSection section)
    {
        var plane = section.Text("plane") ?? throw section.Error("stacking_faults", "need a plane, such as \"111\"");
        var shift = section.Vector("shift") ?? throw section.Error("stacking_faults", "need a shift, in conventional lattice vectors");
        var indices = MillerIndices.Parse(plane) ?? throw section.Error("plane", MillerIndices.Expected(plane));
        var (reference, barrier) = (section.Reference("reference"), section.Reference("barrier"));
        section.RequireUsed("a stacking fault");
        return ($"stacking fault {plane}", crystal => crystal.Fault(plane, indices, shift, reference, barrier));
    }

    private static (string, Action<CrystalComputations>) Dynamics(TestSection? section)
    {
        var (temperature, step) = (section?.Positive("temperature") ?? 300, section?.Positive("timestep") ?? 1);
        var (steps, drift) = (section?.Whole("steps", FewestSteps) ?? 2000, section?.Reference("drift"));
        section?.RequireUsed("dynamics");
        return ("dynamics", crystal => crystal.Dynamics(temperature, step, steps, drift));
    }

    private static bool IsElastic(string key) => key is "bulk" or "shear"
        || (key.Length == 3 && key[0] == 'C' && key[1] is >= '1' and <= '6' && key[2] is >= '1' and <= '6');

    private void Try(string property, Action compute)
    {
        try
        {
            compute();
        }
        catch (InputException e)
        {
            _report.Results.Add(new TestResult(test.Name, property, "", double.NaN, null) { Note = e.Message });
        }
    }
}
