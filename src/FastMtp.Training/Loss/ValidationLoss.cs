using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Training.Distribution;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Loss;

/// <summary>
/// Errors of all validation configurations; the loss only counts those that select the best step. If it is derived from the data, it is
/// also winsorised, so that odd configurations do not decide.
/// </summary>
internal sealed class ValidationLoss : IDisposable
{
    private readonly DataSetLoss _within;
    private readonly DataSetLoss? _beyond;
    private readonly int _selecting;

    /// <summary>Packs a rank's share.</summary>
    /// <param name="potential">The shape of the potential.</param>
    /// <param name="within">Configurations that select the best step.</param>
    /// <param name="beyond">Those that do not.</param>
    /// <param name="weights">Weights of the loss.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="threads">Number of threads; 0 for one per core.</param>
    /// <param name="ranks">Processes that share the data.</param>
    public ValidationLoss(PotentialModel potential, IReadOnlyList<Configuration> within, IReadOnlyList<Configuration> beyond,
        LossWeights weights, MtpKernel kernel, int threads, ICommunicator ranks)
    {
        Configurations = [.. within, .. beyond];
        _selecting = weights.Favor is null ? 0 : within.Count;
        _within = new DataSetLoss(potential, within, weights, kernel, threads, ranks);
        _beyond = beyond.Count == 0 ? null : new DataSetLoss(potential, beyond, weights, kernel, threads, ranks);
    }

    /// <summary>All configurations, without what the potential does not fit.</summary>
    public IReadOnlyList<Configuration> Configurations { get; }

    /// <summary>The packed data.</summary>
    public IEnumerable<DataSetLoss> Parts => _beyond is null ? [_within] : [_within, _beyond];

    /// <summary>Loss and errors over all ranks; called on each.</summary>
    public LossSum Of(ReadOnlySpan<double> point, LossExchange exchange)
    {
        var losses = new double[_selecting];
        var sum = _selecting > 0 ? _within.EvaluateEach(point, losses) : _within.Evaluate(point);
        if (_beyond is not null) sum += _beyond.Evaluate(point).WithLoss(0);
        sum = exchange.Sum(sum, []);
        if (_selecting == 0) return sum;
        exchange.Sum(losses);
        var cap = RobustStatistics.Cap(losses);
        return sum.WithLoss(losses.Sum(loss => Math.Min(loss, cap)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _within.Dispose();
        _beyond?.Dispose();
    }
}
