using FastMtp.Tests.Atoms;
using FastMtp.Tests.Shared;

namespace FastMtp.Native.Tests;

/// <summary>One potential, several threads.</summary>
public sealed unsafe class ThreadTests
{
    [NeedsFact]
    public void CallersShareAPotential()
    {
        var api = Api.Default;
        var potential = api.Opened(GoldenData.PathOf("g12.mtp"));
        var configurations = GoldenData.Configurations();
        var alone = configurations.Select(c => Evaluated.Of(api, potential, c)).ToList();
        Parallel.For(0, 64, i =>
        {
            var k = i % configurations.Count;
            var evaluated = Evaluated.Of(api, potential, configurations[k]);
            Assert.Equal(alone[k].Energy, evaluated.Energy);
            Assert.Equal(alone[k].Forces, evaluated.Forces);
            // The sentence of another thread's failure is not this one's.
            Assert.Equal(1, api.Open($"none{i}.mtp", null, out _));
            Assert.StartsWith($"none{i}.mtp", api.LastError, StringComparison.Ordinal);
        });
        api.Close(potential);
    }

    [NeedsFact]
    public void ResultsDoNotDependOnTheNumberOfThreads()
    {
        var (api, configuration) = (Api.Default, SampleConfigurations.Create("large"));
        var potential = api.Opened(GoldenData.PathOf("g12.mtp"));
        var alone = Evaluated.Of(api, potential, configuration);
        foreach (var threads in (int[])[2, 3, 0])
        {
            Assert.Equal(0, api.SetThreads(potential, threads));
            var evaluated = Evaluated.Of(api, potential, configuration);
            Assert.Equal(alone.Energy, evaluated.Energy);
            Assert.Equal(alone.Forces, evaluated.Forces);
            Assert.Equal(alone.Virials, evaluated.Virials);
        }
        Assert.Equal(1, api.SetThreads(potential, -1));
        api.Close(potential);
    }
}
