using System.Diagnostics;
using FastMtp.Blocks;
using FastMtp.Kernels;
using FastMtp.Packing;
using FastMtp.Potentials;

namespace FastMtp.Training.Studies;

/// <summary>Times the evaluation of one potential, block by block.</summary>
/// <param name="potential">The potential.</param>
/// <param name="kernel">The kernel to use.</param>
/// <param name="blocks">Packed atoms, which stay the caller's.</param>
internal sealed class PotentialClock(PotentialModel potential, MtpKernel kernel, IReadOnlyList<AtomBlock> blocks) : IDisposable
{
    private readonly BlockEvaluator _evaluator = BlockEvaluator.Create(kernel, potential);
    private readonly PotentialCoefficients _coefficients =
        new(potential, RadialCost.Choose(potential.RadialTensor, kernel.Lanes, RadialSource.ByCost));
    private readonly BlockState _state = new(kernel, keepsBatches: false);
    private readonly List<double>[] _samples = [.. blocks.Select(_ => new List<double>())];

    /// <summary>
    /// Time for all blocks: the sum of their medians. A block takes less than a time slice of the system, so most of its samples are
    /// undisturbed even while other programs run.
    /// </summary>
    public double Microseconds => _samples.Sum(times => times.Order().ElementAt(times.Count / 2));

    /// <summary>Evaluates all blocks once.</summary>
    public void Measure(bool keep)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            _evaluator.Evaluate(blocks[i], _coefficients, _state);
            if (keep) _samples[i].Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }
    }

    public void Dispose()
    {
        _coefficients.Dispose();
        _state.Dispose();
    }
}
