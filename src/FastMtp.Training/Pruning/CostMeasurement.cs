using FastMtp.Basis;
using FastMtp.Basis.Families;
using FastMtp.Data;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Training.Fitting;
using FastMtp.Training.Studies;

namespace FastMtp.Training.Pruning;

/// <summary>Measures times on this machine, with the kernels that simulations will use and the neighbours of the data.</summary>
/// <param name="start">The potential that is pruned.</param>
/// <param name="data">Configurations.</param>
/// <param name="kernels">The kernel for a plan.</param>
internal sealed class CostMeasurement(PotentialModel start, IReadOnlyList<Configuration> data, Func<BasisPlan, MtpKernel> kernels)
{
    private const int Atoms = 2000;

    /// <summary>Bases with generated kernels of all sizes; those of ACE have many radial functions and few products.</summary>
    private static readonly string[] Bases = ["mtp:2", "mtp:6", "mtp:8", "mtp:10", "mtp:12", "mtp:14", "mtp:16", "ace:8", "ace:10"];

    /// <summary>Parts of the start of these sizes, at random, tell what larger bases do more of apart.</summary>
    private static readonly double[] Parts = [0.7, 0.5, 0.35, 0.25, 0.15, 0.08];

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(0.2);

    /// <summary>The terms of the cost, scaled to give the time of the start exactly.</summary>
    public CostModel Model()
    {
        PotentialModel[] all = [start, .. Bases.Where(basis => basis != start.Plan.Name).Select(WithRandomCoefficients), .. Parts.Select(Part)];
        PlanCounts[] counts = [.. all.Select(potential => new PlanGraph(potential.Plan).Counts)];
        var times = Measure(all);
        var model = CostModel.Fit([.. counts.Zip(times)]);
        return model.Scaled(times[0] / model.Of(counts[0]));
    }

    /// <summary>The time with a smaller potential as a fraction of that with the start; both are measured in turns.</summary>
    public double Share(PotentialModel pruned)
    {
        var times = Measure([start, pruned]);
        return times[1] / times[0];
    }

    /// <summary>µs/atom with the start and with a smaller potential, the latter also by the interpreter.</summary>
    public (double Start, double Pruned, double Interpreted) Times(PotentialModel pruned)
    {
        var (times, interpreter) = (Measure([start, pruned]), KernelRegistry.All(pruned.Plan).First(kernel => kernel.Kind == "interpreter"));
        return (times[0], times[1], EvaluationTime.Of([pruned with { Repulsion = null }], data, Atoms, Time, _ => interpreter)[0]);
    }

    /// <summary>The start without random groups of functions, down to a share of its operations.</summary>
    private PotentialModel Part(double share)
    {
        var (graph, random) = (new PlanGraph(start.Plan), new SplitMix64((ulong)(100 * share)));
        var most = share * graph.Counts.Operations;
        List<int> left = [.. Enumerable.Range(0, start.Plan.Functions.Length)];
        var groups = graph.Groups.ToArray();
        random.Shuffle<int[]>(groups);
        foreach (var group in groups)
        {
            int[] members = [.. group.Where(left.Contains)];
            if (graph.Counts.Operations <= most) break;
            // Large groups would leave nothing to choose from.
            if (members.Length == 0 || members.Length > left.Count / 2) continue;
            graph.Remove(members);
            left.RemoveAll(members.Contains);
        }
        return new PlanSubset(start.Plan, left).Of(start);
    }

    private double[] Measure(IReadOnlyList<PotentialModel> potentials) =>
        EvaluationTime.Of([.. potentials.Select(potential => potential with { Repulsion = null })], data, Atoms, Time, kernels);

    /// <summary>Times depend on shapes and not on coefficients.</summary>
    private PotentialModel WithRandomCoefficients(string basis)
    {
        const double scale = 0.01;
        var potential = PotentialModel.Unfitted(start.Species!, BasisPlan.Of(basis), start.Radial);
        var parameters = RandomStart.Draw(potential.Layout, 0, scale);
        parameters.AsSpan(potential.Layout.Moments).Fill(scale);
        return potential.WithParameters(parameters);
    }
}
