using FastMtp.Basis;
using FastMtp.Blocks;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Threading;
using FastMtp.Training.LeastSquares;

namespace FastMtp.Training.Loss;

/// <summary>
/// The loss as a quadratic function of the linear coefficients: for every label a weighted row, what each coefficient contributes to it,
/// and the normal equations of these rows.
/// </summary>
internal sealed class LinearRows(PotentialModel potential, DataSetLoss loss, MtpKernel kernel, int threads)
{
    /// <summary>
    /// Forces per coefficient that determine the coefficients well enough. Where the data have more, one or two components of the force
    /// on each atom represent all three, with more weight: every configuration keeps its say.
    /// </summary>
    private const int ForcesPerCoefficient = 30;

    /// <summary>Tasks, each of consecutive blocks: enough for every core, few enough for the sums of equations to cost little.</summary>
    private const int MostTasks = 64;

    private readonly ParameterLayout _layout = potential.Layout;

    /// <summary>Normal equations of this rank's share at [c | …]; the linear entries of the point are ignored.</summary>
    public NormalEquations At(ReadOnlySpan<double> point)
    {
        var radialOnly = point.ToArray();
        radialOnly.AsSpan(_layout.Linear).Clear();
        using var coefficients = new PotentialCoefficients(potential.WithParameters(radialOnly));
        var evaluator = BlockEvaluator.Create(kernel, potential);
        var components = (int)Math.Min(3, 1 + (long)ForcesPerCoefficient * _layout.LinearCount / loss.AtomCount);
        var n = _layout.LinearCount;
        var equations = new NormalEquations(new double[n * n], new double[n]) { IsSample = components < 3 };
        using var parallel = new OrderedParallel<Worker>(threads, () => new Worker(potential, evaluator, components));
        var tasks = Math.Min(loss.Blocks.Count, MostTasks);
        parallel.Run(tasks, (worker, i) => worker.Sum(loss.Blocks, First(i), First(i + 1), coefficients), sum => sum.MoveTo(equations));
        return equations;

        int First(int task) => (int)((long)task * loss.Blocks.Count / tasks);
    }

    private sealed class Worker(PotentialModel potential, BlockEvaluator evaluator, int components) : IDisposable
    {
        private readonly BlockState _state = new(evaluator.Kernel, keepsBatches: false);
        private readonly FunctionArrays _arrays = new(potential.MomentCoefficients.Length);

        /// <summary>The equations of some blocks.</summary>
        public NormalSum Sum(IReadOnlyList<DataBlock> blocks, int first, int end, PotentialCoefficients coefficients)
        {
            var sum = new NormalSum(potential.SpeciesCount + _arrays.Functions);
            var rows = new FunctionRows(potential.SpeciesCount, _arrays.Functions, sum);
            for (var i = first; i < end; i++)
            {
                _arrays.Prepare(blocks[i].Atoms, blocks[i].HasForces ? components : 0, FirstAxes(blocks[i]), blocks[i].HasVirials);
                evaluator.EvaluateFunctions(blocks[i].Atoms, coefficients, _state, _arrays);
                rows.Add(blocks[i], _arrays);
            }
            return sum;
        }

        public void Dispose() => _state.Dispose();

        /// <summary>Random, as neighbouring atoms of a crystal are no independent sample; the same on every rank.</summary>
        private static int[] FirstAxes(DataBlock block)
        {
            var random = new SplitMix64((ulong)block.Index);
            var axes = new int[block.Atoms.Atoms.Length];
            for (var i = 0; i < axes.Length; i++) axes[i] = (int)(random.Next() % 3);
            return axes;
        }
    }
}
