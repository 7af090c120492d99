using FastMtp.Blocks;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Threading;
using FastMtp.Training.Distribution;
using FastMtp.Training.LeastSquares;
using FastMtp.Training.Outliers;

namespace FastMtp.Training.Loss;

/// <summary>
/// Estimates JᵀJ, J being the Jacobian of the weighted residuals: a sum of all residuals of a configuration with random signs has a
/// derivative that costs one pullback, and the products of such rows with themselves have the expectation JᵀJ.
/// </summary>
/// <remarks>
/// Blocks of one configuration each give the most rows for the cost of a pullback of all data; where these are more than needed, the
/// blocks of the loss do. Memory: 0.9 kB per atom of the data for blocks of its own, and the square of the number of parameters per task.
/// </remarks>
internal sealed class CurvatureRows(
    PotentialModel potential, IReadOnlyList<Configuration> training, DataSetLoss loss, LossWeights weights, MtpKernel kernel, int threads,
    ICommunicator ranks) : IDisposable
{
    /// <summary>
    /// Rows per parameter for few parameters: with half of them, the conjugate gradients need one or two products more, which cost as much.
    /// </summary>
    private const int MostRowsPerParameter = 10;

    /// <summary>
    /// With more parameters than this, fewer rows: they cost the square of the number of parameters each, and one per parameter makes steps
    /// as good.
    /// </summary>
    private const int FewParameters = 800;

    /// <summary>Tasks, each of consecutive blocks: enough for every core, few enough for the sums of matrices to cost little.</summary>
    private const int MostTasks = 16;

    private readonly BlockEvaluator _evaluator = BlockEvaluator.Create(kernel, potential);
    private List<DataBlock>? _single;
    private LossTerms[]? _distrusted;

    /// <summary>This rank's share of the estimate at [c | species | moments].</summary>
    public NormalEquations At(ReadOnlySpan<double> point, ulong seed, int dimension, RowProjection projection)
    {
        var wanted = Rows(dimension);
        var (blocks, count) = loss.BlockCount >= wanted ? (loss.Blocks, loss.BlockCount) : (Single(), training.Count);
        var repeats = (int)Math.Max(1, (wanted + count - 1) / count);
        using var coefficients = new PotentialCoefficients(potential.WithParameters(point.ToArray()));
        var equations = new NormalEquations(new double[dimension * dimension], new double[dimension]);
        using var parallel = new OrderedParallel<SignedRows>(threads, () => new SignedRows(potential, _evaluator, projection, dimension));
        var tasks = Math.Min(blocks.Count, MostTasks);
        if (tasks == 0) return equations;
        parallel.Run(
            tasks,
            (rows, i) => rows.Sum(blocks, First(i), First(i + 1), coefficients, seed, repeats),
            sum => sum.MoveTo(equations));
        return equations;

        int First(int task) => (int)((long)task * blocks.Count / tasks);
    }

    /// <summary>Leaves terms of the configurations out; those of the loss are left to it.</summary>
    public void Distrust(LossTerms[] terms)
    {
        _distrusted = terms;
        foreach (var block in _single ?? []) block.Distrust(terms, 0);
    }

    /// <summary>Frees blocks of its own, which another use would pack again.</summary>
    public void Dispose()
    {
        foreach (var block in _single ?? []) block.Dispose();
        _single = null;
    }

    /// <summary>How many estimates have so many rows for each parameter together.</summary>
    public static int EstimatesFor(int parameters, double rowsPerParameter) =>
        (int)Math.Max(1, Math.Round(rowsPerParameter * parameters / Rows(parameters)));

    /// <summary>
    /// The inverse of an estimate from m rows for n parameters is 1/(1 − n/m) times as large on average as that of JᵀJ: a factor on
    /// the sum of some estimates with which it is as large as that of one for few parameters.
    /// </summary>
    public static double FactorOnSum(int estimates, int parameters)
    {
        var rows = (double)estimates * Rows(parameters);
        return (1 - 1.0 / MostRowsPerParameter) / (1 - parameters / rows) / estimates;
    }

    /// <summary>How many rows to take.</summary>
    private static long Rows(int parameters)
    {
        var scale = Math.Min(1, (double)FewParameters / parameters);
        return Math.Max(parameters, (long)(MostRowsPerParameter * scale * scale * parameters));
    }

    private List<DataBlock> Single()
    {
        if (_single is not null) return _single;
        List<List<Configuration>> groups = [.. training.Select(configuration => new List<Configuration> { configuration })];
        _single = DataBlock.Pack(groups, BlockShares.Of(groups, potential, ranks), weights, potential.SpeciesCount,
            potential.Radial.Cutoff, kernel.Lanes, threads);
        if (_distrusted is not null) Distrust(_distrusted);
        return _single;
    }
}
