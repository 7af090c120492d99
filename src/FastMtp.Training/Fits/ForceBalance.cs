using FastMtp.Basis;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Training.Distribution;
using FastMtp.Training.Fitting;
using FastMtp.Training.LeastSquares;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Loss;
using FastMtp.Training.Optimization;
using FastMtp.Training.Problem;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Fits;

/// <summary>
/// Lets forces weigh more where there are few energies for the freedom of a potential, which would otherwise learn those by heart and be
/// wrong about others.
/// </summary>
/// <remarks>
/// The influence of a label on its own prediction is the diagonal element h of J·(JᵀJ + P)⁻¹·Jᵀ, P being the prior; left out of the fit,
/// the label would be missed by 1/(1 − h) times as much. Its mean over all energies depends on data, basis and weights, and hardly on the
/// coefficients: at a random start it is nearly what it is in the end.
/// </remarks>
internal sealed class ForceBalance
{
    /// <summary>Energies may determine an eighth of themselves: they are predicted a seventh worse than they are fitted.</summary>
    private const double MostInfluence = 0.125;

    /// <summary>With more parameters, to find the influence would take as long as a fit.</summary>
    private const int MostParameters = 2500;

    /// <summary>With more parameters, the trace is estimated: it takes as many solutions.</summary>
    private const int ExactTrace = 1000;

    private const int Probes = 100;

    private const double RowsPerParameter = 4;

    /// <summary>The factors to choose from: a few, so that rounding, which depends on the number of processes, does not matter.</summary>
    public static IReadOnlyList<double> Factors { get; } = [1, 2, 4, 8, 16];

    private readonly PotentialModel _potential;
    private readonly FitData _data;
    private readonly TrainingSettings _settings;
    private readonly MtpKernel? _kernel;
    private readonly int _threads;
    private readonly ICommunicator _ranks;

    private ForceBalance(PotentialModel potential, FitData data, TrainingSettings settings, MtpKernel? kernel, int threads,
        ICommunicator ranks) =>
        (_potential, _data, _settings, _kernel, _threads, _ranks) = (potential, data, settings, kernel, threads, ranks);

    /// <summary>The data with weights for a potential, if those are to be derived from the data; called on all ranks.</summary>
    /// <param name="potential">The shape of the potential.</param>
    /// <param name="data">The data of the fit.</param>
    /// <param name="settings">How to fit.</param>
    /// <param name="threads">Number of threads; 0 for one per core.</param>
    /// <param name="kernel">The kernel; by default the registry chooses.</param>
    /// <param name="ranks">Processes that share the data; by default this process alone.</param>
    public static FitData Decide(PotentialModel potential, FitData data, TrainingSettings settings, int threads = 0,
        MtpKernel? kernel = null, ICommunicator? ranks = null)
    {
        if (data.Weights is not { Favor: Favor.Balanced, Balance: null } || data.Summary is { WithEnergy: 0 } or { WithForces: 0 }
            || settings.Model.ParameterCount(potential.Layout.RadialShape) + potential.Layout.LinearCount > MostParameters)
            return data;
        ranks ??= new SingleProcess();
        var influence = new ForceBalance(potential, data, settings, kernel, threads, ranks).Influence();
        Span<double> factor = [influence is null ? 0 : Factors.FirstOrDefault(f => influence(f) <= MostInfluence, Factors[^1])];
        ranks.Broadcast(factor);
        return data with { Weights = data.Weights.Balanced(factor[0]) };
    }

    /// <summary>The mean influence of the energies for a factor on the weight of forces; null on all ranks but the first.</summary>
    internal static Func<double, double>? Influence(PotentialModel potential, FitData data, TrainingSettings settings) =>
        new ForceBalance(potential, data, settings, null, 1, new SingleProcess()).Influence();

