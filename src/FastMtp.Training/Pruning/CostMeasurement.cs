using FastMtp.Basis;
using FastMtp.Basis.Families;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Training.Fits;
using FastMtp.Training.Fitting;
using FastMtp.Training.Studies;

namespace FastMtp.Training.Pruning;

/// <summary>Measures times on this machine, with the kernels that simulations will use and the neighbours of the data.</summary>
/// <param name="start">The potential that is pruned.</param>
/// <param name="data">The data.</param>
/// <param name="kernels">The kernel for a plan.</param>
internal sealed class CostMeasurement(PotentialModel start, FitData data, Func<BasisPlan, MtpKernel> kernels)
{
    private const int Atoms = 2000;

    /// <summary>Bases with generated kernels; those of ACE have many radial functions with few moments each.</summary>
    private static readonly string[] Bases = ["mtp:2", "mtp:6", "mtp:8", "mtp:10", "mtp:12", "mtp:14", "mtp:16", "ace:8", "ace:10"];

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(0.2);

    /// <summary>
    /// The terms of the cost. Passes of kernels are timed by themselves. Whole evaluations tell what radial functions take in addition, and
    /// by what factor passes are slower amid everything else. All is scaled to give the time of the start exactly.
    /// </summary>
    public CostModel Model()
    {
        PotentialModel[] all = [start, .. Bases.Where(basis => basis != start.Plan.Name).Select(WithRandomCoefficients)];
        PlanCounts[] counts = [.. all.Select(potential => new PlanGraph(potential.Plan).Counts)];
        PassTimes[] passes = [.. all.Select(potential => PassTimes.Of(kernels(potential.Plan), data.Summary.MeanNeighbors))];
        var totals = Measure(all);
        var pairs = TimeTerms.Fit([.. counts.Zip(passes, (n, pass) => ((double[])[1, n.Powers, n.PairMoments], pass.Pairs))]);
        var whole = TimeTerms.Fit(
        [
            .. totals.Select((total, i) => ((double[])[1, counts[i].RadialFunctions, passes[i].Pairs + passes[i].Contraction], total)),
        ]);
        var (atom, radial, factor) = (whole[0], whole[1], whole[2]);
        // Products get cheaper as their code fits nearer caches; that of the start is the one that matters.
        var operation = passes[0].Contraction / counts[0].Operations;
        var model = new CostModel(atom + factor * pairs[0], radial, factor * pairs[1], factor * pairs[2], factor * operation);
        return model.Scaled(totals[0] / model.Of(counts[0]));
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
        var interpreter = KernelRegistry.All(pruned.Plan).First(kernel => kernel.Kind == "interpreter");
        var times = Measure([start, pruned]);
        return (times[0], times[1], Measure([pruned], _ => interpreter)[0]);
    }

    private double[] Measure(IReadOnlyList<PotentialModel> potentials, Func<BasisPlan, MtpKernel>? own = null) => EvaluationTime.Of(
        [.. potentials.Select(potential => potential with { Repulsion = null })], data.Training, Atoms, Time, own ?? kernels);

    private PotentialModel WithRandomCoefficients(string basis)
    {
        var potential = PotentialModel.Unfitted(start.Species!, BasisPlan.Of(basis), start.Radial);
        return potential.WithParameters(RandomStart.ForTiming(potential.Layout));
    }
}
