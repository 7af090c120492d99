using System.Diagnostics;
using System.Runtime.CompilerServices;
using FastMtp.Basis;
using FastMtp.Kernels;

namespace FastMtp.Training.Pruning;

/// <summary>
/// How long the passes of a kernel take, µs per atom. Samples last microseconds, and the fastest counts: what else the machine does has
/// no part in it.
/// </summary>
/// <param name="Pairs">Sums over neighbours and forces.</param>
/// <param name="Contraction">Products, forward and back.</param>
internal readonly record struct PassTimes(double Pairs, double Contraction)
{
    private const int Samples = 2000;

    /// <summary>Passes that take less than a tick of the clock are measured together.</summary>
    private const int Calls = 8;

    /// <summary>Measures a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="neighbors">Number of neighbours of an atom.</param>
    public static unsafe PassTimes Of(MtpKernel kernel, double neighbors)
    {
        var slots = Math.Max(1, (int)Math.Round(neighbors / KernelPasses.SlotBlock)) * KernelPasses.SlotBlock;
        var (program, lanes) = (kernel.Program, kernel.Lanes);
        using var geometry = Random(4L * slots * lanes);
        using var radial = Random(2L * slots * program.Plan.RadialFunctionCount * lanes);
        using var moments = Random((long)program.RowCount * lanes);
        using var adjoints = Random((long)program.RowCount * lanes);
        using var xi = Random(program.Plan.Functions.Length);
        using var forces = Random(3L * slots * lanes);
        var pairs = Fastest(() =>
        {
            kernel.Accumulate(slots, geometry.Pointer, radial.Pointer, moments.Pointer);
            kernel.PairForces(slots, geometry.Pointer, radial.Pointer, adjoints.Pointer, forces.Pointer);
        });
        var contraction = Fastest(() =>
        {
            kernel.Contract(moments.Pointer);
            kernel.Backpropagate(moments.Pointer, xi.Pointer, adjoints.Pointer);
        });
        return new(pairs / lanes, contraction / lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Fastest(Action pass)
    {
        var least = double.PositiveInfinity;
        for (var sample = 0; sample < Samples; sample++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var call = 0; call < Calls; call++) pass();
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalMicroseconds / Calls);
        }
        return least;
    }

    /// <summary>Small numbers, whose products neither overflow nor vanish.</summary>
    private static AlignedBuffer Random(long length)
    {
        var buffer = new AlignedBuffer(length);
        var random = new SplitMix64((ulong)length);
        foreach (ref var x in buffer.Span) x = 0.5 * random.NextSigned();
        return buffer;
    }
}
