using FastMtp.Blocks;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Threading;
using FastMtp.Training.LeastSquares;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Loss;

/// <summary>
/// The loss as a quadratic function of the linear coefficients: for every block the weighted columns (what one basis
/// function alone predicts for each label) and their scalar products.
/// </summary>
internal sealed class LinearColumns(PotentialModel potential, DataSetLoss loss, MtpKernel kernel, int threads)
{
    /// <summary>
    /// Number of functions up to which forces on all atoms are used; they cost about as much as two evaluations of loss and gradient,
    /// a tenth of those between two solves. Energies are always used; with more functions, the forces of evenly
    /// spread blocks, with their weight raised accordingly, determine the coefficients well enough.
    /// </summary>
    private const int FunctionsInFull = 10;

    /// <summary>Minimum number of force components per coefficient when blocks are skipped.</summary>
    private const int ForcesPerCoefficient = 60;

    private readonly ParameterLayout _layout = potential.Layout;

    /// <summary>Normal equations of this rank's share at [c | …]; the linear entries of the point are ignored.</summary>
    public NormalEquations At(ReadOnlySpan<double> point)
    {
        var radialOnly = point.ToArray();
        radialOnly.AsSpan(_layout.Linear).Clear();
        using var coefficients = new PotentialCoefficients(potential.WithParameters(radialOnly));
        var evaluator = BlockEvaluator.Create(kernel, potential);
        var forces = 3 * loss.AtomCount;
        var stride = (int)Math.Max(
            1, Math.Min(_layout.MomentCount / FunctionsInFull, forces / (ForcesPerCoefficient * _layout.LinearCount)));
        var matrix = new double[_layout.LinearCount * _layout.LinearCount];
        var rightHandSide = new double[_layout.LinearCount];
        using var parallel = new OrderedParallel<Worker>(threads, () => new Worker(potential, evaluator));
        parallel.Run(
            loss.Blocks.Count,
            (worker, i) => worker.Products(loss.Blocks[i], coefficients, loss.Blocks[i].Index % stride == 0 ? stride : 0),
            products =>
            {
                Vectors.AddScaled(matrix, 1, products.Matrix, matrix);
                Vectors.AddScaled(rightHandSide, 1, products.RightHandSide, rightHandSide);
            });
        return new(matrix, rightHandSide);
    }

    private sealed class Worker(PotentialModel potential, BlockEvaluator evaluator) : IDisposable
    {
        private readonly BlockState _state = new(evaluator.Kernel, keepsBatches: true);

        public NormalEquations Products(DataBlock block, PotentialCoefficients coefficients, double forceWeight)
        {
            var rows = LabelRows.Of(block, forceWeight);
            var columns = new List<double[]>();
            for (var species = 0; species < potential.SpeciesCount; species++) columns.Add(rows.SpeciesColumn(species));
            evaluator.Evaluate(block.Atoms, coefficients, _state);
            for (var alpha = 0; alpha < potential.MomentCoefficients.Length; alpha++)
            {
                evaluator.EvaluateFunction(block.Atoms, alpha, _state, withForces: forceWeight > 0);
                columns.Add(rows.Column(_state));
            }
            var n = columns.Count;
            var products = new NormalEquations(new double[n * n], new double[n]);
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j <= i; j++) products.Matrix[i * n + j] = Vectors.Dot(columns[i], columns[j]);
                products.RightHandSide[i] = Vectors.Dot(columns[i], rows.Labels);
            }
            return products;
        }

        public void Dispose() => _state.Dispose();
    }
}
