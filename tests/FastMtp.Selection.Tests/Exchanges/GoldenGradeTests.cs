using System.Globalization;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Files.PotentialFiles;
using FastMtp.ActiveSets;
using FastMtp.Potentials;
using FastMtp.Selection.Exchanges;
using FastMtp.Tests.Shared;

namespace FastMtp.Selection.Tests.Exchanges;

/// <summary>Grades and choices of other programs, in their own order of exchanges.</summary>
public class GoldenGradeTests
{
    [Fact]
    public void ConfigurationGradesAreThoseOfMlip2()
    {
        using var scan = Scan(MtpFile.Read(GoldenData.PathOf("grades08.mtp"), GoldenData.Species), GradeMode.Configuration);
        var rows = new PoolMaxvol(scan).Start();
        Assert.Equal(320, new PoolMaxvol(scan).Enlarge(rows, Example("train")));
        Assert.Equal(12, rows.OpenDirections);

        var candidates = Example("valid");
        var grades = new List<double>();
        scan.Run(candidates, scan.Set(rows), double.PositiveInfinity, (_, grade) => grades.Add(grade.Largest));
        var expected = Lines("grades08.txt").Select(line => double.Parse(line, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(376, expected.Length);
        for (var i = 0; i < expected.Length; i++) Assert.InRange(Math.Abs(grades[i] - expected[i]), 0, 1e-5 * Math.Max(1, expected[i]));

        new PoolMaxvol(scan).Enlarge(rows, candidates, first: 1014, PoolMaxvol.SelectThreshold);
        var chosen = rows.Origins.OfType<(int Configuration, int? Atom)>().Select(origin => origin.Configuration - 1014).Where(i => i >= 0);
        var added = Lines("grades08.added.txt").Select(int.Parse).ToArray();
        Assert.Equal(99, added.Length);
        Assert.InRange(chosen.Intersect(added).Count(), 98, 99);
    }

    [Fact]
    public void TheStateOfMlip2GradesWithoutTrainingData()
    {
        var potential = PotentialFile.Read(GoldenData.PathOf("grades08.als"), GoldenData.Species);
        Assert.Equal(12, potential.ActiveSet!.OpenDirections);
        using var scan = Scan(potential, GradeMode.Configuration);
        var expected = Lines("grades08.txt").Select(line => double.Parse(line, CultureInfo.InvariantCulture)).ToArray();
        scan.Run(Example("valid"), potential.ActiveSet, double.PositiveInfinity, (i, grade) =>
            Assert.InRange(Math.Abs(grade.Largest - expected[i]), 0, 1e-5 * Math.Max(1, expected[i])));
    }

    [Fact]
    public void NeighborhoodGradesAreThoseOfMlip3()
    {
        var species = SpeciesList.Parse("A,B,C");
        using var scan = Scan(MtpFile.Read(GoldenData.PathOf("neighborhood_grades.mtp"), species), GradeMode.Neighborhood);
        var path = GoldenData.PathOf("neighborhood_grades.cfg");
        var configurations = ConfigurationFile.Read(path, new ReadOptions { TypeNames = species }).Configurations;
        var rows = new PoolMaxvol(scan).Start();
        new PoolMaxvol(scan).Enlarge(rows, configurations);
        Assert.Equal(7, rows.OpenDirections);
        var grades = new List<double>();
        scan.Run(configurations, scan.Set(rows), double.PositiveInfinity, (_, grade) => grades.AddRange(grade.Atoms!));
        var expected = PrintedGrades("neighborhood_grades.cfg");
        Assert.Equal(27027, expected.Count);
        for (var i = 0; i < expected.Count; i++) Assert.InRange(Math.Abs(grades[i] - expected[i]), 0, 0.6e-5 * Math.Max(1, expected[i]));
    }

    private static RowScan Scan(PotentialModel potential, GradeMode mode) => new(potential, mode, TangentSpace.Of(potential));

    private static IReadOnlyList<Configuration> Example(string name) =>
        ConfigurationFile.Read(
            Path.Combine(GoldenData.Root, "examples", $"{name}.xyz.gz"), new ReadOptions { Species = GoldenData.Species }).Configurations;

    private static List<string> Lines(string name)
    {
        using var text = GoldenData.OpenText(name);
        var lines = new List<string>();
        while (text.ReadLine() is { Length: > 0 } line) lines.Add(line);
        return lines;
    }

    private static List<double> PrintedGrades(string name)
    {
        var grades = new List<double>();
        using var text = GoldenData.OpenText(name);
        var isAtom = false;
        while (text.ReadLine() is { } line)
        {
            if (line.Contains("AtomData:")) isAtom = true;
            else if (line.Contains("Energy")) isAtom = false;
            else if (isAtom)
                grades.Add(double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[8], CultureInfo.InvariantCulture));
        }
        return grades;
    }
}
