using System.Globalization;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Tests.Shared;

namespace FastMtp.Native.Tests;

/// <summary>A KIM model says when atoms are unlike the training data, ends the run, and returns grades for rerun.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private LammpsModels Models => new(_directory);

    public void Dispose() => _directory.Dispose();

    [NeedsTheory(Tools.Lammps, Tools.Mpi, Tools.Kim, Tools.CMake, Tools.CxxCompiler)]
    [InlineData(1)]
    [InlineData(2)]
    public void AnEventIsReportedOnceAndTheRunEnds(int ranks)
    {
        // One atom leaves its place by a step of the velocity at a time.
        _directory.Write("in.leaves", LammpsModels.Crystal + """
            group one id 1
            velocity one set 40 20 10
            fix move one move linear 40 20 10
            timestep 0.001
            thermo 1
            dump all all custom 1 leaves.dump id element x y z
            dump_modify all element Ta sort id
            run 40
            """ + "\n");
        var environment = Models.Install("golden_alloy", Doubtful.Graded(_directory), "--grade-every", "2", "--grade-break", "50");
        var (code, output, error) = Tools.Run(
            "timeout", ["120", Tools.Mpi, .. LammpsModels.OnRanks(ranks), "-in", "in.leaves"], _directory.Root, environment);
        Assert.True(code is not (0 or LammpsModels.TimedOut), $"{code}\n{output}\n{error}");

        // The command grades what was dumped: the first step that ends the run, and the first that is reported.
        var potential = Potential.Load(_directory.PathOf("graded.fmtp"));
        double[] largest = [.. ConfigurationFile.Read(_directory.PathOf("leaves.dump"), new ReadOptions { TypeNames = GoldenData.Species })
            .Configurations.Select(c => potential.Grade(c).Grades!.Max())];
        var reported = Enumerable.Range(0, largest.Length).First(step => step % 2 == 0 && largest[step] > 2);
        var lines = error.Split('\n');
        var first = lines.First(line => line.StartsWith("fastmtp: extrapolation: Ta at (", StringComparison.Ordinal));
        Assert.EndsWith($"above 2, in evaluation {reported}; label such configurations and fit again.", first, StringComparison.Ordinal);
        // Ranks report their own atoms.
        Assert.InRange(lines.Count(line => line.Contains("extrapolation:", StringComparison.Ordinal)), 1, ranks);
        var last = lines.First(line => line.Contains("so the run ends", StringComparison.Ordinal));
        // The step that ended the run was not dumped.
        Assert.Contains($"above 50, in evaluation {largest.Length}:", last, StringComparison.Ordinal);
        Assert.True(largest.Where((_, step) => step % 2 == 0).All(grade => grade <= 50));
    }

    [NeedsFact(Tools.Lammps, Tools.Mpi, Tools.Kim, Tools.CMake, Tools.CxxCompiler)]
    public void TheSecondModelReturnsGrades()
    {
        _directory.Write("in.run", LammpsModels.Crystal + """
            displace_atoms all random 0.3 0.3 0.3 5
            dump all all custom 1 run.dump id type element x y z
            dump_modify all element Ta sort id format float %.17g
            run 0
            """ + "\n");
        _directory.Write("in.grades", LammpsModels.Crystal.Replace("golden_alloy", "golden_alloy_grades", StringComparison.Ordinal) + """
            compute grades all pe/atom
            dump all all custom 1 grades.dump id element x y z c_grades fx fy fz
            dump_modify all sort id element Ta format float %.17g
            rerun run.dump dump x y z
            """ + "\n");
        var graded = Doubtful.Graded(_directory);
        var environment = Models.Install("golden_alloy", graded, "--with-grades-model", "--grade-break", "0");
        Models.InstallExported("golden_alloy_grades");
        Tools.Do(Tools.Lammps, ["-in", "in.run"], _directory.Root, environment);
        Tools.Do(Tools.Mpi, [.. LammpsModels.OnRanks(2), "-in", "in.grades"], _directory.Root, environment);
        var configuration = ConfigurationFile.Read(_directory.PathOf("run.dump"), new ReadOptions { TypeNames = GoldenData.Species })
            .Configurations[0];
        var rows = Rows("grades.dump");
        Evaluated.Close(Potential.Load(graded).Grade(configuration).Grades!, [.. rows.Select(row => row[0])], 1e-6);
        Assert.All(rows, row => Assert.Equal([0.0, 0.0, 0.0], row[1..]));
    }

    [NeedsTheory(Tools.Lammps, Tools.Mpi, Tools.Kim, Tools.CMake, Tools.CxxCompiler)]
    [InlineData(1)]
    [InlineData(2)]
    public void TheSpreadOfACommitteeIsThatOfWholeForces(int ranks)
    {
        const string Displaced = "displace_atoms all random 0.1 0.1 0.1 5\n";
        var committee = Doubtful.Committee(_directory);
        var crystal = LammpsModels.Crystal.Replace("golden_alloy", "golden_alloy_grades", StringComparison.Ordinal);
        _directory.Write("in.spreads", crystal + Displaced + """
            compute spreads all pe/atom
            dump all all custom 1 spreads.dump id element x y z c_spreads
            dump_modify all sort id element Ta format float %.17g
            run 0
            """ + "\n");
        var environment = Models.Install("golden_alloy", committee, "--with-grades-model", "--spread-threshold", "1e-9",
            "--spread-break", "1e-8", "--grade-every", "1");
        Models.InstallExported("golden_alloy_grades");
        Tools.Do(Tools.Mpi, [.. LammpsModels.OnRanks(ranks), "-in", "in.spreads"], _directory.Root, environment);
        var configuration = ConfigurationFile.Read(_directory.PathOf("spreads.dump"), new ReadOptions { TypeNames = GoldenData.Species })
            .Configurations[0];
        double[] expected = [.. Potential.Load(committee).Evaluate(configuration).ForceSpread!.Select(sigma => 2.5 * sigma)];
        Evaluated.Close(expected, [.. Rows("spreads.dump").Select(row => row[0])], 1e-6);

        _directory.Write("in.ends", LammpsModels.Crystal + Displaced + "run 5\n");
        var (code, output, error) = Tools.Run(
            "timeout", ["120", Tools.Mpi, .. LammpsModels.OnRanks(ranks), "-in", "in.ends"], _directory.Root, environment);
        Assert.True(code is not (0 or LammpsModels.TimedOut), $"{code}\n{output}\n{error}");
        Assert.Contains("above 1e-08 eV/Å, in evaluation 0: the training data have nothing like it", error, StringComparison.Ordinal);
    }

    /// <summary>What a dump has behind id, element and positions.</summary>
    private double[][] Rows(string dump) =>
    [
        .. File.ReadAllLines(_directory.PathOf(dump)).SkipWhile(line => !line.StartsWith("ITEM: ATOMS", StringComparison.Ordinal)).Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[5..]
                .Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray()),
    ];
}
