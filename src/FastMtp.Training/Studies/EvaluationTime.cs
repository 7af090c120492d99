using System.Diagnostics;
using FastMtp.Basis;
using FastMtp.Evaluation;
using FastMtp.Kernels;
using FastMtp.Neighbors;
using FastMtp.Packing;
using FastMtp.Potentials;

namespace FastMtp.Training.Studies;

/// <summary>
/// How long potentials take for energy, forces and virial, on the calling thread. Neighbours are searched and packed beforehand:
/// their cost is the same for all potentials, and simulations do that only once in many steps.
/// </summary>
internal static class EvaluationTime
{
    /// <summary>More atoms make the result hardly more accurate.</summary>
    private const int MostAtoms = 10_000;

    private const int FewestRounds = 10;

    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(0.2);

    /// <summary>Measures the potentials in turns, so that whatever else the machine does slows them alike.</summary>
    /// <param name="potentials">Potentials with the same species and cutoff.</param>
    /// <param name="configurations">The atoms to evaluate; of many, some are chosen evenly.</param>
    /// <param name="mostAtoms">How many atoms to choose about, if there are more.</param>
    /// <param name="leastTime">How long to measure each potential at least; by default 0.2 s.</param>
    /// <param name="kernels">The kernel for a plan; by default one that needs no compiling.</param>
    /// <returns>Microseconds per atom of each potential.</returns>
    public static double[] Of(IReadOnlyList<PotentialModel> potentials, IReadOnlyList<Configuration> configurations,
        int mostAtoms = MostAtoms, TimeSpan? leastTime = null, Func<BasisPlan, MtpKernel>? kernels = null)
    {
        var time = potentials.Count * (leastTime ?? LeastTime);
        var blocks = new Dictionary<int, List<AtomBlock>>();
        var chosen = Sample(configurations, mostAtoms);
        var clocks = new List<PotentialClock>();
        try
        {
            foreach (var potential in potentials)
            {
                var kernel = kernels?.Invoke(potential.Plan) ?? KernelRegistry.For(potential.Plan);
                if (!blocks.TryGetValue(kernel.Lanes, out var own)) blocks[kernel.Lanes] = own = Pack(potential, kernel.Lanes, chosen);
                clocks.Add(new PotentialClock(potential, kernel, own));
            }
            var start = Stopwatch.GetTimestamp();
            // The first round warms up.
            for (var round = 0; round <= FewestRounds || Stopwatch.GetElapsedTime(start) < time; round++)
                foreach (var clock in clocks) clock.Measure(keep: round > 0);
            return [.. clocks.Select(clock => clock.Microseconds / chosen.Sum(c => c.Count))];
        }
        finally
        {
            foreach (var clock in clocks) clock.Dispose();
            foreach (var block in blocks.Values.SelectMany(all => all)) block.Dispose();
        }
    }

    private static Configuration[] Sample(IReadOnlyList<Configuration> configurations, int mostAtoms)
    {
        var step = Math.Max(1, configurations.Sum(c => (long)c.Count) / mostAtoms);
        return [.. configurations.Where((_, i) => i % step == 0)];
    }

    /// <summary>Blocks as evaluators make them: small configurations side by side, large ones in parts.</summary>
    private static List<AtomBlock> Pack(PotentialModel potential, int lanes, IReadOnlyList<Configuration> configurations)
    {
        var builder = new AtomBlockBuilder(lanes, potential.SpeciesCount, potential.Radial.Cutoff);
        var blocks = new List<AtomBlock>();
        foreach (var together in ConfigurationGroups.Of(configurations))
        {
            if (together.Count > 1)
            {
                foreach (var configuration in together) builder.Add(Search(configuration), 0, configuration.Count);
                blocks.Add(builder.Build());
                continue;
            }
            var search = Search(together[0]);
            var groups = new AtomGroups(search.AtomCount);
            for (var i = 0; i < groups.Count; i++)
            {
                builder.Add(search, search.Order.Slice(groups[i].First, groups[i].Count));
                blocks.Add(builder.Build());
            }
        }
        return blocks;

        NeighborSearch Search(Configuration configuration) => new(potential.Take(configuration), potential.Radial.Cutoff);
    }
}
