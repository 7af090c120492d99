using System.Diagnostics;
using System.Globalization;

namespace FastMtp.Benchmarks;

/// <summary>Times in microseconds per item.</summary>
internal sealed class Samples
{
    private readonly List<double> _values = [];

    public double Fastest => _values.Min();

    public double Median => _values.Order().ElementAt(_values.Count / 2);

    public void Add(double microseconds) => _values.Add(microseconds);

    public void Time(Action work, int items, bool keep) => Time(() => { work(); return 0; }, items, keep);

    public T Time<T>(Func<T> work, int items, bool keep = true)
    {
        var start = Stopwatch.GetTimestamp();
        var result = work();
        if (keep) _values.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / items);
        return result;
    }

    /// <summary>Processor time of the whole process, which does not count what other programs take on a shared machine.</summary>
    public void TimeProcessor(Action work, int items, bool keep)
    {
        var start = Environment.CpuUsage.TotalTime;
        work();
        if (keep) _values.Add((Environment.CpuUsage.TotalTime - start).TotalMicroseconds / items);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Median:f2} ({Fastest:f2})");
}
