using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Files.PotentialFiles;
using FastMtp.Tests.Shared;

namespace FastMtp.Native.Tests;

/// <summary>An installed LAMMPS with the potential as a KIM model agrees with the command.</summary>
public sealed class LammpsTests : IDisposable
{
    private const double Tolerance = 1e-10;
    private const double BarPerEvPerCubicAngstrom = 1.6021765e6;
    private readonly TemporaryDirectory _directory = new();

    private LammpsModels Models => new(_directory);

    [NeedsFact(Tools.Lammps, Tools.Mpi, Tools.Kim, Tools.CMake, Tools.CxxCompiler)]
    public void AgreesWithTheCommandOnAnyNumberOfRanks()
    {
        var environment = Models.Install("golden_alloy");
        // Atom types in another order than the potential's species, and one that it knows but that is not there.
        string[] elements = ["W", "Mo", "Ta"];
        var configuration = Alloy(elements);
        _directory.Write("alloy.data", DataFile(configuration, elements));
        _directory.Write("in.agreement", Input);
        var expected = Expected(configuration, _directory.PathOf("golden_alloy/potential.fmtp"));
        foreach (var ranks in (int[])[1, 4])
        {
            Tools.Do(Tools.Mpi, [.. LammpsModels.OnRanks(ranks), "-in", "in.agreement", "-screen", "none"], _directory.Root, environment);
            Compare(expected, File.ReadAllLines(_directory.PathOf("forces.dump")), File.ReadAllLines(_directory.PathOf("global.txt")));
        }
    }

    [NeedsFact(Tools.Lammps, Tools.Mpi, Tools.Kim, Tools.CMake, Tools.CxxCompiler)]
    public void APotentialOfPaceAgreesWithTheCommand()
    {
        var yace = _directory.PathOf("alloy.yace");
        Export.Success("export", GoldenData.PathOf("g08.mtp"), yace, "--format", "yace", "--species", "Mo,Nb,Ta,W");
        var environment = Models.Install("golden_alloy", yace);
        string[] elements = ["W", "Mo", "Ta"];
        var configuration = Alloy(elements);
        _directory.Write("alloy.data", DataFile(configuration, elements));
        _directory.Write("in.agreement", Input);
        Tools.Do(Tools.Mpi, [.. LammpsModels.OnRanks(2), "-in", "in.agreement", "-screen", "none"], _directory.Root, environment);
        var expected = Expected(configuration, yace);
        Compare(expected, File.ReadAllLines(_directory.PathOf("forces.dump")), File.ReadAllLines(_directory.PathOf("global.txt")));
    }

    [NeedsFact(Tools.Lammps, Tools.Kim, Tools.CMake, Tools.CxxCompiler)]
    public void ForeignElementsAreRefused()
    {
        var environment = Models.Install("golden_alloy");
        string[] elements = ["W", "Mo", "Ta"];
        _directory.Write("alloy.data", DataFile(Alloy(elements), elements));
        _directory.Write("in.agreement", Input.Replace("W Mo Ta", "W Fe Ta", StringComparison.Ordinal));
        var (code, output, _) = Tools.Run(Tools.Lammps, ["-in", "in.agreement"], _directory.Root, environment);
        Assert.NotEqual(0, code);
        Assert.Contains("Fe", output, StringComparison.Ordinal);
    }

    [NeedsFact(Tools.Lammps, Tools.Mpi, Tools.Kim, Tools.CMake, Tools.CxxCompiler)]
    public void ErrorOnOneRankEndsTheJob()
    {
        // Only one of the ranks has the two atoms of one place; the others wait for it.
        _directory.Write("in.coincide", LammpsModels.Crystal + "create_atoms 1 single 1 1 1\nrun 0\n");
        var environment = Models.Install("golden_alloy");
        foreach (var ranks in (int[])[1, 2, 4])
        {
            var (code, output, error) = Tools.Run(
                "timeout", ["120", Tools.Mpi, .. LammpsModels.OnRanks(ranks), "-in", "in.coincide"], _directory.Root, environment);
            Assert.True(code is not (0 or LammpsModels.TimedOut), $"{ranks} ranks: {code}\n{output}\n{error}");
            Assert.Contains("are at the same place (within 0.001 Å); "
                + "nearest atoms so far: Ta at (3.2, 3.2, 3.2) and Ta at (3.2, 3.2, 3.2), 0.000 Å apart; "
                + "the potential was fitted to distances above 2.000 Å.",
                error, StringComparison.Ordinal);
        }
    }

