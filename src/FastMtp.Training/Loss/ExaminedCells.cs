using FastMtp.Training.Outliers;

namespace FastMtp.Training.Loss;

/// <summary>The configurations of a loss, shared by all ranks.</summary>
/// <param name="configurations">The configurations of all ranks.</param>
/// <param name="training">Their loss.</param>
/// <param name="curvature">Its curvature, which may pack them once more.</param>
/// <param name="exchange">The ranks.</param>
/// <param name="dimension">Number of coefficients.</param>
internal sealed class ExaminedCells(IReadOnlyList<Configuration> configurations, DataSetLoss training, CurvatureRows curvature,
    LossExchange exchange, int dimension) : IExaminedCells
{
    /// <inheritdoc/>
    public IReadOnlyList<Configuration> Configurations => configurations;

    /// <inheritdoc/>
    public LabelErrors Errors(ReadOnlySpan<double> point)
    {
        exchange.Ask(Request.LabelErrors, point);
        return ErrorsOf(point);
    }

    /// <inheritdoc/>
    public void Distrust(IReadOnlyList<DistrustedTerm> terms)
    {
        exchange.Ask(Request.Distrust, new double[dimension]);
        var flags = new double[configurations.Count];
        foreach (var term in terms) flags[term.Cell] += (int)term.Term;
        Share(flags);
    }

    /// <summary>Answers rank 0 on the other ranks.</summary>
    public void Serve(Request request, ReadOnlySpan<double> point)
    {
        if (request == Request.LabelErrors) ErrorsOf(point);
        else Share(new double[configurations.Count]);
    }

    private LabelErrors ErrorsOf(ReadOnlySpan<double> point)
    {
        var errors = new LabelErrors(configurations.Count);
        training.EvaluateErrors(point, errors);
        exchange.Sum(errors.Values);
        return errors;
    }

    private void Share(double[] flags)
    {
        exchange.Share(flags);
        LossTerms[] terms = [.. flags.Select(flag => (LossTerms)(int)flag)];
        training.Distrust(terms);
        curvature.Distrust(terms);
    }
}
