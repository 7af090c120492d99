using FastMtp.Potentials;
using FastMtp.Training.LeastSquares;
using FastMtp.Training.Moments;
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
    private readonly double[] _penalties;

    /// <summary>Adds a prior to a loss.</summary>
    /// <param name="data">The loss of the data.</param>
    /// <param name="strength">κ as a fraction of the loss without moments.</param>
    public SmoothLoss(ITrainingProblem data, double strength)
    {
        _data = data;
        _penalties = Penalties(data.Layout, data.RadialScale);
        var scale = strength * LossOfAtoms(data);
        for (var i = 0; i < _penalties.Length; i++) _penalties[i] *= scale;
    }

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
    public ErrorSummary? TrainingErrors { get; private set; }

    /// <inheritdoc/>
    public ErrorSummary? ValidationErrors(ReadOnlySpan<double> point) => _data.ValidationErrors(point);

    /// <inheritdoc/>
    public IMomentParameterization MomentTrain(int rank) => _data.MomentTrain(rank);

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var loss = _data.Evaluate(point, gradient);
        for (var i = 0; i < _penalties.Length; i++)
        {
            loss += _penalties[i] * point[i] * point[i];
            gradient[i] += 2 * _penalties[i] * point[i];
        }
        TrainingErrors = _data.TrainingErrors is { } errors ? errors with { Loss = loss } : null;
        return loss;
    }

    /// <inheritdoc/>
    public NormalEquations LinearSystem(ReadOnlySpan<double> point)
    {
        var equations = _data.LinearSystem(point);
        var first = Layout.SpeciesOffset;
        for (var i = 0; i < equations.Dimension; i++) equations.Matrix[i * equations.Dimension + i] += _penalties[first + i];
        return equations;
    }

    /// <inheritdoc/>
    public NormalEquations EstimateCurvature(ReadOnlySpan<double> point, ulong seed, int dimension, RowProjection projection)
    {
        var equations = _data.EstimateCurvature(point, seed, dimension, projection);
        var sum = new NormalSum(dimension);
        var (whole, row) = (new double[Dimension], new double[dimension]);
        for (var i = 0; i < _penalties.Length; i++)
        {
            if (_penalties[i] == 0) continue;
            whole[i] = 1;
            projection(whole, row);
            sum.Add(row, 0, Math.Sqrt(_penalties[i]));
            whole[i] = 0;
        }
        sum.MoveTo(equations);
        return equations;
    }

    /// <inheritdoc/>
    public void MultiplyCurvature(ReadOnlySpan<double> point, ReadOnlySpan<double> direction, Span<double> product)
    {
        _data.MultiplyCurvature(point, direction, product);
        for (var i = 0; i < _penalties.Length; i++) product[i] += _penalties[i] * direction[i];
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
