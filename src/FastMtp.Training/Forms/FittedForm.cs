using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Training.History;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Forms;

/// <summary>What the fits call a point of a parameterisation, as the radial tensor of a potential.</summary>
internal static class FittedForm
{
    /// <summary>A potential with fitted coefficients, the radial ones in the form of the fit.</summary>
    public static PotentialModel Apply(PotentialModel potential, RadialForm form, BestPoint best)
    {
        var fitted = potential.WithParameters(best.Parameters);
        return best.Factors is { } factors ? fitted with { RadialTensor = Tensor(form, fitted.RadialTensor.Shape, factors) } : fitted;
    }

    /// <summary>The radial tensor of a model.</summary>
    /// <param name="form">The form.</param>
    /// <param name="shape">Extent of the tensor.</param>
    /// <param name="factors">Ranks and point of the parameterisation.</param>
    public static RadialTensor Tensor(RadialForm form, RadialShape shape, RadialFactors factors) => form switch
    {
        RadialForm.Base => new DenseRadialTensor(shape, factors.Values),
        RadialForm.Tf => TensorTrainRadialTensor.From(shape, factors.Ranks, factors.Values),
        RadialForm.Rmf => FromSingularValues(shape, factors.Ranks[0], factors.Values),
        _ => MatrixRadialTensor.From(shape, factors.Ranks[0], factors.Values),
    };

    /// <summary>Where the coefficients of a tensor stand among the parameters of a fit.</summary>
    public static ParameterLayout Layout(RadialShape shape) => new(shape.SpeciesCount, shape.FunctionCount, shape.BasisSize, 0);

    /// <summary>[U | σ | V] becomes U·Σ^½ and V·Σ^½.</summary>
    private static MatrixRadialTensor FromSingularValues(RadialShape shape, int rank, double[] values)
    {
        var u = new Matrix(shape.PairCount, rank, values.AsSpan(0, shape.PairCount * rank));
        var v = new Matrix(shape.PairLength, rank, values.AsSpan((shape.PairCount + 1) * rank));
        double[] roots = [.. values.AsSpan(shape.PairCount * rank, rank).ToArray().Select(Math.Sqrt)];
        return new MatrixRadialTensor(shape, rank, u.ScaleColumns(roots).Entries, v.ScaleColumns(roots).Entries);
    }
}