    [NeedsFact(Tools.Lammps, Tools.Mpi, Tools.Kim, Tools.CMake, Tools.CxxCompiler)]
    public void AtomsThatComeTooNearAreNamed()
    {
        _directory.Write("in.near", LammpsModels.Crystal + "group one id 1\nset group one x 1.6 y 1.6 z 1.2\nrun 0\n");
        var (_, _, error) = Tools.Run(
            Tools.Mpi, [.. LammpsModels.OnRanks(2), "-in", "in.near"], _directory.Root, Models.Install("golden_alloy"));
        Assert.Matches(@"atoms too near: Ta at \(1.6, 1.6, 1.[26]\) and Ta at \(1.6, 1.6, 1.[26]\), 0.400 Å apart; "
            + @"the potential was fitted to distances above 2.000 Å; do not trust what follows.", error);
    }

    [NeedsFact(Tools.Lammps, Tools.Mpi, Tools.Kim, Tools.CMake, Tools.CxxCompiler)]
    public void TheDataOfTheirSpeciesSayWhatIsTooNear()
    {
        // Of Ta-Ta pairs, the data have none as near as those of the crystal.
        var known = GoldenData.Potential(6) with { ShortestDistances = new([2.2, 2.2, 2.2, 2.2, 2.2, 3, 2.2, 2.2, 2.2, 2.2]) };
        PotentialFile.Write(_directory.PathOf("known.fmtp"), known);
        _directory.Write("in.near", LammpsModels.Crystal + "run 0\n");
        var (_, _, error) = Tools.Run(
            Tools.Lammps, ["-in", "in.near"], _directory.Root, Models.Install("golden_alloy", _directory.PathOf("known.fmtp")));
        Assert.Matches(
            @"atoms too near: Ta at \(.*\) and Ta at \(.*\), 2.771 Å apart; the potential was fitted to distances above 3.000 Å", error);
    }

    [NeedsFact(Tools.Lammps, Tools.Mpi, Tools.Kim, Tools.CMake, Tools.CxxCompiler)]
    public void EnergiesThatAreNotFiniteEndTheJob()
    {
        // Two atoms of such a species already have an infinite energy.
        using var golden = GoldenData.OpenText("g16.mtp");
        var huge = Regex.Replace(golden.ReadToEnd(), @"species_coeffs = \{[^}]*\}", "species_coeffs = {1e308, 1e308, 1e308, 1e308}");
        var environment = Models.Install("golden_alloy", _directory.Write("huge.mtp", huge));
        _directory.Write("in.huge", LammpsModels.Crystal + "run 0\n");
        var (code, output, error) = Tools.Run(
            "timeout", ["120", Tools.Mpi, .. LammpsModels.OnRanks(2), "-in", "in.huge"], _directory.Root, environment);
        Assert.True(code is not (0 or LammpsModels.TimedOut), $"{code}\n{output}\n{error}");
        Assert.Matches(@"the energy or a force is not finite; nearest atoms so far: Ta at \(.*\) and Ta at \(.*\), 2.771 Å apart", error);
    }

    [NeedsFact(Tools.CMake, Tools.CxxCompiler, Tools.Mpi)]
    public void PluginSaysWhichVersionItNeeds()
    {
        Export.Run(_directory, "plugin", "plugin");
        // The two files of LAMMPS that are looked at before anything is compiled.
        _directory.Write("pair.h", "");
        foreach (var (version, isRefused) in ((string, bool)[])[("29 Sep 2021", true), ("17 Feb 2022", true),
            ("24 Mar 2022", false), ("2 Aug 2023", false)])
        {
            _directory.Write("version.h", $"#define LAMMPS_VERSION \"{version}\"\n");
            var (code, output, error) = Tools.Run(
                Tools.CMake,
                ["-S", _directory.PathOf("plugin"), "-B", _directory.PathOf("build"), "-D", $"LAMMPS_SOURCE_DIR={_directory.Root}"]);
            Assert.True(isRefused == (code != 0), $"{version}: {code}\n{output}\n{error}");
            Assert.Equal(isRefused, error.Contains("needs LAMMPS of 24 Mar 2022 or later", StringComparison.Ordinal));
        }
    }