    private Func<double, double>? Influence()
    {
        var weights = _data.Weights;
        ModelObjective? objective = null;
        double[] point = [];
        RowProjection projection = static (_, _) => { };
        var prior = With(weights, loss =>
        {
            var smooth = new SmoothLoss(loss, _settings.Smoothness);
            objective = Objective(smooth);
            var start = objective.Start();
            if (objective.LinearSystem(start) is { } system && LeastSquaresSolver.Solve(system) is { } solution)
                start = objective.WithLinear(start, solution);
            (point, projection) = (objective.Expand(start), objective.ProjectionAt(start));
            return smooth.Prior(objective.Dimension, projection);
        });
        var energies = With(weights with { Force = 0, Stress = 0 }, loss => Curvature(loss, 0));
        var forces = With(weights with { Energy = 0, Stress = 0 }, Mean);
        var virials = weights.Stress > 0 ? With(weights with { Energy = 0, Force = 0 }, loss => Curvature(loss, 0)) : null;
        if (prior is null) return null;
        var (n, ofEnergies) = (prior.Dimension, energies!.Symmetric());
        return factor =>
        {
            var sum = (double[])prior.Matrix.Clone();
            Vectors.AddScaled(sum, 1, energies.Matrix, sum);
            Vectors.AddScaled(sum, factor, forces!.Matrix, sum);
            if (virials is not null) Vectors.AddScaled(sum, Math.Sqrt(factor), virials.Matrix, sum);
            if (DampedCurvature.Factor(new(sum, new double[n]), new double[n], 0) is not { } curvature) return 0;
            return Trace(curvature, ofEnergies) / _data.Summary.WithEnergy;
        };

        NormalEquations Curvature(TrainingLoss loss, ulong seed) =>
            loss.EstimateCurvature(point, seed, objective!.Dimension, projection);

        // One estimate for many parameters has too few rows to be inverted.
        NormalEquations Mean(TrainingLoss loss)
        {
            var estimates = CurvatureRows.EstimatesFor(objective!.Dimension, RowsPerParameter);
            var mean = Curvature(loss, 0);
            for (var seed = 1; seed < estimates; seed++)
                Vectors.AddScaled(mean.Matrix, 1, Curvature(loss, (ulong)seed).Matrix, mean.Matrix);
            var scale = CurvatureRows.FactorOnSum(estimates, objective.Dimension);
            for (var i = 0; i < mean.Matrix.Length; i++) mean.Matrix[i] *= scale;
            return mean;
        }
    }

    /// <summary>
    /// The trace of C⁻¹·E. With many parameters, it is the mean of yᵀ·E·y over some y = W·z, with random signs z and W·Wᵀ = C⁻¹:
    /// Wᵀ·E·W has no eigenvalue above one, so few z suffice, however differently the parameters are scaled.
    /// </summary>
    internal static double Trace(DampedCurvature curvature, Matrix ofEnergies)
    {
        var n = ofEnergies.Rows;
        if (n <= ExactTrace) return Enumerable.Range(0, n).Sum(i => curvature.Solve(ofEnergies.Row(i))[i]);
        var (random, sum) = (new SplitMix64(0), 0.0);
        for (var probe = 0; probe < Probes; probe++)
        {
            var spread = curvature.Spread([.. Enumerable.Range(0, n).Select(_ => random.Next() >> 63 == 0 ? 1.0 : -1)]);
            for (var i = 0; i < n; i++) sum += spread[i] * Vectors.Dot(ofEnergies.Row(i), spread);
        }
        return sum / Probes;
    }

    private ModelObjective Objective(ITrainingProblem problem)
    {
        double[] whole = _potential.IsFitted && _settings.Frozen != ParameterGroups.None
            ? [.. _potential.Parameters] : RandomStart.Draw(problem.Layout, 0, problem.RadialScale);
        var form = _settings.Model.Parameterization(problem.Layout.RadialShape);
        return new(problem, _settings.Model, _settings.Frozen, RandomStart.Compress(form, whole.AsSpan(problem.Layout.Radial)), whole);
    }

    /// <summary>Uses a loss with other weights; null on all ranks but the first, which serve it.</summary>
    private NormalEquations? With(LossWeights weights, Func<TrainingLoss, NormalEquations> use)
    {
        using var loss = new TrainingLoss(_potential, _data.Training, [], weights, _threads, _kernel, _ranks);
        if (_ranks.Rank > 0)
        {
            loss.Serve();
            return null;
        }
        var equations = use(loss);
        loss.End();
        return equations;
    }
}
