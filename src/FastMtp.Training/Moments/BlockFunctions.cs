using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Moments;

/// <summary>The basis functions of a block, which span all invariants with the same factors.</summary>
internal sealed class BlockFunctions
{
    private const double Tolerance = 1e-9;

    private readonly int _first;
    private readonly double[][] _values;
    private readonly Matrix _inverse;

    /// <summary>Takes the functions from samples of them.</summary>
    /// <param name="samples">More samples than functions.</param>
    /// <param name="first">Index of the first function.</param>
    /// <param name="count">Number of functions.</param>
    public BlockFunctions(MomentSamples samples, int first, int count)
    {
        _first = first;
        _values = [.. Enumerable.Range(first, count).Select(samples.Function)];
        double[] norms = [.. _values.Select(x => Vectors.Norm(x))];
        var matrix = new Matrix(samples.Count, count);
        for (var f = 0; f < count; f++)
            for (var s = 0; s < samples.Count; s++) matrix[s, f] = _values[f][s] / norms[f];
        var (u, sigma, v) = Decompositions.Svd(matrix, count);
        _inverse = v.ScaleColumns([.. sigma.Select(x => 1 / x)]).TimesTransposed(u);
        for (var f = 0; f < count; f++)
            foreach (ref var x in _inverse.Row(f)) x /= norms[f];
    }

    /// <summary>An invariant with these factors as a sum of functions; empty if it vanishes.</summary>
    /// <exception cref="InvalidOperationException">It is not in their span.</exception>
    public IEnumerable<(int Function, double Weight)> Expansion(double[] invariant)
    {
        var size = Vectors.Norm(invariant);
        var rest = (double[])invariant.Clone();
        var terms = new List<(int, double)>();
        for (var f = 0; f < _values.Length; f++)
        {
            var weight = Vectors.Dot(_inverse.Row(f), invariant);
            Vectors.AddScaled(rest, -weight, _values[f], rest);
            if (Math.Abs(weight) * Vectors.Norm(_values[f]) > Tolerance * size) terms.Add((_first + f, weight));
        }
        if (Vectors.Norm(rest) > Tolerance * size)
            throw new InvalidOperationException("An invariant is not a sum of the functions of its block.");
        return terms;
    }
}
