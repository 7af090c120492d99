using System.Diagnostics;

namespace FastMtp.Training.Studies;

/// <summary>
/// Processor time of fits that run side by side in one process. The system tells that of the process only; as all fits have
/// equally many threads and are bound by computing, each of those running is taken to have had an equal share.
/// </summary>
internal sealed class ProcessorShares
{
    private readonly Lock _lock = new();
    private int _running;
    private double _perFit;
    private TimeSpan _last;

    /// <summary>A fit starts.</summary>
    /// <returns>What <see cref="Leave"/> wants to know.</returns>
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
