using System.Diagnostics;

namespace FastMtp.Training.Studies;

/// <summary>
/// Processor time of fits that run in parallel in one process. The system reports only the total; as all fits have
/// the same number of threads and are compute-bound, it is split equally among the running fits.
/// </summary>
internal sealed class ProcessorShares
{
    private readonly Lock _lock = new();
    private int _running;
    private double _perFit;
    private TimeSpan _last;

    /// <summary>A fit starts.</summary>
    /// <returns>The argument for <see cref="Leave"/>.</returns>
    public double Enter()
    {
        lock (_lock)
        {
            Advance();
            _running++;
            return _perFit;
        }
    }

    /// <summary>A fit ends.</summary>
    /// <returns>Its processor time, seconds.</returns>
    public double Leave(double entered)
    {
        lock (_lock)
        {
            Advance();
            _running--;
            return _perFit - entered;
        }
    }

    private void Advance()
    {
        using var process = Process.GetCurrentProcess();
        var now = process.TotalProcessorTime;
        if (_running > 0) _perFit += (now - _last).TotalSeconds / _running;
        _last = now;
    }
}
