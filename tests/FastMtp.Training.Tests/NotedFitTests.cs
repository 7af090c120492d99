using FastMtp.Training.Fits;

namespace FastMtp.Training.Tests;

public class NotedFitTests
{
    [Fact]
    public void TheWordsOfWeightsAreReadBack()
    {
        LossWeights[] all =
        [
            new() { Energy = 2, Force = 0.05, Stress = 0.001, Normalization = LossNormalization.PerAtom },
            new(), new() { Favor = Favor.Forces, Energy = 3 }, new LossWeights { Favor = Favor.Balanced }.Balanced(4),
        ];
        foreach (var weights in all)
        {
            var read = NotedFit.Of(new Dictionary<string, string> { ["loss"] = weights.Words }).Weights;
            Assert.Equal((weights.Favor, weights.Balance), (read.Favor, read.Balance));
            if (weights.Favor is null) Assert.Equal(weights.Words, read.Words);
        }
    }

    [Fact]
    public void NumbersOfHeldOutConfigurationsAreReadBack()
    {
        Assert.Equal((90, 10), NotedFit.Of(Data("90 configurations, 10 for validation, held out")).HeldOut);
        Assert.Null(NotedFit.Of(Data("90 configurations, 10 for validation")).HeldOut);
        Assert.Null(NotedFit.Of(new Dictionary<string, string>()).HeldOut);
        Assert.Equal(Favor.Balanced, NotedFit.Of(new Dictionary<string, string>()).Weights.Favor);

    }

    [Theory]
    [InlineData("90 configurations, 10 for validation, held out", 100, null)]
    [InlineData("90 configurations, 10 for validation, held out", 90, null)]
    [InlineData("90 configurations, 10 for validation, held out", 95, "fitted to 100 configurations, but the training data have 95")]
    [InlineData("90 configurations, 10 for validation", 90, null)]
    [InlineData("90 configurations, 0 for validation", 12, "a.fmtp was fitted to 90 configurations, but the training data have 12")]
    [InlineData("some", 12, null)]
    public void OtherNumbersOfConfigurationsAreNoted(string words, int count, string? note)
    {
        var found = NotedFit.Of(Data(words)).OtherData("a.fmtp", count);
        if (note is null) Assert.Null(found);
        else Assert.Contains(note, found, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Data(string words) => new() { ["data"] = words };
}
