using System.Collections.Concurrent;
using FastMtp.Blocks;
using FastMtp.Kernels;
using FastMtp.Packing;
using FastMtp.Potentials;
using FastMtp.Threading;
using FastMtp.Training.Distribution;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Outliers;

namespace FastMtp.Training.Loss;

/// <summary>
/// The loss of a data set, eq. (8) of the paper, as a function of the coefficients, with its gradient by one tangent and
/// one reverse pass; no Jacobian is stored.
/// </summary>
/// <remarks>
/// Memory: 0.9 kB per atom of the data at 26 neighbours, and per thread the arrays of one block (128 atoms, or the
/// largest configuration), at level 16 about 8 kB per atom of it.
/// </remarks>
internal sealed class DataSetLoss : IDisposable
{
    /// <summary>Consecutive blocks whose gradient is summed by one thread: few partial sums, yet enough tasks for every core.</summary>
    private const int MostTasks = 1024;

    private readonly List<DataBlock> _blocks;
    private readonly List<(int Blocks, int First)> _parts = [];
    private readonly BlockEvaluator _evaluator;
    private readonly PotentialCoefficients _coefficients;
    private readonly PotentialCoefficients _shifted;
    private readonly OrderedParallel<LossWorker> _parallel;
    private readonly int _parameterCount;
    private readonly bool _isJoined;
    private readonly ConcurrentBag<double[]> _gradients = [];

    /// <summary>Packs a rank's share of a data set.</summary>
    public DataSetLoss(PotentialModel potential, IReadOnlyList<Configuration> configurations, LossWeights weights, MtpKernel kernel,
        int threads, ICommunicator ranks)
        : this(potential, kernel, threads)
    {
        var groups = ConfigurationGroups.Of(configurations);
        BlockCount = groups.Count;
        AtomCount = configurations.Sum(c => (long)c.Count);
        ConfigurationCount = configurations.Count;
        _blocks = DataBlock.Pack(groups, BlockShares.Of(groups, potential, ranks), weights, potential.SpeciesCount,
            potential.Radial.Cutoff, kernel.Lanes, threads);
        _parts.Add((_blocks.Count, 0));
    }

    /// <summary>Joins data sets whose blocks stay theirs, so that nothing is packed again.</summary>
    public DataSetLoss(PotentialModel potential, IReadOnlyList<DataSetLoss> parts, MtpKernel kernel, int threads)
        : this(potential, kernel, threads)
    {
        _isJoined = true;
        BlockCount = parts.Sum(part => part.BlockCount);
        AtomCount = parts.Sum(part => part.AtomCount);
        _blocks = [.. parts.SelectMany(part => part._blocks)];
        foreach (var part in parts)
        {
            _parts.Add((part._blocks.Count, ConfigurationCount));
            ConfigurationCount += part.ConfigurationCount;
        }
    }

    private DataSetLoss(PotentialModel potential, MtpKernel kernel, int threads)
    {
        _parameterCount = potential.ParameterCount;
        _coefficients = new PotentialCoefficients(potential);
        _shifted = new PotentialCoefficients(potential);
        _evaluator = BlockEvaluator.Create(kernel, potential);
        _parallel = new OrderedParallel<LossWorker>(threads, () => new LossWorker(potential, _evaluator));
        _blocks = [];
    }

    /// <summary>Packed data of this rank.</summary>
    public IReadOnlyList<DataBlock> Blocks => _blocks;

    /// <summary>Number of blocks over all ranks.</summary>
    public int BlockCount { get; }

    /// <summary>Number of configurations over all ranks.</summary>
    public int ConfigurationCount { get; }

    /// <summary>Number of atoms over all ranks.</summary>
    public long AtomCount { get; }

    /// <summary>Loss and errors of the share at [c | species | moments].</summary>
    public LossSum Evaluate(ReadOnlySpan<double> point)
    {
        _coefficients.Set(point);
        var total = default(LossSum);
        _parallel.Run(_blocks.Count, (worker, i) => worker.Evaluate(_blocks[i], _coefficients), sum => total += sum);
        return total;
    }

