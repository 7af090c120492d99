using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FastMtp.Benchmarks.Limits;
using FastMtp.Kernels;

namespace FastMtp.Benchmarks;

/// <summary>What the processor can do at most, from loops of one kind of instruction on 256 bits; the fastest run of each counts.</summary>
internal sealed unsafe class PortLimits : IDisposable
{
    private const int Length = 256, Rounds = 2000, Chains = 8;
    private readonly AlignedBuffer _numbers = new(Length * Vector256<double>.Count);
    private double _multiplyAdd = double.PositiveInfinity, _latency = double.PositiveInfinity;
    private double _load = double.PositiveInfinity, _store = double.PositiveInfinity, _root = double.PositiveInfinity;

    public PortLimits() => _numbers.Span.Fill(0.5);

    /// <summary>ns for a fused multiply-add, in many chains.</summary>
    public double MultiplyAdd => _multiplyAdd;

    /// <summary>ns from a fused multiply-add to the next one that needs it.</summary>
    public double Latency => _latency;

    /// <summary>ns for a load from the first cache as an operand of a sum.</summary>
    public double Load => _load;

    /// <summary>ns for a store there.</summary>
    public double Store => _store;

    /// <summary>ns for a square root or a division, one of each in turns.</summary>
    public double Root => _root;

    /// <summary>ns that operations take at least if the busiest unit never waits, and what that unit does.</summary>
    public (double Time, string Unit) Of(Operations operations) =>
        new[]
        {
            (operations.Multiplications * MultiplyAdd, "multiply"), (operations.Loads * Load, "load"), (operations.Stores * Store, "store"),
            (operations.Roots * Root, "divide"),
        }.MaxBy(unit => unit.Item1);

    /// <summary>Runs each loop once more.</summary>
    public void Measure()
    {
        Keep(ref _multiplyAdd, PeakFma.VectorOperations, () => PeakFma.Run<Lanes256>());
        Keep(ref _latency, Length * Rounds, Chain);
        Keep(ref _load, Length * Rounds, Loads);
        Keep(ref _store, Length * Rounds, Stores);
        Keep(ref _root, Length * Rounds / 4 * 2, Roots);
    }

    public void Dispose() => _numbers.Dispose();

    private static void Keep(ref double fastest, int operations, Func<double> loop)
    {
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        loop();
        fastest = Math.Min(fastest, System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalNanoseconds / operations);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Chain()
    {
        Vector256<double> factor = Vector256.Create(0.75), sum = factor;
        for (var i = 0; i < Length * Rounds; i += 4)
        {
            sum = Vector256.MultiplyAddEstimate(sum, factor, factor);
            sum = Vector256.MultiplyAddEstimate(sum, factor, factor);
            sum = Vector256.MultiplyAddEstimate(sum, factor, factor);
            sum = Vector256.MultiplyAddEstimate(sum, factor, factor);
        }
        return sum[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Loads()
    {
        Vector256<double> a = default, b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        for (var round = 0; round < Rounds; round++)
        {
            var p = (Vector256<double>*)_numbers.Pointer;
            for (var end = p + Length; p < end; p += Chains)
            {
                a += p[0];
                b += p[1];
                c += p[2];
                d += p[3];
                e += p[4];
                f += p[5];
                g += p[6];
                h += p[7];
            }
        }
        return (a + b + c + d + e + f + g + h)[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Stores()
    {
        var a = Vector256.Create(0.5);
        for (var round = 0; round < Rounds; round++)
        {
            var p = (Vector256<double>*)_numbers.Pointer;
            for (var end = p + Length; p < end; p += Chains)
                p[0] = p[1] = p[2] = p[3] = p[4] = p[5] = p[6] = p[7] = a;
        }
        return a[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Roots()
    {
        Vector256<double> two = Vector256.Create(2.0), a = default, b = a;
        for (var round = 0; round < Rounds / 4; round++)
        {
            var p = (Vector256<double>*)_numbers.Pointer;
            for (var end = p + Length; p < end; p += 2)
            {
                a += Vector256.Sqrt(p[0]) + two / p[0];
                b += Vector256.Sqrt(p[1]) + two / p[1];
            }
        }
        return (a + b)[0];
    }
}
