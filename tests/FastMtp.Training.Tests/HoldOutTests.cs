using FastMtp.Basis;
using FastMtp.Training.Fits;

namespace FastMtp.Training.Tests;

/// <summary>Validation data that a fit takes from its training data.</summary>
public class HoldOutTests
{
    private static readonly SpeciesList Species = SpeciesList.Parse("Mo,W");
    private static readonly IReadOnlyList<Configuration> Data =
        [.. Cells("bulk", 40, 1), .. Cells("surface", 20, 2), .. Cells("pair", 2, 3), .. Cells("liquid", 38, 4)];

    [Fact]
    public void EveryGroupGivesItsShare()
    {
        var data = Of(Data);
        Assert.Equal((10, 3), (data.Held!.Count, data.Held.Groups));
        Assert.Equal([("bulk", 4), ("liquid", 4), ("surface", 2)],
            data.Validation.GroupBy(c => c.ConfigType!).Select(g => (g.Key, g.Count())).OrderBy(g => g.Key, StringComparer.Ordinal));
        Assert.Equal(
            Data.OrderBy(c => c.Origin),
            data.Training.Concat(data.Validation).OrderBy(c => c.Origin),
            ReferenceEqualityComparer.Instance);
        Assert.Equal(data.Training.Count, data.Summary.Configurations);
    }

    [Fact]
    public void ValidationDataWithoutLabelsThatCountAreRefused()
    {
        Configuration[] unlabelled = [.. Data.Take(3).Select(c => c with { Energy = null, Forces = null, Virial = null })];
        Assert.Contains("No validation configuration has a label that counts", Refused(unlabelled, new LossWeights()));
        Assert.Contains("No validation configuration has a label that counts",
            Refused([.. Data.Where(c => c.ConfigType == "pair")], new LossWeights { Groups = new Dictionary<string, double> { ["pair"] = 0 } }));
        FitData.Of(Data, [unlabelled[0], Data[^1]], Species, new LossWeights(), 5, 1);

        static string Refused(IReadOnlyList<Configuration> validation, LossWeights weights) =>
            Assert.Throws<InputException>(() => FitData.Of(Data, validation, Species, weights, 5, 1)).Message;
    }

    [Fact]
    public void ItIsTheSameEveryTime()
    {
        Assert.Equal(Of(Data).Validation.Select(c => c.Origin), Of([.. Data]).Validation.Select(c => c.Origin));
        Assert.Equal(20, Of(Data, 0.2).Held!.Count);
    }

    [Fact]
    public void TheNearestAtomsAndTheOnlyCellsOfASpeciesStay()
    {
        for (var odd = 0; odd < 40; odd++)
        {
            var data = Data.ToArray();
            data[odd] = data[odd] with { Positions = [0, 0, 0, 0, 0, 1.5 + 1e-3 * odd] };
            data[(odd + 7) % 40] = data[(odd + 7) % 40] with { Types = [1, 1] };
            var held = Of(data);
            Assert.Contains(held.Training, c => ReferenceEquals(c, data[odd]));
            Assert.Contains(held.Training, c => ReferenceEquals(c, data[(odd + 7) % 40]));
            Assert.Empty(held.Domain.Beyond);
        }
    }

    [Fact]
    public void CopiesAndSuccessiveFramesStayTogether()
    {
        // Runs of five frames that hardly differ, each read twice.
        Configuration[] run = [.. Enumerable.Range(0, 300).Select(i => Cell("run", 2.5 + 0.2 * (i / 5) + 0.01 * (i % 5), $"{i}"))];
        var held = Of([.. run, .. run.Select(c => c with { Origin = $"{c.Origin} again" })]);
        Assert.InRange(held.Held!.Count, 30, 60);
        var places = held.Validation.Select(c => c.Positions[5]).ToHashSet();
        Assert.DoesNotContain(held.Training, c => places.Contains(c.Positions[5]));
        var runs = held.Validation.Select(c => (int)((c.Positions[5] - 2.499) / 0.2)).ToHashSet();
        Assert.DoesNotContain(held.Training, c => runs.Contains((int)((c.Positions[5] - 2.499) / 0.2)));
    }

    [Fact]
    public void FewDataAreAllFitted()
    {
        var data = Of([.. Data.Take(19)]);
        Assert.Equal((0, 19, 0), (data.Held!.Count, data.Training.Count, data.Validation.Count));
        Assert.Equal(3, Of([.. Data.Take(20)]).Held!.Count);
        Assert.Null(Of(Data, 0).Held);
        Assert.Null(FitData.Of(Data, [.. Data.Take(3)], Species, new LossWeights(), 9, 1, 0.1).Held);
    }

    [Fact]
    public void ImpossibleSharesAreRefused()
    {
        Assert.Throws<InputException>(() => Of(Data, 0.6));
        Assert.Throws<InputException>(() => Of(Data, -0.1));
        Assert.Throws<InputException>(() => Of(Data, double.NaN));
    }

    [Fact]
    public void AFitHoldsOutUnlessToldOtherwise()
    {
        var options = new FitOptions { Level = 2, Steps = 2, Cutoff = 9, Threads = 1 };
        var result = Fit.Run(Data, options);
        Assert.Equal(10, result.HeldOut);
        Assert.NotNull(result.ValidationErrors);
        Assert.All(result.History.Where(step => step.Validation is not null), step => Assert.NotNull(step.Training));
        var notes = result.Potential.Model.Metadata;
        Assert.Contains("90 configurations, 10 for validation, held out", notes["data"], StringComparison.Ordinal);
        Assert.StartsWith("balanced, from the spread of the labels: energy ", notes["loss"], StringComparison.Ordinal);
        Assert.Null(Fit.Run(Data, options with { HoldOut = 0 }).ValidationErrors);
    }

    private static FitData Of(IReadOnlyList<Configuration> data, double share = HoldOut.Usual) =>
        FitData.Of(data, [], Species, new LossWeights { Favor = Favor.Balanced }, 9, 1, share);

    private static IEnumerable<Configuration> Cells(string group, int count, ulong seed)
    {
        var random = new SplitMix64(seed);
        return [.. Enumerable.Range(0, count).Select(i => Cell(group, 4 + 1.9 * random.NextSigned(), $"{group} {i}"))];
    }

    /// <summary>Two atoms in a box.</summary>
    private static Configuration Cell(string group, double distance, string origin) => new()
    {
        Species = Species,
        Types = [0, 0],
        Positions = [0, 0, 0, 0, 0, distance],
        Energy = -3 / distance,
        Forces = [0, 0, 1 / distance, 0, 0, -1 / distance],
        ConfigType = group,
        Origin = origin,
    };
}
