using FastMtp.Potentials;
using FastMtp.Training.Forms;
using FastMtp.Training.Studies;

namespace FastMtp.Training.Tests.Studies;

public class RankChoiceTests
{
    private static readonly ParameterLayout Level14 = new(new(4, 4, 8), 52);

    [Fact]
    public void OptimalIsTheLowestMeanLossWithAFifthFewerParameters()
    {
        FitGroup[] groups =
        [
            Outcomes.Group(4, 192, 30, 34), Outcomes.Group(6, 288, 20, 28), Outcomes.Group(8, 384, 25, 25), Outcomes.Group(9, 432, 10, 10),
        ];
        Assert.Equal("mf 6", RankChoice.Optimal(512, groups)!.Model.ToString());
        Assert.Equal("mf 4", RankChoice.Optimal(352, groups)!.Model.ToString());
        Assert.Null(RankChoice.Optimal(200, groups));
    }

    [Fact]
    public void ExactlyAFifthFewerIsEnough() => Assert.NotNull(RankChoice.Optimal(500, [Outcomes.Group(8, 400, 1)]));

    [Fact]
    public void HalfIsTheNearestToHalfTheParameters()
    {
        FitGroup[] groups = [Outcomes.Group(8, 384, 1), Outcomes.Group(5, 240, 9), Outcomes.Group(6, 288, 1)];
        Assert.Equal("mf 5", RankChoice.Half(512, groups, g => g.RadialParameters)!.Model.ToString());
        Assert.Equal("mf 5", RankChoice.Half(528, groups, g => g.RadialParameters)!.Model.ToString());
        Assert.Null(RankChoice.Half(512, Array.Empty<FitGroup>(), g => g.RadialParameters));
    }

    [Theory]
    [InlineData("base", "base")]
    [InlineData("mf", "mf 2; mf 3; mf 5; mf 6; mf 8; mf 10")]
    [InlineData("rmf", "rmf 2; rmf 4; rmf 6; rmf 8; rmf 11; rmf 16")]
    [InlineData("tf", "tf 2,2,2; tf 4,4,4; tf 4,6,4; tf 4,8,4; tf 4,11,4; tf 4,14,4")]
    [InlineData("mfra", "mfra 4; mfra 6; mfra 8; mfra 10")]
    [InlineData("shared", "shared 1; shared 2; shared 3; shared 4; shared 5; shared 7")]
    [InlineData("symmetric", "symmetric")]
    [InlineData("pairs", "pairs 1; pairs 2; pairs 3; pairs 4")]
    [InlineData("rpairs", "rpairs 1; rpairs 2; rpairs 4")]
    [InlineData("pairsra", "pairsra 4")]
    public void TheGridSpreadsOverTheParameters(string form, string expected)
    {
        var models = RankGrid.Models(RadialForms.Named(form)!, Level14);
        Assert.Equal(expected, string.Join("; ", models.Select(m => m.ToString().Split(" from")[0])));
        Assert.All(models, m => Assert.InRange(m.ParameterCount(Level14.RadialShape), 1, 512));
    }

    [Theory]
    [InlineData("mf", "mf 3; mf 5")]
    [InlineData("rmf", "rmf 3; rmf 6")]
    [InlineData("tf", "tf 3,3,3; tf 4,6,4")]
    [InlineData("base", "base")]
    public void RanksNearestToAQuarterAndAHalfNeedNoFit(string form, string expected) =>
        Assert.Equal(expected, string.Join("; ", RankGrid.Nearest(RadialForms.Named(form)!, Level14, 0.25, 0.5)));

    [Theory]
    [InlineData(1, 1, 8)]
    [InlineData(20, 4, 8)]
    [InlineData(2, 6, 12)]
    public void EveryPotentialHasAGrid(int species, int functions, int size)
    {
        var layout = new ParameterLayout(ToyPotential.Labelled(species, functions, size), 10);
        foreach (var form in RadialForms.All.Where(form => form.Name != "tf5" || layout.RadialShape.Labels is not null))
            Assert.All([.. RankGrid.Nearest(form, layout, 0.25, 0.5), .. RankGrid.Models(form, layout)],
                m => Assert.InRange(m.ParameterCount(layout.RadialShape), 1, 2 * layout.RadialCount));
    }

    [Fact]
    public void SpreadIsThatOfASample()
    {
        var spread = Spread.Of([2, null, 4, 9])!.Value;
        Assert.Equal(5, spread.Mean, 1e-15);
        Assert.Equal(Math.Sqrt(13), spread.Sigma!.Value, 1e-14);
        Assert.Equal(new Spread(3, null), Spread.Of([3]));
        Assert.Null(Spread.Of([null]));
    }

    [Fact]
    public void GroupsKeepTheOrderOfTheFits()
    {
        FitSpecification Fit(RadialForm model, int level, ulong seed) => new(model, $"mtp:{level}", seed);
        var groups = FitGroup.Of(((FitSpecification[])[
            Fit(RadialForm.Base, 14, 0), Fit(RadialForm.Mf(8), 14, 0), Fit(RadialForm.Mf(8), 16, 0), Fit(RadialForm.Base, 14, 1),
            Fit(RadialForm.Mf(8), 14, 1),
        ]).Select(fit => Outcomes.Of(fit)));
        Assert.Equal(["base 14 2", "mf 8 14 2", "mf 8 16 1"], groups.Select(g => $"{g.Model} {g.Level} {g.Fits.Count}"));
        Assert.Equal(new Spread(1, 0), groups[0].Validation!.Loss);
        Assert.Null(groups[0].Training.Force);
    }
}
