using System.Diagnostics;
using System.Runtime.CompilerServices;
using FastMtp.Benchmarks.Limits;
using FastMtp.Blocks;
using FastMtp.Kernels;

namespace FastMtp.Benchmarks;

/// <summary>
/// How long each stage takes amid the others: the clock is read between them, and what that takes is taken off. The fastest pass over all
/// atoms counts, as what else the machine does only adds to it.
/// </summary>
internal sealed unsafe class StageTimes : IDisposable
{
    private readonly Workload _workload;
    private readonly RadialStage<Lanes256, double> _radial;
    private readonly BlockState _state;
    private readonly int[] _functions;

    // One of each stage, and one for nothing.
    private readonly long[] _ticks = new long[Stages + 1];
    private readonly long[] _fastest = new long[Stages + 1];

    private static int Stages { get; } = Enum.GetValues<Stage>().Length;

    public StageTimes(Workload workload)
    {
        _workload = workload;
        _radial = new RadialStage<Lanes256, double>(workload.Potential.Radial, workload.Kernel.Program.Plan.RadialFunctionCount);
        _state = new BlockState(workload.Kernel, keepsBatches: false);
        _functions = [.. workload.Kernel.Program.Plan.Functions];
        Array.Fill(_fastest, long.MaxValue);
    }

    /// <summary>ns per atom.</summary>
    public double this[Stage stage] => 1e9 / Stopwatch.Frequency * (_fastest[(int)stage] - _fastest[Stages]) / Crystal.AtomCount;

    /// <summary>All atoms once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run()
    {
        Array.Clear(_ticks);
        var (kernel, coefficients) = (_state.Kernel, _workload.Coefficient);
        foreach (var block in _workload.Blocks)
        {
            _state.Prepare(block);
            var pairs = coefficients.Locate(block, _state);
            var now = Stopwatch.GetTimestamp();
            for (var batch = 0; batch < block.BatchCount; batch++)
            {
                var (frame, slots) = (_state[batch], block.FirstSlot[batch + 1] - block.FirstSlot[batch]);
                _radial.Evaluate(block, batch, pairs, coefficients.Tables, frame.Geometry, frame.Radial);
                now = Lap(Stage.Radial, now);
                kernel.Accumulate(slots, frame.Geometry, frame.Radial, frame.Moments);
                now = Lap(Stage.Moments, now);
                kernel.Contract(frame.Moments);
                SitePasses.Backpropagate<Lanes256>(kernel, block, batch, coefficients, frame, _state.SpareAdjoints);
                now = Lap(Stage.Products, now);
                kernel.PairForces(slots, frame.Geometry, frame.Radial, frame.Adjoints, _state.PairForces);
                now = Lap(Stage.PairForces, now);
                SitePasses.SetEnergies<Lanes256, double>(block, batch, _functions, coefficients, frame.Moments, _state.SiteEnergies);
                SiteSums<Lanes256>.AddForces(block, batch, _state.PairForces, _state.Results);
                now = Lap(Stage.Sums, now);
                now = Lap((Stage)Stages, now);
            }
        }
        for (var stage = 0; stage <= Stages; stage++) _fastest[stage] = Math.Min(_fastest[stage], _ticks[stage]);
    }

    public void Dispose() => _state.Dispose();

    private long Lap(Stage stage, long since)
    {
        var now = Stopwatch.GetTimestamp();
        _ticks[(int)stage] += now - since;
        return now;
    }
}
