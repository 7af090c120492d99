using FastMtp.Radial;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Parameterizations;

/// <summary>
/// TF: a tensor of n_1 × … × n_d as the product of third-order cores G(1)[i_1]·G(2)[i_2]·…·G(d)[i_d] (Section II.C of the
/// paper). A point is the concatenated cores; Σ r_(k−1)·n_k·r_k parameters, r_0 = r_d = 1.
/// </summary>
internal sealed class TensorTrain : IParameterization
{
    /// <summary>A train for tensors of a shape.</summary>
    /// <param name="shape">[d] n_1 … n_d.</param>
    /// <param name="ranks">[d − 1] r_1 … r_(d−1).</param>
    /// <exception cref="InputException">The ranks do not fit the shape; the message names the limits.</exception>
    public TensorTrain(IReadOnlyList<int> shape, IReadOnlyList<int> ranks)
    {
        if (ranks.Count != shape.Count - 1)
            throw new InputException($"A tensor train of {shape.Count} cores has {shape.Count - 1} ranks, not {ranks.Count}.");
        if (ranks.Any(rank => rank < 1))
            throw new InputException($"Ranks of a tensor train must be at least 1, not {string.Join(",", ranks)}.");
        int[] all = [1, .. ranks, 1];
        for (var k = 1; k < shape.Count; k++)
        {
            // A larger rank than the cores on either side support would add parameters without effect.
            var limit = Math.Min((long)all[k - 1] * shape[k - 1], (long)shape[k] * all[k + 1]);
            if (all[k] > limit) throw new InputException(
                $"Rank {k} of a tensor train {string.Join(" × ", shape)} with ranks {string.Join(",", ranks)} must lie between 1 and "
                + $"{limit}, not {all[k]}.");
        }
        Ranks = [.. ranks];
        Cores = FactorShape.Train(shape, ranks);
        PointLength = Cores[^1].End;
        TensorLength = shape.Aggregate(1, (product, n) => product * n);
    }

    /// <summary>[d − 1] r_1 … r_(d−1).</summary>
    public IReadOnlyList<int> Ranks { get; }

    /// <summary>[d] the cores.</summary>
    public IReadOnlyList<FactorShape> Cores { get; }

    /// <inheritdoc/>
    public int TensorLength { get; }

    /// <inheritdoc/>
    public int PointLength { get; }

    /// <inheritdoc/>
    public int Dimension => PointLength;

    /// <inheritdoc/>
    public void Expand(ReadOnlySpan<double> point, Span<double> tensor) => LeftParts(Matrices(point))[^1].Entries.CopyTo(tensor);

    /// <summary>
    /// ∂L/∂G(k): the tensor gradient contracted with the cores left and right of k (supplement of the paper). The cores are
    /// removed from the right, so each contraction is done once.
    /// </summary>
    public void Pullback(ReadOnlySpan<double> point, ReadOnlySpan<double> tensorGradient, Span<double> gradient)
    {
        var cores = Matrices(point);
        var left = LeftParts(cores);
        var rest = new Matrix(TensorLength, 1, tensorGradient);
        for (var k = cores.Length - 1; k >= 0; k--)
        {
            var core = cores[k];
            rest = rest.Reshaped(left[k].Rows, core.Columns);
            left[k].TransposedTimes(rest).Entries.CopyTo(gradient[Cores[k].Offset..]);
            rest = rest.TimesTransposed(core);
        }
    }

    /// <summary>An entry of a core moves the tensor by the outer product of the factors to its left and right.</summary>
    public double MeanSquaredSensitivity(ReadOnlySpan<double> point) => SquaredSensitivity(Matrices(point)) / Dimension;

    /// <summary>TT-SVD: one truncated SVD per bond, from the left. All cores get the same norm.</summary>
    public double[] Approximate(ReadOnlySpan<double> tensor)
    {
        var point = new double[PointLength];
        var rest = new Matrix(1, TensorLength, tensor);
        foreach (var core in Cores.SkipLast(1))
        {
            var rows = core.LeftRank * core.Size;
            var (u, s, v) = Decompositions.Svd(rest.Reshaped(rows, rest.Entries.Length / rows), core.RightRank);
            u.Entries.CopyTo(point, core.Offset);
            rest = v.ScaleColumns(s).Transposed();
        }
        rest.Entries.CopyTo(point, Cores[^1].Offset);
        Balance(point);
        return point;
    }

    /// <summary>[d] the cores of a point as matrices r_(k−1) × n_k·r_k.</summary>
    internal Matrix[] Matrices(ReadOnlySpan<double> point)
    {
        var matrices = new Matrix[Cores.Count];
        for (var k = 0; k < matrices.Length; k++)
            matrices[k] = new(Cores[k].LeftRank, Cores[k].Size * Cores[k].RightRank, Cores[k].Of(point));
        return matrices;
    }

    /// <summary>Sum over all entries of a train and all entries of its cores of the squared derivatives.</summary>
    /// <param name="cores">As <see cref="Matrices"/> gives them.</param>
    internal static double SquaredSensitivity(IReadOnlyList<Matrix> cores)
    {
        var left = LeftParts(cores);
        // R·Rᵀ of the product R of the cores right of core k.
        var right = Matrix.Identity(1);
        var sum = 0.0;
        for (var k = cores.Count - 1; k >= 0; k--)
        {
            var (core, rightRank) = (cores[k], right.Rows);
            var size = core.Columns / rightRank;
            sum += size * Vectors.Dot(left[k].Entries, left[k].Entries) * Enumerable.Range(0, rightRank).Sum(i => right[i, i]);
            right = (core.Reshaped(core.Rows * size, rightRank) * right).Reshaped(core.Rows, size * rightRank).TimesTransposed(core);
        }
        return sum;
    }

    private void Balance(double[] point)
    {
        double[] norms = [.. Cores.Select(core => Vectors.Norm(point.AsSpan(core.Offset, core.Length)))];
        if (norms.Contains(0)) return;
        var mean = Math.Exp(norms.Average(Math.Log));
        for (var k = 0; k < norms.Length; k++)
            foreach (ref var x in point.AsSpan(Cores[k].Offset, Cores[k].Length)) x *= mean / norms[k];
    }

    /// <summary>[d + 1] products of the first k cores, n_1⋯n_k × r_k.</summary>
    private static Matrix[] LeftParts(IReadOnlyList<Matrix> cores)
    {
        var parts = new Matrix[cores.Count + 1];
        parts[0] = Matrix.Identity(1);
        for (var k = 0; k < cores.Count; k++)
        {
            var rank = k + 1 < cores.Count ? cores[k + 1].Rows : 1;
            parts[k + 1] = (parts[k] * cores[k]).Reshaped(parts[k].Rows * cores[k].Columns / rank, rank);
        }
        return parts;
    }
}
