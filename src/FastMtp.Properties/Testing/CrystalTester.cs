using System.Globalization;
using FastMtp.Properties.Crystals;
using FastMtp.Properties.Defects;
using FastMtp.Properties.Dynamics;
using FastMtp.Properties.Energies;
using FastMtp.Properties.Mechanics;
using FastMtp.Properties.Phonons;

namespace FastMtp.Properties.Testing;

/// <summary>Computes what a tests file asks of a crystal.</summary>
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

    private readonly CrystalReport _report = new(test.Name);
    private readonly TomlSection _section = test.Section;

    /// <summary>Computes all. A property that fails is a result that failed; bad input ends the test.</summary>
    /// <exception cref="InputException">The file asks for what there is not.</exception>
    public CrystalReport Run()
    {
        // What is asked for is read first, so that a misspelt key does not wait for the computations.
        var tasks = Tasks().ToArray();
        _section.RequireUsed("a crystal");
        if (Relaxed() is not { } crystal) return _report;
        foreach (var (property, task) in tasks) Try(property, () => task(crystal));
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

    private IEnumerable<(string Property, Action<Crystal> Task)> Tasks()
    {
        var lattice = _section.Section("lattice");
        var references = ((string[])["a", "b", "c", "volume"]).ToDictionary(key => key, key => lattice?.Reference(key));
        lattice?.RequireUsed("lattice");
        yield return ("lattice", crystal => Lattice(crystal, references));
        var (energy, cohesive) = (_section.Reference("energy"), _section.Reference("cohesive"));
        yield return ("energy", _ => Add("energy", "eV/atom", _report.Energy, energy));
        _report.Above = _section.Reference("above");
        if (_section.Asks("cohesive")) yield return ("cohesive energy", crystal => Add("cohesive energy", "eV/atom", Cohesive(crystal), cohesive));
        var (bulk, derivative) = (_section.Reference("bulk_modulus"), _section.Reference("bulk_derivative"));
        if (_section.Asks("bulk_modulus") || _section.Asks("bulk_derivative"))
            yield return ("bulk modulus", crystal => Bulk(crystal, bulk, derivative));
        if (_section.Asks("elastic"))
        {
            var constants = _section.References("elastic");
            foreach (var (key, _) in constants)
                if (!IsElastic(key)) throw _section.Error(key, "is no elastic constant; write C11 to C66, bulk or shear");
            yield return ("elastic constants", crystal => Elastic(crystal, constants));
        }
        if (_section.Asks("vacancy"))
        {
            var vacancy = _section.Reference("vacancy");
            yield return ("vacancy", crystal => Vacancies(crystal, vacancy));
        }
        foreach (var interstitial in _section.Sections("interstitials")) yield return Interstitial(interstitial);
        foreach (var (plane, reference) in _section.References("surfaces"))
        {
            var indices = Plane(_section, "surfaces", plane);
            yield return ($"surface {plane}", crystal =>
                Add($"surface {plane}", "J/m²", new PlanarDefects(surface, crystal).Surface(indices), reference));
        }
        foreach (var fault in _section.Sections("stacking_faults")) yield return Fault(fault);
        if (_section.Asks("phonons"))
        {
            var frequencies = _section.References("phonons");
            yield return ("phonons", crystal => Bands(crystal, frequencies));
        }
        if (_section.Asks("dynamics")) yield return Dynamics(_section.Section("dynamics"));
    }

    private void Lattice(Crystal crystal, Dictionary<string, Reference?> references)
    {
        var cell = crystal.Conventional.Cell;
        (string, Vector3)[] vectors = [("a", cell.A), ("b", cell.B), ("c", cell.C)];
        foreach (var (key, vector) in vectors)
        {
            // Vectors that symmetry makes equal are one property.
            if (key != "a" && references[key] is null && Math.Abs(vector.Length - cell.A.Length) < 1e-4) continue;
            Add(key, "Å", vector.Length, references[key]);
        }
        Add("volume", "Å³/atom", crystal.Primitive.Cell.Volume / crystal.Primitive.Count, references["volume"]);
    }

    private double Cohesive(Crystal crystal)
    {
        var species = crystal.Primitive.Species!;
        var alone = crystal.Primitive.Types.Average(type => surface.Evaluate(Configuration.Of([species[type]], [0, 0, 0])).Energy);
        return alone - _report.Energy;
    }

    private void Bulk(Crystal crystal, Reference? reference, Reference? derivative)
    {
        var state = _report.EquationOfState = EquationOfState.Of(surface, crystal.Primitive);
        Add("bulk modulus, equation of state", "GPa", state.BulkModulus, reference);
        Add("its pressure derivative", "", state.Derivative, derivative);
    }

    private void Elastic(Crystal crystal, IReadOnlyList<(string Key, Reference? Reference)> references)
    {
        var constants = ElasticConstants.Of(surface, crystal.Primitive);
        var known = references.ToDictionary(r => r.Key, r => r.Reference);
        for (var i = 1; i <= 6; i++)
        {
            for (var j = i; j <= 6; j++)
            {
                var key = $"C{i}{j}";
                // Of those that vanish or repeat others by symmetry, only what was asked for.
                var isNew = Math.Abs(constants[i, j]) > 0.05 && !Earlier(i, j).Any(c => Math.Abs(c - constants[i, j]) < 0.01 * Math.Abs(c) + 0.05);
                if (isNew || known.ContainsKey(key)) Add(key, "GPa", constants[i, j], known.GetValueOrDefault(key));
            }
        }
        Add("bulk modulus, elastic constants", "GPa", constants.Bulk, known.GetValueOrDefault("bulk"));
        Add("shear modulus", "GPa", constants.Shear, known.GetValueOrDefault("shear"));
        _report.Results.Add(new TestResult(test.Name, "least stiffness", "GPa", constants.Eigenvalues[0], null)
        {
            Verdict = constants.Eigenvalues[0] > 0,
            Note = (constants.Eigenvalues[0] > 0 ? "stable (Born)" : "unstable: it gives way to this strain")
                + (constants.Asymmetry > 0.02 * constants[3, 3]
                    ? string.Create(CultureInfo.InvariantCulture, $"; C_ij and C_ji differ by up to {constants.Asymmetry:F1} GPa, as atoms jump to other places")
                    : ""),
        });

        // Diagonal, off-diagonal and shear constants are compared with their own kind.
        IEnumerable<double> Earlier(int i, int j) =>
            from k in Enumerable.Range(1, 6)
            from l in Enumerable.Range(k, 7 - k)
            where (k < i || (k == i && l < j)) && (k == l) == (i == j) && k <= 3 == i <= 3
            select constants[k, l];
    }

    private void Vacancies(Crystal crystal, Reference? reference)
    {
        foreach (var defect in new PointDefects(surface, crystal, chemicalPotentials).Vacancies()) AddDefect($"vacancy {defect.Name}", defect, reference);
    }

    private (string, Action<Crystal>) Interstitial(TomlSection section)
    {
        var name = section.Text("name") ?? "interstitial";
        var place = section.Vector("place") ?? throw section.Error("interstitials", "need a place, in fractions of the conventional cell");
        var (along, element, reference) = (section.Vector("along"), section.Text("element"), section.Reference("reference"));
        section.RequireUsed("an interstitial");
        return ($"interstitial {name}", crystal => AddDefect($"interstitial {name}", new PointDefects(surface, crystal, chemicalPotentials).Interstitial(
            name, element ?? crystal.Primitive.Species![crystal.Primitive.Types[0]], place, along), reference));
    }

    private void AddDefect(string property, PointDefect defect, Reference? reference) =>
        _report.Results.Add(new TestResult(test.Name, property, "eV", defect.Energy, reference)
        {
            Note = string.Create(CultureInfo.InvariantCulture, $"in {defect.Atoms} atoms; {defect.Smaller:F3} in a smaller cell"),
        });

    private (string, Action<Crystal>) Fault(TomlSection section)
    {
        var plane = section.Text("plane") ?? throw section.Error("stacking_faults", "need a plane, such as \"111\"");
        var shift = section.Vector("shift") ?? throw section.Error("stacking_faults", "need a shift, in conventional lattice vectors");
        var (indices, reference, barrier) = (Plane(section, "plane", plane), section.Reference("reference"), section.Reference("barrier"));
        section.RequireUsed("a stacking fault");
        return ($"stacking fault {plane}", crystal =>
        {
            var points = new PlanarDefects(surface, crystal).StackingFault(indices, shift);
            _report.Faults.Add((plane, points));
            Add($"stacking fault {plane}", "J/m²", points[^1].Energy, reference);
            Add($"stacking fault {plane}, barrier", "J/m²", points.Max(p => p.Energy), barrier);
        });
    }

    private void Bands(Crystal crystal, IReadOnlyList<(string Key, Reference? Reference)> references)
    {
        var bands = _report.Phonons = PhononBands.Of(surface, crystal, 2 * cutoff);
        foreach (var (point, reference) in references)
        {
            var highest = bands.At(point)?[^1]
                ?? throw new InputException($"{point} is not on the path {string.Join('-', bands.Marks.Select(mark => mark.Name))}; choose a point of it.");
            Add($"highest phonon at {point}", "THz", highest, reference);
        }
        _report.Results.Add(new TestResult(test.Name, "lowest phonon", "THz", bands.Lowest, null)
        {
            Verdict = bands.IsStable,
            Note = (bands.IsStable ? "no imaginary frequency" : "negative stands for imaginary: the crystal is unstable")
                + string.Create(CultureInfo.InvariantCulture, $"; acoustic sum rule to {bands.SumRuleError:0e+0}"),
        });
    }

    private (string, Action<Crystal>) Dynamics(TomlSection? section)
    {
        var (temperature, step, duration) = (section?.Number("temperature") ?? 300, section?.Number("timestep") ?? 1, section?.Number("steps") ?? 2000);
        var drift = section?.Reference("drift");
        section?.RequireUsed("dynamics");
        return ("dynamics", crystal =>
        {
            var run = EnergyConservation.Of(surface, crystal, temperature, step, (int)Math.Clamp(duration, 10, 1e7));
            _report.Results.Add(new TestResult(test.Name, "drift of the energy", "eV/atom/ps", run.Drift, drift)
            {
                Note = string.Create(CultureInfo.InvariantCulture,
                    $"± {run.DriftError:0e+0}; fluctuation {run.Fluctuation:0.0e+0} eV/atom, {run.Temperature:F0} K, steps of {step:0.##} fs"),
            });
        });
    }

    private void Add(string property, string unit, double value, Reference? reference) =>
        _report.Results.Add(new TestResult(test.Name, property, unit, value, reference));

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

    private static bool IsElastic(string key) => key is "bulk" or "shear"
        || (key.Length == 3 && key[0] == 'C' && key[1] is >= '1' and <= '6' && key[2] is >= '1' and <= '6');

    /// <summary>"111", "1-10" or "1 0 -1 2": the third of four indices follows from the others.</summary>
    private static (int, int, int) Plane(TomlSection section, string key, string text)
    {
        var indices = new List<int>();
        for (var i = 0; i < text.Length; i++)
        {
            var isNegative = text[i] == '-';
            if (isNegative) i++;
            if (i < text.Length && char.IsAsciiDigit(text[i])) indices.Add((isNegative ? -1 : 1) * (text[i] - '0'));
            else if (i >= text.Length || isNegative || text[i] is not (' ' or ',')) indices.Add(int.MinValue);
        }
        return indices switch
        {
            [var h, var k, var l] when !indices.Contains(int.MinValue) && (h, k, l) != (0, 0, 0) => (h, k, l),
            [var h, var k, var i, var l] when !indices.Contains(int.MinValue) && i == -h - k && (h, k, l) != (0, 0, 0) => (h, k, l),
            _ => throw section.Error(key, $"'{text}' are no Miller indices; write them like \"110\", \"1-10\" or \"10-10\""),
        };
    }
}
