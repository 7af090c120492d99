using FastMtp.LinearAlgebra;

namespace FastMtp.Radial;

/// <summary>
/// TF: c is a tensor train, c[z_i][z_j][mu][b] = G_1[z_i]·G_2[z_j]·G_3[mu]·G_4[b]. Where radial functions have labels (n, l), G_3 may be
/// the product of a core of n and one of l.
/// </summary>
internal sealed class TensorTrainRadialTensor : FactorizedRadialTensor
{
    private readonly double[] _center;
    private readonly double[] _neighbor;
    private readonly int _first;

    private TensorTrainRadialTensor(
        StoredForm form, RadialShape shape, IReadOnlyList<int> ranks, IReadOnlyList<double[]> cores, double[] functions)
        : base(form, shape, ranks, cores)
    {
        (_center, _neighbor, _first) = (cores[0], cores[1], ranks[0]);
        TableCount = ranks[1];
        Tables = Product(functions, cores[^1], ranks[^1]);
    }

    /// <summary>Trains with the cores [N_T][r_1], [r_1][N_T][r_2], [r_2][N_f][r_3] and [r_3][N_b].</summary>
    public static StoredForm Stored { get; } = new(
        "tf",
        RankCount: 3,
        (shape, ranks) => FactorShape.Train(shape.Modes, ranks),
        (shape, ranks, cores) => new TensorTrainRadialTensor(Stored!, shape, ranks, cores, cores[2]));

    /// <summary>Trains with [r_2][N_n][r_3] and [r_3][L + 1][r_4] in place of the core of the radial functions.</summary>
    public static StoredForm StoredByLabel { get; } = new(
        "tf5",
        RankCount: 4,
        (shape, ranks) => FactorShape.Train(
            shape.LabelModes ?? throw new ArgumentException("The radial functions have no labels.", nameof(shape)), ranks),
        (shape, ranks, cores) => new TensorTrainRadialTensor(StoredByLabel!, shape, ranks, cores, Functions(shape, ranks, cores)));

    /// <inheritdoc/>
    public override int TableCount { get; }

    /// <summary>The product of the last cores, [r_2][N_f][N_b]: common to all pairs, so it is computed once.</summary>
    internal override double[] Tables { get; }

    internal override void Weights(int pair, Span<double> weights)
    {
        var (center, neighbor) = (pair / Shape.SpeciesCount, pair % Shape.SpeciesCount);
        weights.Clear();
        for (var a = 0; a < _first; a++)
        {
            var row = _neighbor.AsSpan((a * Shape.SpeciesCount + neighbor) * weights.Length, weights.Length);
            Rows.AddScaled(weights, _center[center * _first + a], row);
        }
    }

    /// <summary>[r_2][N_f][r_4] the core of the radial functions from those of n and l.</summary>
    private static double[] Functions(RadialShape shape, IReadOnlyList<int> ranks, IReadOnlyList<double[]> cores)
    {
        var functions = new double[ranks[1] * shape.FunctionCount * ranks[3]];
        shape.Labels!.Take(Product(cores[2], cores[3], ranks[2]), functions, ranks[3]);
        return functions;
    }

    /// <summary>[m][inner] times [inner][n].</summary>
    private static double[] Product(double[] left, double[] right, int inner)
    {
        var (rows, size) = (left.Length / inner, right.Length / inner);
        var product = new double[rows * size];
        for (var row = 0; row < rows; row++)
            for (var a = 0; a < inner; a++)
                for (var b = 0; b < size; b++) product[row * size + b] += left[row * inner + a] * right[a * size + b];
        return product;
    }
}
