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
    /// <exception cref="ArgumentException">A core does not fit shape and ranks.</exception>
    public TensorTrainRadialTensor(RadialShape shape, IReadOnlyList<int> ranks, IReadOnlyList<double[]> cores)
        : base(shape, ranks, cores, Products(shape, ranks, cores))
    {
        _first = ranks[0];
        _center = cores[0];
        _neighbor = cores[1];
    }

    /// <summary>Takes the cores one after the other, as a fit has them.</summary>
    public static TensorTrainRadialTensor From(RadialShape shape, IReadOnlyList<int> ranks, ReadOnlySpan<double> values) =>
        new(shape, ranks, Split(values, Lengths(shape, ranks)));

    /// <inheritdoc/>
    public override string Form => "tf";

    /// <summary>Numbers in each core.</summary>
    internal static int[] Lengths(RadialShape shape, IReadOnlyList<int> ranks) =>
        [shape.SpeciesCount * ranks[0], ranks[0] * shape.SpeciesCount * ranks[1], ranks[1] * shape.FunctionCount * ranks[2], ranks[2] * shape.BasisSize];

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

    /// <summary>G_3·G_4, [r_2][N_f][N_b]: common to all pairs, so it is multiplied out once.</summary>
    private static double[] Products(RadialShape shape, IReadOnlyList<int> ranks, IReadOnlyList<double[]> cores)
    {
        if (ranks.Count != 3 || cores.Count != 4) throw new ArgumentException("A radial tensor train has 3 ranks and 4 cores.", nameof(cores));
        var lengths = Lengths(shape, ranks);
        for (var k = 0; k < lengths.Length; k++) RequireLength(cores[k], lengths[k], nameof(cores));
        var (size, inner) = (shape.BasisSize, ranks[2]);
        var tables = new double[ranks[1] * shape.PairLength];
        for (var row = 0; row < ranks[1] * shape.FunctionCount; row++)
            for (var a = 0; a < inner; a++)
                for (var b = 0; b < size; b++) tables[row * size + b] += cores[2][row * inner + a] * cores[3][a * size + b];
        return tables;
    }
}
