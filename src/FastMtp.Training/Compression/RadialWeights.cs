using FastMtp.Neighbors;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Training.Forms;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Compression;

/// <summary>
/// Measures errors of radial coefficients by their effect on the radial functions. Over neighbours at distances r, n_ij per species pair,
/// the sum of Δf_μ(r)² is Σ n_ij·Δcᵀ·G·Δc over pairs and μ, with G the mean of T_β·T_β'. Truncating the unweighted C loses far more
/// accuracy: the polynomials are nearly linearly dependent where neighbours are, and some pairs are rare.
/// </summary>
internal sealed class RadialWeights
{
    /// <summary>Weight of a pair that does not occur, as a fraction of the mean; nonzero, so that <see cref="Unweigh"/> exists.</summary>
    private const double LeastPair = 1e-3;

    /// <summary>The same floor for combinations of polynomials that vanish at all distances.</summary>
    private const double LeastCombination = 1e-9;

    /// <summary>Number of distances in <see cref="Even"/>.</summary>
    private const int Samples = 1000;

    private readonly double[] _pairs;
    private readonly Matrix _root;
    private readonly Matrix _inverseRoot;

    private RadialWeights(double[] pairs, Matrix gram)
    {
        var mean = pairs.Average();
        _pairs = [.. pairs.Select(n => n / mean + LeastPair)];
        var (u, s, _) = Decompositions.Svd(gram, gram.Rows);
        double[] roots = [.. s.Select(x => Math.Sqrt(Math.Max(x, LeastCombination * s[0])))];
        _root = u.ScaleColumns(roots);
        _inverseRoot = u.ScaleColumns([.. roots.Select(x => 1 / x)]).Transposed();
    }

    /// <summary>Weights from the neighbours in configurations.</summary>
    /// <exception cref="InputException">Two atoms of a configuration coincide.</exception>
    public static RadialWeights Of(PotentialModel potential, IEnumerable<Configuration> data)
    {
        var (radial, species, buffer) = (potential.Radial, potential.SpeciesCount, new NeighborBuffer());
        var (pairs, gram) = (new double[species * species], new Matrix(radial.Size, radial.Size));
        foreach (var configuration in data)
        {
            var search = new NeighborSearch(configuration, radial.Cutoff);
            for (var i = 0; i < search.AtomCount; i++)
            {
                search.Collect(i, buffer);
                for (var k = 0; k < buffer.Count; k++)
                {
                    pairs[search.Types[i] * species + search.Types[buffer.Index[k]]]++;
                    Add(gram, radial, new Vector3(buffer.X[k], buffer.Y[k], buffer.Z[k]).Length, 1);
                }
            }
        }
        return pairs.Sum() > 0 ? new(pairs, gram) : Even(potential);
    }

    /// <summary>
    /// Weights for neighbours of all species in equal numbers, spread evenly over the volume between smallest distance and cutoff.
    /// </summary>
    public static RadialWeights Even(PotentialModel potential)
    {
        var radial = potential.Radial;
        var gram = new Matrix(radial.Size, radial.Size);
        for (var i = 0; i < Samples; i++)
        {
            var r = radial.MinDistance + (i + 0.5) / Samples * (radial.Cutoff - radial.MinDistance);
            Add(gram, radial, r, r * r);
        }
        return new([.. Enumerable.Repeat(1.0, potential.SpeciesCount * potential.SpeciesCount)], gram);
    }

    /// <summary>A tensor whose Frobenius norm is that of the radial functions.</summary>
    /// <param name="tensor">[N_T²·N_f·N_b].</param>
    /// <param name="unfolding">Unfolding whose ranks the weights must not change.</param>
    internal double[] Weigh(double[] tensor, Unfolding unfolding)
    {
        var weighed = (double[])tensor.Clone();
        MultiplyPairs(weighed, unfolding, inverse: false);
        return (Rows(weighed) * _root).Entries;
    }

    /// <summary>The inverse of <see cref="Weigh"/>.</summary>
    internal double[] Unweigh(double[] tensor, Unfolding unfolding)
    {
        var bare = (Rows(tensor) * _inverseRoot).Entries;
        MultiplyPairs(bare, unfolding, inverse: true);
        return bare;
    }

    private static void Add(Matrix gram, RadialBasis radial, double r, double weight)
    {
        Span<double> values = stackalloc double[radial.Size], derivatives = stackalloc double[radial.Size];
        ChebyshevBasis.Evaluate(radial, r, values, derivatives);
        for (var b = 0; b < values.Length; b++) Vectors.AddScaled(gram.Row(b), weight * values[b], values, gram.Row(b));
    }

    private Matrix Rows(double[] tensor) => new(tensor.Length / _root.Rows, _root.Rows, tensor);

    private void MultiplyPairs(double[] tensor, Unfolding unfolding, bool inverse)
    {
        double[] roots = [.. unfolding.Weights(_pairs).Select(Math.Sqrt)];
        var length = tensor.Length / roots.Length;
        for (var p = 0; p < roots.Length; p++)
        {
            var factor = inverse ? 1 / roots[p] : roots[p];
            foreach (ref var c in tensor.AsSpan(p * length, length)) c *= factor;
        }
    }
}
