using FastMtp.Data;
using FastMtp.Selection.Reports;
using FastMtp.Selection.Splits;

namespace FastMtp.Selection.Tests.Reports;

public class FactTests
{
    [Fact]
    public void EqualErrorsAgreeWhateverTheMixOfTheGroups()
    {
        // Most training cells are easy, most validation cells hard; each group is predicted alike in both.
        CellErrors[] training = [.. Group("easy", 90, 0.001), .. Group("hard", 30, 0.01)];
        CellErrors[] validation = [.. Group("easy", 5, 0.001), .. Group("hard", 30, 0.01)];
        var gap = Gap.Of(training, validation, KindsOf(training, validation), Quantity.Energy)!;
        Assert.Equal(Agreement.Agrees, gap.Agreement);
        Assert.InRange(gap.Ratio.Value, 0.9, 1.1);
        Assert.Equal(0, gap.Missing);
    }

    [Fact]
    public void LargerErrorsThanOnTrainingDiffer()
    {
        CellErrors[] training = [.. Group("a", 50, 0.001)];
        CellErrors[] validation = [.. Group("a", 50, 0.003), .. Group("new", 4, 1)];
        var gap = Gap.Of(training, validation, new Kinds(true, Kinds.GroupOf), Quantity.Energy)!;
        Assert.Equal(Agreement.Differs, gap.Agreement);
        Assert.InRange(gap.Ratio.Value, 2.7, 3.3);
        Assert.Equal(4, gap.Missing);
    }

    [Fact]
    public void ASingleBadCellDecidesNothing()
    {
        CellErrors[] training = [.. Group("a", 50, 0.001)];
        CellErrors[] validation = [.. Group("a", 20, 0.001), .. Group("a", 1, 0.02)];
        Assert.Equal(Agreement.Unclear, Gap.Of(training, validation, new Kinds(true, Kinds.GroupOf), Quantity.Energy)!.Agreement);
    }

    [Fact]
    public void AGroupThatIsFittedWorseIsNamedWithItsTrainingCells()
    {
        CellErrors[] training = [.. Group("bulk", 100, 0.001), .. Group("slab", 8, 0.001)];
        CellErrors[] validation = [.. Group("bulk", 30, 0.001), .. Group("slab", 10, 0.003)];
        var worse = Assert.Single(WorseGroup.Of(validation, training, Cells.Species));
        Assert.Equal(("slab", true, Quantity.Energy, 10), (worse.Name, worse.IsGroup, worse.Quantity, worse.Cells));
        Assert.Equal((8, true, true), (worse.Training.Cells, worse.Training.IsByGroup, worse.Training.IsFew));
        Assert.Equal(0.001, worse.Training.Error!.Value, 3e-4);
        Assert.Empty(WorseGroup.Of(training, training, Cells.Species));
    }

    [Fact]
    public void AGroupOfAnotherNameIsFoundByItsSpecies()
    {
        CellErrors[] training = [.. Group("alloy", 10, 0.001), .. Group("Mo", 200, 0.001, "Mo"), .. Group("W", 200, 0.001, "W")];
        CellErrors[] validation = [.. Group("test", 10, 0.004), .. Group("others", 30, 0.001, "Mo")];
        Assert.False(KindsOf(training, validation).AreGroups);
        var worse = Assert.Single(WorseGroup.Of(validation, training, Cells.Species));
        Assert.Equal((10, false, true), (worse.Training.Cells, worse.Training.IsByGroup, worse.Training.IsFew));
        Assert.Equal(["alloy"], worse.Training.Groups);
        Assert.Equal(["Mo-W"], worse.Species);
    }