    [NeedsFact(Tools.Lammps, Tools.Mpi, Tools.Kim, Tools.CMake, Tools.CxxCompiler)]
    public void ExampleRuns()
    {
        var output = Tools.Do(
            Tools.Mpi,
            [.. LammpsModels.OnRanks(2), "-in", Path.Combine(GoldenData.Root, "examples", "in.npt"), "-var", "steps", "3"],
            _directory.Root,
            Models.Install("my_alloy"));
        Assert.Contains("Loop time", output, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private static string Input => """
        units metal
        boundary p p p
        box tilt large
        read_data alloy.data
        pair_style kim golden_alloy
        pair_coeff * * W Mo Ta
        compute energies all pe/atom
        compute virials all stress/atom NULL virial
        compute sums all reduce sum c_energies c_virials[1] c_virials[2] c_virials[3] c_virials[4] c_virials[5] c_virials[6]
        compute pressures all pressure NULL virial
        variable energy equal pe
        thermo_style custom step pe vol c_sums[1] c_pressures[1]
        dump forces all custom 1 forces.dump id fx fy fz c_energies
        dump_modify forces sort id format float %.17g
        run 0

        """
        + "variable results string \"$(pe:%.17g) $(vol:%.17g) $(c_sums[1]:%.17g) "
        + "$(c_pressures[1]:%.17g) $(c_pressures[2]:%.17g) $(c_pressures[3]:%.17g) "
        + "$(c_pressures[6]:%.17g) $(c_pressures[5]:%.17g) $(c_pressures[4]:%.17g) "
        + "$(c_sums[2]:%.17g) $(c_sums[3]:%.17g) $(c_sums[4]:%.17g) "
        + "$(c_sums[7]:%.17g) $(c_sums[6]:%.17g) $(c_sums[5]:%.17g)\"\n"
        + "print \"${results}\" file global.txt\n";

    /// <summary>A skewed cell of 54 displaced bcc atoms, in the form that LAMMPS wants: a along x, b in the plane of x and y.</summary>
    private static Configuration Alloy(string[] elements)
    {
        var random = new Random(5);
        const double Spacing = 3.2;
        var cell = new Cell(new(3 * Spacing, 0, 0), new(1.1, 3 * Spacing, 0), new(-0.7, 0.9, 3 * Spacing), true, true, true);
        var positions = new List<double>();
        for (var site = 0; site < 54; site++)
        {
            var corner = new Vector3(site / 2 % 3, site / 6 % 3, site / 18) + site % 2 * new Vector3(0.5, 0.5, 0.5);
            var r = corner.X / 3 * cell.A + corner.Y / 3 * cell.B + corner.Z / 3 * cell.C;
            positions.AddRange([r.X + 0.2 * random.NextDouble(), r.Y + 0.2 * random.NextDouble(), r.Z + 0.2 * random.NextDouble()]);
        }
        return new Configuration { Types = [.. Enumerable.Range(0, 54).Select(_ => GoldenData.Species.IndexOf(elements[random.Next(3)]))],
            Positions = [.. positions], Cell = cell };
    }

    private static string DataFile(Configuration configuration, string[] elements)
    {
        var (a, b, c) = (configuration.Cell.A, configuration.Cell.B, configuration.Cell.C);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"alloy\n\n{configuration.Count} atoms\n{elements.Length} atom types\n\n"
            + $"0 {a.X:r} xlo xhi\n0 {b.Y:r} ylo yhi\n0 {c.Z:r} zlo zhi\n{b.X:r} {c.X:r} {c.Y:r} xy xz yz\n\n");
        text.Append("Masses\n\n1 183.84\n2 95.95\n3 180.95\n\nAtoms # atomic\n\n");
        for (var i = 0; i < configuration.Count; i++)
        {
            var r = configuration.Position(i);
            text.Append(CultureInfo.InvariantCulture,
                $"{i + 1} {Array.IndexOf(elements, GoldenData.Species[configuration.Types[i]]) + 1} {r.X:r} {r.Y:r} {r.Z:r}\n");
        }
        return text.ToString();
    }

    /// <summary>By the command.</summary>
    private Configuration Expected(Configuration configuration, string potential)
    {
        ConfigurationFile.Write(_directory.PathOf("alloy.xyz"), [configuration], GoldenData.Species);
        Export.Success("evaluate", potential, _directory.PathOf("alloy.xyz"), "--output",
            _directory.PathOf("predicted.xyz"));
        return ConfigurationFile.Read(_directory.PathOf("predicted.xyz"),
            new ReadOptions { TypeNames = GoldenData.Species }).Configurations[0];
    }

    private static void Compare(Configuration expected, string[] dump, string[] global)
    {
        var rows = dump.SkipWhile(line => !line.StartsWith("ITEM: ATOMS", StringComparison.Ordinal)).Skip(1).Select(Numbers).ToArray();
        Assert.Equal(expected.Count, rows.Length);
        Evaluated.Close(expected.Forces!, [.. rows.SelectMany(row => row[1..4])], Tolerance);
        var numbers = Numbers(global[0]);
        var (energy, volume) = (expected.Energy!.Value, expected.Cell.Volume);
        Evaluated.Close([energy, volume, energy, energy], [.. numbers[..3], rows.Sum(row => row[4])], Tolerance);
        var virial = Evaluated.Components(expected.Virial!.Value);
        // Pressures are virials by volume; per-atom ones have the opposite sign.
        Evaluated.Close(virial, [.. numbers[3..9].Select(p => p * volume / BarPerEvPerCubicAngstrom)], Tolerance);
        Evaluated.Close(virial, [.. numbers[9..15].Select(p => -p / BarPerEvPerCubicAngstrom)], Tolerance);
    }

    private static double[] Numbers(string line) =>
        [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
}
