using FastMtp.Properties.Statistics;

namespace FastMtp.Properties.Tests;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void CorrelationTimeOfAnAutoregressiveSeriesIsKnown(double memory)
    {
        var time = Autocorrelation.Time(Autoregressive(100_000, memory, seed: 1));
        Assert.Equal(0.5 * (1 + memory) / (1 - memory), time, tolerance: 0.08 / (1 - memory));
    }

    [Fact]
    public void AConstantHasNoError()
    {
        var average = SeriesAverage.Of([.. Enumerable.Repeat(0.1, 100)]);
        Assert.Equal(0.1, average.Mean, 15);
        Assert.Equal(0, average.Error, 15);
        Assert.Equal(100, average.Independent);
    }

    [Fact]
    public void TheErrorCoversTheMeanAsOftenAsItShould()
    {
        const int repetitions = 400;
        var covered = Enumerable.Range(0, repetitions).Count(seed =>
        {
            var average = SeriesAverage.Of(Autoregressive(4000, 0.9, seed));
            return Math.Abs(average.Mean) < 2 * average.Error;
        });
        Assert.InRange(covered / (double)repetitions, 0.92, 1);
    }

    [Fact]
    public void TheStartOfARelaxationIsLeftOut()
    {
        var series = Autoregressive(5000, 0.5, seed: 3);
        for (var i = 0; i < series.Length; i++) series[i] += 50 * Math.Exp(-i / 200.0);
        var start = Equilibration.Start(series);
        Assert.InRange(start, 600, 1600);
        Assert.True(Math.Abs(SeriesAverage.Of(series.AsSpan(start)).Mean) < 0.2);
    }

    [Fact]
    public void AShortTransientOfASlowSeriesIsLeftOut()
    {
        var series = Autoregressive(700, 0.95, seed: 6);
        for (var i = 0; i < series.Length; i++) series[i] -= 25 * Math.Exp(-i / 12.0);
        Assert.InRange(Equilibration.Start(series), 20, 120);
    }

    [Fact]
    public void LittleOfASteadySeriesIsLeftOut()
    {
        var starts = Enumerable.Range(0, 40).Select(seed => Equilibration.Start(Autoregressive(2000, 0.9, seed))).Order().ToArray();
        Assert.InRange(starts[20], 0, 300);
    }

    [Fact]
    public void ASeriesThatHasNotSettledDrifts()
    {
        double[] times = [.. Enumerable.Range(0, 1000).Select(i => (double)i)];
        var steady = Autoregressive(1000, 0.5, seed: 4);
        Assert.False(Equilibration.IsDrifting(times, steady));
        Assert.True(Equilibration.IsDrifting(times, [.. steady.Select((x, i) => x + 0.005 * i)]));
    }

    [Fact]
    public void ALineHasItsSlopeAndAnErrorThatCoversIt()
    {
        var noise = Autoregressive(2000, 0.8, seed: 5);
        double[] x = [.. Enumerable.Range(0, noise.Length).Select(i => 0.1 * i)];
        var line = Line.Through(x, [.. noise.Select((y, i) => 3 + 0.25 * x[i] + y)]);
        Assert.InRange(Math.Abs(line.Slope - 0.25), 0, 3 * line.Error);
        Assert.InRange(line.Error, 1e-5, 0.01);
    }

    internal static double[] Autoregressive(int count, double memory, int seed)
    {
        var random = new Random(seed);
        var series = new double[count];
        var value = 0.0;
        for (var i = -100; i < count; i++)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            value = memory * value + normal;
            if (i >= 0) series[i] = value;
        }
        return series;
    }
}
