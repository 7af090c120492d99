using FastMtp.Selection.Checks;

namespace FastMtp.Selection.Tests.Checks;

/// <summary>A set without faults, and one fault at a time.</summary>
public class PlantedFaultTests
{
    private static readonly Configuration[] Sound = Make();

    /// <summary>The fault and the finding it gives.</summary>
    internal static readonly Dictionary<string, Fault> Faults = new()
    {
        ["a copy"] = new(all => [.. all, all[3] with { Origin = "copy" }],
            Severity.Warning, "duplicate", "the same atoms and labels as cells #3"),
        ["a turned copy"] = new(all => [.. all, Relabelled(Cells.Turned(all[3]))], Severity.Note, "same structure", "cells #3, turned"),
        ["a turned copy with another energy"] = new(all => [.. all, Relabelled(Cells.Turned(all[3])) with { Energy = all[3].Energy + 1 }],
            Severity.Error, "same structure, other labels", "energies differ by 62.5 meV/atom"),
        ["a copy with other forces"] = new(all => [.. all, Times(all[3], forces: 9)],
            Severity.Error, "same structure, other labels", "forces differ by"),
        ["a supercell with another energy"] = new(
            all => [.. all, Relabelled(Cells.Doubled(all[3])) with { Energy = 2 * all[3].Energy + 0.1 }],
            Severity.Warning, "same structure, other labels", "energies differ by 3.125 meV/atom"),
        ["an energy in Hartree"] = new(all => Change(all, 5, c => c with { Energy = c.Energy / 27.211386 }),
            Severity.Error, "unit of energy", "Hartree"),
        ["a third of the energies in Rydberg"] = new(
            all => [.. all.Select((c, i) => i % 3 == 0 && c.ConfigType == "md" ? c with { Energy = c.Energy / 13.605693 } : c)],
            Severity.Error, "unit of energy", "Rydberg"),
        ["an energy per atom"] = new(all => Change(all, 5, c => c with { Energy = c.Energy / c.Count }),
            Severity.Error, "unit of energy", "one atom"),
        ["an energy with another sign"] = new(all => Change(all, 5, c => c with { Energy = -c.Energy }),
            Severity.Error, "unit of energy", "sign"),
        ["an energy that is too high"] = new(all => Change(all, 5, c => c with { Energy = c.Energy + 3 * c.Count }),
            Severity.Warning, "energy outlier", "+3."),
        ["an energy that is far too low"] = new(all => Change(all, 5, c => c with { Energy = c.Energy - 40 * c.Count }),
            Severity.Error, "energy outlier", "-39.99"),
        ["forces with another sign"] = new(all => [.. all.Select(c => Times(c, forces: -1))],
            Severity.Error, "unit or sign of forces", "their sign is reversed"),
        ["forces of a group with another sign"] = new(all => [.. all.Select(c => Times(c, forces: c.ConfigType == "displaced" ? -1 : 1))],
            Severity.Error, "unit or sign of forces", "their sign is reversed"),
        ["forces in Ha/Bohr"] = new(all => [.. all.Select(c => Times(c, forces: 0.5291772 / 27.211386))],
            Severity.Error, "unit or sign of forces", "Ha/Bohr"),
        ["forces in kcal/mol/Å with another sign"] = new(all => [.. all.Select(c => Times(c, forces: -1 / 0.0433641))],
            Severity.Error, "unit or sign of forces", "kcal/mol/Å, and their sign"),
        ["forces of no known unit"] = new(all => [.. all.Select(c => Times(c, forces: 7))],
            Severity.Warning, "forces against energies", "ratio 0.14"),
        ["stress with another sign"] = new(all => [.. all.Select(c => Times(c, virial: -1))],
            Severity.Error, "unit or sign of stress", "its sign is reversed"),
        ["stress in GPa"] = new(all => [.. all.Select(c => Times(c, virial: 160.2177))],
            Severity.Error, "unit or sign of stress", "in GPa"),
        ["stress of VASP"] = new(all => [.. all.Select(c => Times(c, virial: -1602.177))],
            Severity.Error, "unit or sign of stress", "kbar, and its sign"),
        ["stress without the volume"] = new(all => [.. all.Select(c => Times(c, virial: 1 / c.Cell.Volume))],
            Severity.Error, "unit or sign of stress", "virial is in eV/Å³"),
        ["stress with the volume twice"] = new(all => [.. all.Select(c => Times(c, virial: c.Cell.Volume))],
            Severity.Error, "unit or sign of stress", "stress is in eV ("),
        ["an isolated atom"] = new(all => [.. all, Labelled(Isolated())], Severity.Warning, "isolated atom", "1 of 3 atoms"),
        ["a single atom"] = new(all => [.. all, Labelled(Configuration.Of(["W"], [0, 0, 0]).For(Cells.Species))],
            Severity.Note, "single atom", "W alone"),
        ["atoms at one place"] = new(all => Change(all, 5, c => Moved(c, 0, c.Position(1))), Severity.Error, "unusable", "atoms 1 and 2"),
        ["atoms that are near"] = new(all => Change(all, 5, c => Moved(c, 0, c.Position(1) + new Vector3(1, 0, 0))),
            Severity.Warning, "short distance", "1 Å"),
        ["no labels"] = new(all => Change(all, 5, c => c with { Energy = null, Forces = null, Virial = null }),
            Severity.Warning, "no labels", "no energy, no forces"),
        ["no forces"] = new(all => Change(all, 5, c => c with { Forces = null }), Severity.Note, "partly labelled", "no forces"),
        ["no stress anywhere"] = new(all => [.. all.Select(c => c with { Virial = null })], Severity.Note, "missing labels", "a stress"),
        ["no group"] = new(all => Change(all, 5, c => c with { ConfigType = null }), Severity.Note, "no group", "1 of"),
        ["forces that were not computed"] = new(all => Change(all, 5, c => Times(c, forces: 0)),
            Severity.Warning, "zero forces", "exactly 0"),
        ["a stress that was not computed"] = new(all => Change(all, 5, c => Times(c, virial: 0)),
            Severity.Warning, "zero stress", "exactly 0"),
        ["forces that do not add up"] = new(all => Change(all, 5, c => c with { Forces = [.. c.Forces!.Select(f => f + 0.2)] }),
            Severity.Warning, "force sum", "0.346"),
        ["a large force"] = new(all => Change(all, 5, c => Times(c, forces: 40)), Severity.Warning, "large force", "eV/Å"),
        ["a compressed cell"] = new(all => [.. all, Labelled(Cells.Random(90, lattice: 2.4))], Severity.Warning, "small volume", "0.42"),
        ["lengths in Bohr"] = new(all => [.. all.Select(c => Scaled(c, 1 / 0.5291772))], Severity.Warning, "unit of lengths", "1.67"),
    };

