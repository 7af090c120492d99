
namespace FastMtp.Benchmarks;

/// <summary>The costs of one workload per atom, and the peak that they are compared with, measured in turns.</summary>
internal sealed class CostRow(string name, Workload workload) : IDisposable
{
    private readonly Samples _peak = new();

    public string Name => name;

    /// <summary>Energy, forces and virial.</summary>
    public Samples Forces { get; } = new();

    /// <summary>The part of <see cref="Forces"/> that the products of moments take, forward and back.</summary>
    public Samples Contraction { get; } = new();

    /// <summary>Loss and gradient.</summary>
    public Samples Gradient { get; } = new();

    /// <summary>Time of a full-width fused multiply-add, µs.</summary>
    public double Peak => _peak.Median;

    /// <summary>All the rest of <see cref="Forces"/>: radial functions, sums over neighbours, pair forces.</summary>
    public double PairStage => Forces.Median - Contraction.Median;

    /// <summary>All rows in turns, so that whatever else the machine does slows them alike; the first round warms up.</summary>
    public static void Measure(IReadOnlyList<CostRow> rows, int fewestRounds, TimeSpan time)
    {
        var start = DateTime.UtcNow;
        for (var round = 0; round <= fewestRounds || DateTime.UtcNow - start < time; round++)
            foreach (var row in rows) row.Measure(keep: round > 0);
    }

    /// <summary>A time in full-width fused multiply-adds.</summary>
    public double Units(double microseconds) => microseconds / Peak;

    public void Dispose() => workload.Dispose();

    private void Measure(bool keep)
    {
        _peak.Time(() => PeakFma.RunFullWidth(), PeakFma.VectorOperations, keep);
        Forces.Time(workload.Prediction, Crystal.AtomCount, keep);
        Contraction.Time(workload.Contract, Crystal.AtomCount, keep);
        Gradient.Time(workload.LossAndGradient, Crystal.AtomCount, keep);
    }
}