    [Fact]
    public void AtomsNearerThanInTheTrainingDataAreFound()
    {
        Configuration[] training = [.. Enumerable.Range(0, 5).Select(seed => Cells.Random(seed))];
        var summary = DataSummary.Of(training, 2, 5);
        Assert.Empty(BeyondTraining.Of(training, summary, Cells.Species, 1));
        var near = Cells.Random(7) with { Positions = [.. Cells.Random(7).Positions] };
        near.Positions[3] = near.Positions[0] + 1.5;
        (near.Positions[4], near.Positions[5]) = (near.Positions[1], near.Positions[2]);
        var beyond = Assert.Single(BeyondTraining.Of([training[0], near], summary, Cells.Species, 1));
        Assert.Same(near, beyond.Cell);
        Assert.InRange(beyond.Distance, 0, 1.5);
        Assert.True(beyond.Shortest > 2);
    }

    [Fact]
    public void SubsetsAreNestedAndHaveTheSameShareOfEveryGroup()
    {
        Configuration[] all =
            [.. Enumerable.Range(0, 80).Select(seed => Cells.Random(seed) with { ConfigType = seed % 4 == 0 ? "a" : "b" })];
        var summary = DataSummary.Of(all, 2, 5);
        var shares = new NestedShares(all, summary);
        Assert.Equal(all, shares.Of(1));
        var (quarter, half) = (shares.Of(0.25), shares.Of(0.5));
        Assert.Superset(quarter.ToHashSet(), half.ToHashSet());
        Assert.InRange(quarter.Count(c => c.ConfigType == "a"), 5, 8);
        Assert.InRange(quarter.Count(c => c.ConfigType == "b"), 15, 18);
        Assert.All(summary.ClosestPairs, pair => Assert.Contains(all[pair.Index], shares.Of(0.01)));
    }

    [Fact]
    public void ATrendIsThePowerLawOfItsPoints()
    {
        var law = PowerLaw.Through([(100, 10), (200, 5), (400, 2.5)])!;
        Assert.Equal(1, law.Exponent, 1e-12);
        Assert.Equal(0.5, law.Doubling, 1e-12);
        Assert.Equal(1.25, law.At(800), 1e-12);
        Assert.Null(PowerLaw.Through([(100, 10)]));
        Assert.Null(PowerLaw.Through([(100, 10), (200, 0)]));
    }

    [Theory, InlineData(0.1, 0.5), InlineData(0.8, 0.8), InlineData(1.5, 1)]
    public void TwiceTheDataDoNotHelpBeyondTheTrainingError(double training, double left)
    {
        (int Cells, double Error)[] fits = [(100, 4), (200, 2), (400, 1)];
        DataCurvePoint[] points = [.. fits.Select(fit => new DataCurvePoint("mtp:8", fit.Cells, new(1, training), new(1, fit.Error)))];
        Assert.Equal(left, new DataCurve(points, null).Doubled(errors => errors?.EnergyRmse)!.Value, 1e-9);
        Assert.Null(new DataCurve(points, null).Doubled(errors => errors?.ForceRmse));
    }

    [Theory]
    [InlineData("mtp:16", "mtp:14"), InlineData("ace:12", "ace:10")]
    [InlineData("mtp:4", null), InlineData("ace:15,3,2,1/0,2,2,1", null), InlineData(null, null)]
    public void TheBasisBelowIsOfTheSameFamily(string? basis, string? expected) => Assert.Equal(expected, DataCurve.BasisBelow(basis));

    private static Kinds KindsOf(CellErrors[] training, CellErrors[] validation) =>
        Kinds.For([.. training.Select(cell => cell.Cell)], [.. validation.Select(cell => cell.Cell)], Cells.Species);

    /// <summary>Cells whose energy errors have a size, give or take a third.</summary>
    private static IEnumerable<CellErrors> Group(string name, int count, double error, string? element = null)
    {
        for (var i = 0; i < count; i++)
        {
            var cell = Cells.Random(i) with { ConfigType = name, Energy = -10 };
            if (element is not null) cell = cell with { Types = [.. cell.Types.Select(_ => Cells.Species.IndexOf(element))] };
            yield return new CellErrors(cell, error * (1 + (i % 3 - 1) / 3.0), null, null, 0, null);
        }
    }
}