    public static TheoryData<string> Names => [.. Faults.Keys];

    [Fact]
    public void ASoundSetHasNoFaults()
    {
        var findings = Check(Sound);
        Assert.All(findings, finding => Assert.Equal(Severity.Note, finding.Severity));
        Assert.Equal(["forces agree with energies", "stress agrees with energies"], findings.Select(f => f.Kind).Distinct().Order());
        Assert.Equal(Sound.Length, DataCheck.Clean(Sound, findings).Count);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AFaultIsFound(string name)
    {
        var (plant, severity, kind, value) = Faults[name];
        var findings = Check(plant(Sound));
        var found = findings.Where(f => f.Kind == kind).ToArray();
        Assert.True(found.Length > 0, $"{name}: only {string.Join("; ", findings.Select(f => $"{f.Kind}: {f.Value}"))}");
        Assert.Contains(found, f => f.Severity == severity && f.Value.Contains(value, StringComparison.Ordinal));
        if (severity != Severity.Error) Assert.DoesNotContain(findings, f => f.Severity == Severity.Error);
        Assert.All(findings.Where(f => f.Severity == Severity.Error), f => Assert.Equal(kind, f.Kind));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void EnergiesPerAtomAreRecognisedByCellsOfSeveralSizes(bool arePerAtom, bool haveSeveralSizes)
    {
        Configuration[] larger = haveSeveralSizes ? [.. Enumerable.Range(60, 6).Select(i => Labelled(Cells.Random(i, n: 3)))] : [];
        var findings = Check([.. Sound.Concat(larger).Select(c => arePerAtom ? c with { Energy = c.Energy / c.Count } : c)]);
        var found = findings.Where(f => f.Kind == "unit of energy").ToArray();
        if (!arePerAtom || !haveSeveralSizes) Assert.Empty(found);
        else Assert.Equal((Severity.Error, "all", "multiply them by the number of atoms"),
            (Assert.Single(found).Severity, found[0].Where, found[0].Remedy));
        var derivatives = findings.Where(f => f.Severity == Severity.Error && f.Kind.StartsWith("unit or sign", StringComparison.Ordinal));
        Assert.All(derivatives, f => Assert.Contains("the energies are those of one atom", f.Value, StringComparison.Ordinal));
        Assert.Equal(arePerAtom, derivatives.Any());
    }

    [Theory]
    [InlineData(-11.5 / 16, -11, 16, "that of one atom")]
    [InlineData(-5.3, -0.69, 2, null)]
    [InlineData(-6.9, -0.69, 2, null)]
    [InlineData(-230.6, -10, 2, "in kcal/mol")]
    public void TheRatioOfAUnitIsItsFactor(double energy, double usual, int atoms, string? unit) =>
        Assert.Equal(unit, LabelUnits.OfEnergy(energy, usual, 8, atoms));

    [Fact]
    public void CopiesAndErrorsAreLeftOut()
    {
        Configuration[] all = [.. Change(Sound, 5, c => c with { Energy = -c.Energy }), Sound[3] with { Origin = "copy" }];
        var kept = DataCheck.Clean(all, Check(all));
        Assert.Equal(all.Where((_, i) => i != 5 && i != all.Length - 1), kept);
        // Which of two contradicting labels is right is not known, so neither is kept.
        all = [.. Sound, Sound[3] with { Energy = Sound[3].Energy + 5, Origin = "other" }];
        Assert.Equal(Sound.Where((_, i) => i != 3), DataCheck.Clean(all, Check(all)));
    }

    [Fact]
    public void StrainedCrystalsAreNoCopies()
    {
        var crystal = Cells.Random(1, amplitude: 0);
        Configuration[] all = [Labelled(crystal), Labelled(Strained(crystal, new(1, 0.004, 0), new(0, 1, 0), new(0, 0, 1)))];
        Assert.DoesNotContain(Check(all), f => f.Kind.StartsWith("same", StringComparison.Ordinal));
    }

    internal sealed record Fault(Func<Configuration[], Configuration[]> Plant, Severity Severity, string Kind, string Value);

    private static IReadOnlyList<Finding> Check(Configuration[] all) => DataCheck.Run(all, Cells.Species, 5, 2);

    private static Configuration[] Make()
    {
        var all = new List<Configuration>();
        for (var i = 0; i < 30; i++) all.Add(PairLabels.Label(Cells.Random(i), "md"));
        for (var i = 0; i < 4; i++)
        {
            var start = Cells.Random(40 + i);
            all.Add(PairLabels.Label(start, "displaced"));
            var moved = Moved(start, i, start.Position(i) + new Vector3(0.05, 0.02, 0));
            all.Add(PairLabels.Label(moved, "displaced") with { Origin = $"moved #{i}" });
            var other = Cells.Random(50 + i);
            all.Add(PairLabels.Label(other, "strained"));
            var strained = Strained(other, new(1.01, 0, 0), new(0.004, 0.99, 0), new(0, 0, 1.015));
            all.Add(PairLabels.Label(strained, "strained") with { Origin = $"strained #{i}" });
        }
        return [.. all];
    }

    private static Configuration[] Change(Configuration[] all, int index, Func<Configuration, Configuration> change) =>
        [.. all.Select((c, i) => i == index ? change(c) : c)];

    private static Configuration Labelled(Configuration c) => PairLabels.Label(c, "md");

    private static Configuration Relabelled(Configuration c) => PairLabels.Label(c, "md") with { Origin = "again" };

    private static Configuration Times(Configuration c, double forces = 1, double virial = 1) => c with
    {
        Forces = [.. c.Forces!.Select(f => forces * f)],
        Virial = virial * c.Virial!.Value,
        Origin = c.Origin,
    };

    private static Configuration Moved(Configuration c, int atom, Vector3 to)
    {
        double[] positions = [.. c.Positions];
        (positions[3 * atom], positions[3 * atom + 1], positions[3 * atom + 2]) = (to.X, to.Y, to.Z);
        return c with { Positions = positions };
    }

    private static Configuration Isolated() =>
        Configuration.Of(["Mo", "W", "W"], [0, 0, 0, 2.7, 0, 0, 20, 0, 0]).For(Cells.Species) with { Origin = "cluster" };

    private static Configuration Scaled(Configuration c, double factor) =>
        Strained(c, new(factor, 0, 0), new(0, factor, 0), new(0, 0, factor));

    /// <summary>Positions and cell through a matrix with these columns.</summary>
    private static Configuration Strained(Configuration c, Vector3 x, Vector3 y, Vector3 z)
    {
        return c with
        {
            Positions = [.. Enumerable.Range(0, c.Count).Select(i => Map(c.Position(i))).SelectMany(r => (double[])[r.X, r.Y, r.Z])],
            Cell = c.Cell with { A = Map(c.Cell.A), B = Map(c.Cell.B), C = Map(c.Cell.C) },
        };

        Vector3 Map(Vector3 r) => r.X * x + r.Y * y + r.Z * z;
    }
}
