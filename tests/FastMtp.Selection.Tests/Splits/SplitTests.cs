using FastMtp.Selection.Descriptors;
using FastMtp.Selection.Splits;

namespace FastMtp.Selection.Tests.Splits;

public class SplitTests
{
    /// <summary>100 cells of group a, 31 of group b, 5 of group c; each tenth comes again, turned.</summary>
    private static readonly Configuration[] All = [.. Enumerable.Range(0, 136).Select(i =>
        (i % 10 == 9 ? Cells.Turned(Cells.Random(i - 1)) : Cells.Random(i)) with { ConfigType = i < 100 ? "a" : i < 131 ? "b" : "c" })];

    private static readonly DescriptorRows Rows = ConfigurationDescriptors.Of(All, 2, 5, 2);

    [Fact]
    public void EveryGroupGivesItsFraction()
    {
        var parts = DataSplit.Of(All, Rows, new SplitSettings { Validation = 0.2, Test = 0.1 });
        foreach (var group in All.Zip(parts).GroupBy(member => member.First.ConfigType))
        {
            var (size, validation, test) = (group.Count(), Count(Part.Validation), Count(Part.Test));
            // A copy that would be one too many stays with its original.
            Assert.InRange(validation, Math.Floor(0.2 * size) - 1, Math.Ceiling(0.2 * size));
            Assert.InRange(test, Math.Floor(0.1 * size) - 1, Math.Ceiling(0.1 * size));

            int Count(Part part) => group.Count(member => member.Second == part);
        }
        Assert.InRange(parts.Count(part => part == Part.Validation), 26, 28);
    }

    [Fact]
    public void ASeedGivesTheSameSplitAndAnotherAnother()
    {
        var first = DataSplit.Of(All, Rows, new SplitSettings { Seed = 1 });
        Assert.Equal(first, DataSplit.Of(All, Rows, new SplitSettings { Seed = 1 }));
        Assert.NotEqual(first, DataSplit.Of(All, Rows, new SplitSettings { Seed = 2 }));
    }

    [Theory]
    [InlineData("random")]
    [InlineData("descriptors")]
    [InlineData("groups")]
    public void CopiesStayTogether(string way)
    {
        var settings = way switch
        {
            "groups" => new SplitSettings { ValidationGroups = ["b"], TestGroups = ["c"] },
            _ => new SplitSettings { Validation = 0.3, Test = 0.3, Rule = way == "random" ? SplitRule.Random : SplitRule.Descriptors },
        };
        var parts = DataSplit.Of(All, Rows, settings);
        for (var i = 9; i < All.Length; i += 10) Assert.Equal(parts[i - 1], parts[i]);
        Assert.Equal(3, parts.Distinct().Count());
    }

    [Fact]
    public void DescriptorsPutTheExtremesIntoTheTrainingData()
    {
        var parts = DataSplit.Of(All, Rows, new SplitSettings { Validation = 0.25, Rule = SplitRule.Descriptors });
        Assert.InRange(parts.Count(part => part == Part.Validation), 32, 34);
        var random = DataSplit.Of(All, Rows, new SplitSettings { Validation = 0.25 });
        Assert.True(Largest(parts) < Largest(random));
        Assert.Equal(Part.Training, parts[Enumerable.Range(0, All.Length).MaxBy(Rows.Size)]);

        static double Largest(Part[] parts) => DistanceToTraining.Of(Rows, parts, Part.Validation).Largest;
    }

    [Fact]
    public void GroupsGoWhereTheyAreToldTo()
    {
        var parts = DataSplit.Of(All, Rows, new SplitSettings { ValidationGroups = ["b"], TestGroups = ["c"] });
        Assert.All(All.Zip(parts), member => Assert.Equal(
            member.First.ConfigType switch { "a" => Part.Training, "b" => Part.Validation, _ => Part.Test }, member.Second));
    }

    [Theory]
    [InlineData("d", "There is no group d; the data have a, b, c.")]
    [InlineData("a,b,c", "No configuration is left for training (all: 136, ")]
    public void WhatCannotBeIsASentence(string groups, string sentence)
    {
        var e = Assert.Throws<InputException>(() => DataSplit.Of(All, Rows, new SplitSettings { ValidationGroups = groups.Split(',') }));
        Assert.StartsWith(sentence, e.Message);
    }
}
