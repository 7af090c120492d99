using System.Globalization;
using FastMtp.Potentials;
using FastMtp.Training.Forms;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Compression;

/// <summary>A potential with truncated radial coefficients.</summary>
/// <param name="Potential">The potential; its radial tensor is factorised.</param>
/// <param name="Before">Radial parameters of the given potential.</param>
/// <param name="After">Radial parameters after the truncation.</param>
/// <param name="RelativeError">|C − C'| / |C| in the Frobenius norm, C the dense tensor.</param>
/// <param name="FunctionError">Relative error of the radial functions over the neighbours of the weights; without weights,
/// <paramref name="RelativeError"/>.</param>
internal sealed record CompressedPotential(PotentialModel Potential, int Before, int After, double RelativeError, double FunctionError);

/// <summary>Truncates the radial coefficients of a fitted potential by SVD or, to a tensor train, TT-SVD.</summary>
internal static class RadialCompression
{
    /// <summary>Relative error of a truncation that loses nothing.</summary>
    private const double Rounding = 1e-12;

    /// <summary>Truncates to a form.</summary>
    /// <param name="potential">A fitted potential.</param>
    /// <param name="form">The form, with its ranks.</param>
    /// <param name="weights">What the truncation should preserve; null weighs all coefficients equally.</param>
    /// <exception cref="InputException">The ranks do not fit the potential.</exception>
    public static CompressedPotential Truncate(PotentialModel potential, RadialForm form, RadialWeights? weights = null)
    {
        var shape = potential.RadialTensor.Shape;
        var dense = potential.RadialCoefficients;
        var parameterization = form.Parameterization(shape);
        var nearest = new double[dense.Length];
        parameterization.Expand(parameterization.Approximate(weights?.Weigh(dense, form.Unfolding) ?? dense), nearest);
        // Weights act on single indices of the tensor, so removing them keeps the ranks.
        var tensor = form.Tensor(shape, parameterization.Approximate(weights?.Unweigh(nearest, form.Unfolding) ?? nearest));
        var error = Error(dense, tensor.ToDense());
        var functionError = weights is null
            ? error : Error(weights.Weigh(dense, Unfolding.Pairs), weights.Weigh(tensor.ToDense(), Unfolding.Pairs));
        var note = string.Create(
            CultureInfo.InvariantCulture,
            $"{potential.RadialTensor} to {tensor}, relative error {error:0.000e+0}"
            + $"{(weights is null ? "" : $", of the radial functions {functionError:0.000e+0}")}");
        var metadata = new Dictionary<string, string>(potential.Metadata) { ["truncated"] = note };
        return new(potential with { RadialTensor = tensor, Metadata = metadata }, potential.RadialTensor.ParameterCount,
            tensor.ParameterCount, error, functionError);
    }

    /// <summary>
    /// [c | species | moments] for a fit in a form, with c truncated by its effect at the neighbours in the data unless it has the
    /// form already.
    /// </summary>
    /// <exception cref="InputException">The ranks do not fit the potential, or two atoms of a configuration coincide.</exception>
    public static double[] Start(PotentialModel potential, RadialForm form, IEnumerable<Configuration> data)
    {
        if (!form.IsCompressed || potential.RadialTensor.ToString() == form.First.ShortName) return potential.Parameters;
        var whole = Truncate(potential, form.First);
        // Weights cost digits, and nothing is lost here that they could preserve.
        return (whole.RelativeError < Rounding ? whole : Truncate(potential, form.First, RadialWeights.Of(potential, data)))
            .Potential.Parameters;
    }

    /// <summary>A form at the ranks with the smallest error among those with at most a share of the dense tensor's parameters.</summary>
    /// <exception cref="InputException">Even rank 1 has more parameters.</exception>
    public static RadialForm WithinShare(PotentialModel potential, RadialForm form, double share, RadialWeights? weights = null)
    {
        var search = Search(potential, form, weights);
        var most = (int)Math.Floor(share * potential.RadialTensor.Shape.Length + 1e-9);
        var ranks = search.WithinCount(most) ?? throw new InputException(string.Create(CultureInfo.InvariantCulture,
            $"{100 * share:0.##} % of the {potential.RadialTensor.Shape.Length} radial coefficients is too few for {form.Name}; "
            + $"rank 1 needs {search.LeastCount}, keep at least that many."));
        return form.WithRanks(ranks);
    }

    /// <summary>
    /// A form at the ranks with the fewest parameters that guarantee a relative error of the weighted tensor below a bound.
    /// </summary>
    /// <exception cref="InputException">The form has a larger error at all ranks.</exception>
    public static RadialForm WithinError(PotentialModel potential, RadialForm form, double tolerance, RadialWeights? weights = null)
    {
        var search = Search(potential, form, weights);
        var ranks = search.WithinError(tolerance) ?? throw new InputException(string.Create(CultureInfo.InvariantCulture,
            $"The form {form.Name} has a relative error of at least {search.LeastError:0.0e+0}, not {tolerance:0.0e+0}, ")
            + "as radial functions of this potential depend on which species is the central one; "
            + "allow a larger error or choose another form.");
        return form.WithRanks(ranks);
    }

    private static double Error(double[] exact, double[] approximate)
    {
        var difference = new double[exact.Length];
        Vectors.AddScaled(exact, -1, approximate, difference);
        var norm = Vectors.Norm(exact);
        return norm > 0 ? Vectors.Norm(difference) / norm : 0;
    }

    private static RankSearch Search(PotentialModel potential, RadialForm form, RadialWeights? weights) =>
        new(form.Unfolding, potential.RadialTensor.Shape,
            weights?.Weigh(potential.RadialCoefficients, form.Unfolding) ?? potential.RadialCoefficients);
}