    /// <summary>The same; the loss of each configuration of the share goes to its place among all of the data set.</summary>
    public LossSum EvaluateEach(ReadOnlySpan<double> point, double[] losses)
    {
        _coefficients.Set(point);
        var (total, block) = (default(LossSum), 0);
        _parallel.Run(_blocks.Count, (worker, i) => worker.EvaluateEach(_blocks[i], _coefficients), sums =>
        {
            foreach (var (member, sum) in _blocks[block++].Members.Zip(sums))
            {
                total += sum;
                losses[member.Index] = sum.Loss;
            }
        });
        return total;
    }

    /// <summary>Errors of the configurations of the share, which go to their places.</summary>
    public void EvaluateErrors(ReadOnlySpan<double> point, LabelErrors errors)
    {
        _coefficients.Set(point);
        int[] firsts = [.. _parts.SelectMany(part => Enumerable.Repeat(part.First, part.Blocks))];
        // Every configuration has a place of its own, so the order does not matter.
        _parallel.Run(_blocks.Count, (worker, i) =>
        {
            worker.EvaluateErrors(_blocks[i], _coefficients, errors, firsts[i]);
            return default(LossSum);
        }, _ => { });
    }

    /// <summary>Leaves terms of the configurations out of the loss; the others count.</summary>
    public void Distrust(LossTerms[] terms)
    {
        var block = 0;
        foreach (var (blocks, first) in _parts)
            for (var end = block + blocks; block < end; block++) _blocks[block].Distrust(terms, first);
    }

    /// <summary>The loss with the gradient.</summary>
    public LossSum Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        _coefficients.Set(point);
        var total = default(LossSum);
        SumGradients(
            gradient,
            (worker, first, end, partial) => worker.EvaluateWithGradient(_blocks, first, end, _coefficients, partial),
            sum => total += sum);
        return total;
    }

    /// <summary>JᵀJ·direction of the share at [c | species | moments], J being the Jacobian of the weighted residuals.</summary>
    /// <remarks>J·v is a difference of predictions: they are linear in all but c, so only c limits its length.</remarks>
    public void MultiplyCurvature(ReadOnlySpan<double> point, ReadOnlySpan<double> direction, Range radial, Span<double> product)
    {
        const double relative = 1e-6;
        var size = Vectors.Norm(direction[radial]);
        var length = size > 0 ? relative * Vectors.Norm(point[radial]) / size : 1;
        var moved = point.ToArray();
        Vectors.AddScaled(moved, length, direction, moved);
        _coefficients.Set(point);
        _shifted.Set(moved);
        SumGradients<LossSum>(
            product,
            (worker, first, end, partial) =>
            {
                worker.PullBackChange(_blocks, first, end, _coefficients, _shifted, 1 / length, partial);
                return default;
            },
            _ => { });
    }

    public void Dispose()
    {
        if (!_isJoined)
            foreach (var block in _blocks) block.Dispose();
        _parallel.Dispose();
        _coefficients.Dispose();
        _shifted.Dispose();
    }

    /// <summary>Runs a pass over all blocks that returns numbers and a gradient, and sums both in the order of the blocks.</summary>
    private void SumGradients<TSum>(Span<double> gradient, Func<LossWorker, int, int, double[], TSum> pass, Action<TSum> inOrder)
    {
        var sum = new double[_parameterCount];
        var perTask = Math.Max(1, (_blocks.Count + MostTasks - 1) / MostTasks);
        _parallel.Run(
            (_blocks.Count + perTask - 1) / perTask,
            (worker, task) =>
            {
                // Reused: the garbage collector lets gigabytes of large arrays pile up while the optimiser holds as much.
                if (!_gradients.TryTake(out var partial)) partial = new double[_parameterCount];
                return (Sum: pass(worker, task * perTask, Math.Min((task + 1) * perTask, _blocks.Count), partial), Gradient: partial);
            },
            result =>
            {
                inOrder(result.Sum);
                Vectors.AddScaled(sum, 1, result.Gradient, sum);
                _gradients.Add(result.Gradient);
            });
        sum.CopyTo(gradient);
    }
}
