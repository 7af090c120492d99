using FastMtp.Files.ConfigurationFiles;
using FastMtp.ActiveSets;
using FastMtp.Selection.Exchanges;
using FastMtp.Tests.Shared;
using FastMtp.Training.Compression;

namespace FastMtp.Selection.Tests.Exchanges;

public class MaxvolTests
{
    private static readonly IReadOnlyList<Configuration> Data = Example("train", 150);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    internal void NoRowOfTheDataEnlargesTheVolumeFurther(bool wholeConfigurations)
    {
        var mode = wholeConfigurations ? GradeMode.Configuration : GradeMode.Neighborhood;
        var potential = GoldenData.Potential(8);
        using var scan = new RowScan(potential, mode, TangentSpace.Of(potential));
        var rows = Enlarged(scan);
        var largest = 0.0;
        scan.Run(Data, scan.Set(rows), double.PositiveInfinity, (_, grades) => largest = Math.Max(largest, grades.Largest));
        Assert.InRange(largest, 1 - 1e-6, Maxvol.Threshold + 1e-6);
    }

    [Fact]
    public void GradesDoNotDependOnTheNumberOfThreads()
    {
        var potential = GoldenData.Potential(8);
        double[] Grades(int threads)
        {
            using var scan = new RowScan(potential, GradeMode.Neighborhood, TangentSpace.Of(potential), threads);
            var grades = new List<double>();
            scan.Run(Data, scan.Set(Enlarged(scan)), double.PositiveInfinity, (_, each) => grades.AddRange(each.Atoms!));
            return [.. grades];
        }
        Assert.Equal(Grades(1), Grades(3));
    }

    [Fact]
    public void AnActiveRowHasGradeOneAndItsOrigin()
    {
        var potential = GoldenData.Potential(6);
        using var scan = new RowScan(potential, GradeMode.Neighborhood, TangentSpace.Of(potential));
        var rows = Enlarged(scan);
        var grades = new List<double[]>();
        scan.Run(Data, scan.Set(rows), double.PositiveInfinity, (_, each) => grades.Add(each.Atoms!));
        foreach (var (configuration, atom) in rows.Origins.OfType<(int Configuration, int? Atom)>())
            Assert.Equal(1, grades[configuration][atom!.Value], 1e-6);
        Assert.True(rows.OpenDirections < rows.Size / 2);
    }

    [Fact]
    public void ACompressedPotentialNeedsAsManyRowsAsItHasCoefficients()
    {
        var potential = RadialCompression.Truncate(GoldenData.Potential(8), RadialForm.Mf(3)).Potential;
        var tangent = TangentSpace.Of(potential);
        var shape = potential.RadialTensor.Shape;
        // Matrices of rank r have r(m + n − r) directions.
        Assert.Equal(3 * (shape.PairCount + shape.PairLength - 3) + potential.Layout.LinearCount, tangent.Dimension);
        using var scan = new RowScan(potential, GradeMode.Neighborhood, tangent);
        var rows = Enlarged(scan);
        var largest = 0.0;
        scan.Run(Data, scan.Set(rows), double.PositiveInfinity, (_, grades) => largest = Math.Max(largest, grades.Largest));
        Assert.InRange(largest, 1 - 1e-6, Maxvol.Threshold + 1e-6);
    }

    private static ActiveRows Enlarged(RowScan scan)
    {
        var maxvol = new Maxvol(scan);
        var rows = maxvol.Start(Data);
        maxvol.Enlarge(rows, Data);
        return rows;
    }

    private static IReadOnlyList<Configuration> Example(string name, int count) =>
        [.. ConfigurationFile.Read(
            Path.Combine(GoldenData.Root, "examples", $"{name}.xyz.gz"), new ReadOptions { Species = GoldenData.Species })
            .Configurations.Where((_, i) => i % 7 == 0).Take(count)];
}
