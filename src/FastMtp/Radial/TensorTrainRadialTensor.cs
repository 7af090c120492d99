namespace FastMtp.Radial;

/// <summary>TF: c is a tensor train, c[z_i][z_j][mu][b] = G_1[z_i]·G_2[z_j]·G_3[mu]·G_4[b].</summary>
internal sealed class TensorTrainRadialTensor : FactorizedRadialTensor
{
    private readonly double[] _center;
    private readonly double[] _neighbor;
    private readonly int _first;

    /// <summary>Wraps the cores.</summary>
    /// <param name="shape">Extent.</param>
    /// <param name="ranks">r_1, r_2, r_3.</param>
    /// <param name="cores">[N_T][r_1], [r_1][N_T][r_2], [r_2][N_f][r_3] and [r_3][N_b].</param>
    /// <exception cref="ArgumentException">A core does not match shape and ranks.</exception>
    public TensorTrainRadialTensor(RadialShape shape, IReadOnlyList<int> ranks, IReadOnlyList<double[]> cores)
        : base(Stored, shape, ranks, cores)
    {
        (_center, _neighbor, _first) = (cores[0], cores[1], ranks[0]);
        TableCount = ranks[1];
        Tables = Products(shape, cores[2], cores[3], ranks);
    }

    /// <summary>The form of these tensors.</summary>
    public static StoredForm Stored { get; } = new(
        "tf",
        RankCount: 3,
        (shape, ranks) => FactorShape.Train(shape.Modes, ranks),
        (shape, ranks, factors) => new TensorTrainRadialTensor(shape, ranks, factors));

    /// <inheritdoc/>
    public override int TableCount { get; }

    /// <summary>G_3·G_4, [r_2][N_f][N_b]: common to all pairs, so it is computed once.</summary>
    internal override double[] Tables { get; }

    internal override void Weights(int pair, Span<double> weights)
    {
        var (center, neighbor) = (pair / Shape.SpeciesCount, pair % Shape.SpeciesCount);
        weights.Clear();
        for (var a = 0; a < _first; a++)
        {
            var row = _neighbor.AsSpan((a * Shape.SpeciesCount + neighbor) * weights.Length, weights.Length);
            AddScaled(weights, _center[center * _first + a], row);
        }
    }

    private static double[] Products(RadialShape shape, double[] third, double[] fourth, IReadOnlyList<int> ranks)
    {
        var (size, inner) = (shape.BasisSize, ranks[2]);
        var tables = new double[ranks[1] * shape.PairLength];
        for (var row = 0; row < ranks[1] * shape.FunctionCount; row++)
            for (var a = 0; a < inner; a++)
                for (var b = 0; b < size; b++) tables[row * size + b] += third[row * inner + a] * fourth[a * size + b];
        return tables;
    }
}
