using FastMtp.Potentials;
using FastMtp.Training.LeastSquares;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Moments;
using FastMtp.Training.Outliers;
using FastMtp.Training.Problem;

namespace FastMtp.Training.Loss;

/// <summary>
/// A loss with a prior: smooth radial functions and small moment coefficients. It adds κ·Σ a_i·x_i², which the data outweigh wherever they
/// say something; elsewhere, as for atoms nearer than most of the data, the potential stays as plain as it can.
/// </summary>
/// <remarks>
/// Radial coefficients count in units that make moments of order one and, as roughness grows with the degree, by (1 + β)²; moment
/// coefficients count in eV. Multiplying a radial function and dividing the moment coefficients leaves the energy as it is: the sum of
/// both terms decides between them. κ is a fraction of the loss that the best energies of single atoms leave, and so has no unit.
/// </remarks>
internal sealed class SmoothLoss : ITrainingProblem
{
    private readonly ITrainingProblem _data;
    private readonly Lazy<double[]> _weights;

    /// <summary>Adds a prior to a loss.</summary>
    /// <param name="data">The loss of the data.</param>
    /// <param name="strength">κ as a fraction of the loss without moments.</param>
    public SmoothLoss(ITrainingProblem data, double strength)
    {
        _data = data;
        // Not before the first use: other ranks may still serve fits from which a start is chosen.
        _weights = new(() =>
        {
            var scale = strength * LossOfAtoms(data);
            return [.. Penalties(data.Layout, data.RadialScale).Select(penalty => scale * penalty)];
        });
    }

    private SmoothLoss(ITrainingProblem data, Lazy<double[]> weights) => (_data, _weights) = (data, weights);

    /// <summary>The same prior, as strong as here, on another loss.</summary>
    /// <param name="data">Creates that loss; other ranks may serve only that one from then on, so this one is used before.</param>
    public SmoothLoss On(Func<ITrainingProblem> data)
    {
        _ = Weights;
        return new(data(), _weights);
    }

    /// <summary>[c | species | moments] κ·a.</summary>
    private double[] Weights => _weights.Value;

    /// <inheritdoc/>
    public int Dimension => _data.Dimension;

    /// <inheritdoc/>
    public ParameterLayout Layout => _data.Layout;

    /// <inheritdoc/>
    public SpeciesList Species => _data.Species;

    /// <inheritdoc/>
    public string Fingerprint => _data.Fingerprint;

    /// <inheritdoc/>
    public double RadialScale => _data.RadialScale;

    /// <inheritdoc/>
    public IExaminedCells? Cells
    {
        get
        {
            // The prior is as strong as all labels demand, also in a fit that is resumed.
            _ = Weights;
            return _data.Cells;
        }
    }

    /// <inheritdoc/>
    public ErrorSummary? TrainingErrors { get; private set; }

    /// <inheritdoc/>
    public ErrorSummary? ValidationErrors(ReadOnlySpan<double> point) => _data.ValidationErrors(point);

    /// <inheritdoc/>
    public IMomentParameterization MomentTrain(int rank) => _data.MomentTrain(rank);

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        // The weights first: to find them, the data are evaluated at another point.
        var (weights, loss) = (Weights, _data.Evaluate(point, gradient));
        for (var i = 0; i < weights.Length; i++)
        {
            loss += weights[i] * point[i] * point[i];
            gradient[i] += 2 * weights[i] * point[i];
        }
        TrainingErrors = _data.TrainingErrors is { } errors ? errors with { Loss = loss } : null;
        return loss;
    }

    /// <inheritdoc/>
    public NormalEquations LinearSystem(ReadOnlySpan<double> point)
    {
        var equations = _data.LinearSystem(point);
        var first = Layout.SpeciesOffset;
        for (var i = 0; i < equations.Dimension; i++) equations.Matrix[i * equations.Dimension + i] += Weights[first + i];
        return equations;
    }

    /// <inheritdoc/>
    public NormalEquations EstimateCurvature(ReadOnlySpan<double> point, ulong seed, int dimension, RowProjection projection)
    {
        var equations = _data.EstimateCurvature(point, seed, dimension, projection);
        Vectors.AddScaled(Prior(dimension, projection).Matrix, 1, equations.Matrix, equations.Matrix);
        return equations;
    }

    /// <summary>The curvature of the prior alone, as in <see cref="EstimateCurvature"/>.</summary>
    public NormalEquations Prior(int dimension, RowProjection projection)
    {
        var sum = new NormalSum(dimension);
        var (whole, row) = (new double[Dimension], new double[dimension]);
        for (var i = 0; i < Weights.Length; i++)
        {
            if (Weights[i] == 0) continue;
            whole[i] = 1;
            projection(whole, row);
            sum.Add(row, 0, Math.Sqrt(Weights[i]));
            whole[i] = 0;
        }
        var equations = new NormalEquations(new double[dimension * dimension], new double[dimension]);
        sum.MoveTo(equations);
        return equations;
    }

    /// <inheritdoc/>
    public void MultiplyCurvature(ReadOnlySpan<double> point, ReadOnlySpan<double> direction, Span<double> product)
    {
        _data.MultiplyCurvature(point, direction, product);
        for (var i = 0; i < Weights.Length; i++) product[i] += Weights[i] * direction[i];
    }

    private static double[] Penalties(ParameterLayout layout, double radialScale)
    {
        var penalties = new double[layout.Count];
        var radial = penalties.AsSpan(layout.Radial);
        for (var i = 0; i < radial.Length; i++)
        {
            var degree = 1 + i % layout.RadialShape.BasisSize;
            radial[i] = degree * degree / (radialScale * radialScale);
        }
        penalties.AsSpan(layout.Moments).Fill(1);
        return penalties;
    }

    /// <summary>The loss of the best energies of single atoms.</summary>
    private static double LossOfAtoms(ITrainingProblem data)
    {
        var point = new double[data.Dimension];
        if (LeastSquaresSolver.Solve(data.LinearSystem(point)) is { } solution) solution.CopyTo(point, data.Layout.SpeciesOffset);
        return data.Evaluate(point, new double[point.Length]);
    }
}
