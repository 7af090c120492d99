using FastMtp.Neighbors;
using FastMtp.Tests.Atoms;
using FastMtp.Tests.Evaluation;
using FastMtp.Tests.Shared;

namespace FastMtp.Native.Tests;

/// <summary>
/// State kept between calls must not affect results when atoms move under one list, or lists, species and masks change.
/// </summary>
public sealed unsafe class MovingListsTests
{
    [NeedsFact]
    public void AtomsMoveUnderOneList()
    {
        var start = SampleConfigurations.Create("large");
        var random = new Random(2);
        var velocities = start.Positions.Select(_ => random.NextDouble() - 0.5).ToArray();
        // From steps that move nobody out of a skin to those that do, and back to where everything began.
        foreach (var cpu in (string[])["v3", .. Tools.Missing([Tools.Avx512]) is null ? ["v4"] : Array.Empty<string>()])
        {
            var api = new Api(PublishedLibrary.PathOf($"libfastmtp-{cpu}.so"));
            var potential = api.Opened(GoldenData.PathOf("g12.mtp"));
            foreach (var time in (double[])[0, 0.02, 0.05, 0.1, 0.3, 0.31, 0.6, 0.59, 0.02, 0])
            {
                var moved = start with { Positions = [.. start.Positions.Select((x, k) => x + time * velocities[k])] };
                AssertAgrees(api, potential, new GhostSystem(start, 7, moved), moved);
            }
            api.Close(potential);
        }
    }

    [NeedsFact]
    public void ListsAndSpeciesChange()
    {
        var api = Api.Default;
        var potential = api.Opened(GoldenData.PathOf("g12.mtp"));
        var configuration = SampleConfigurations.Create("bulk");
        AssertAgrees(api, potential, new GhostSystem(configuration, 6), configuration);
        AssertAgrees(api, potential, new GhostSystem(configuration, 7), configuration);
        var swapped = configuration with { Types = [.. configuration.Types.Reverse()] };
        AssertAgrees(api, potential, new GhostSystem(swapped, 7), swapped);
        AssertAgrees(api, potential, new GhostSystem(swapped, 7), swapped, extraBits: 1 << 30);
        // A list that is refused leaves nothing behind.
        var broken = new GhostSystem(swapped, 7);
        broken.ListOf(broken.Centers[3])[0] = -5;
        Assert.Equal(1, new Evaluated(broken.Count).Compute(results => broken.Compute(api, potential, results, asPointers: true)));
        AssertAgrees(api, potential, new GhostSystem(swapped, 7), swapped);
        var shorter = Deformations.Reordered(swapped, [0, 3, 5]);
        AssertAgrees(api, potential, new GhostSystem(shorter, 7), shorter);
        api.Close(potential);
    }

    private static void AssertAgrees(Api api, nint potential, GhostSystem ghosts, Configuration configuration, int extraBits = 0)
    {
        var expected = Evaluated.Managed(GoldenData.Potential(12), configuration);
        var evaluated = new Evaluated(ghosts.Count);
        Assert.Equal(0, evaluated.Compute(results => ghosts.Compute(api, potential, results, asPointers: true, extraBits)));
        Evaluated.Close([expected.Energy], [evaluated.Energy], 1e-12 * configuration.Count);
        Evaluated.Close(expected.Forces, ghosts.ToAtoms(evaluated.Forces, 3), 1e-11);
        Evaluated.Close([NeighborSearch.ShortestDistance(configuration)], [evaluated.Shortest], 1e-12);
    }
}
