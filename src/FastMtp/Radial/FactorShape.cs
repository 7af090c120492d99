namespace FastMtp.Radial;

/// <summary>A factor in a vector of consecutive factors: [LeftRank][Size][RightRank], row-major.</summary>
/// <param name="Offset">Index of its first entry.</param>
/// <param name="LeftRank">r_(k−1); 1 for a matrix.</param>
/// <param name="Size">n_k.</param>
/// <param name="RightRank">r_k.</param>
internal readonly record struct FactorShape(int Offset, int LeftRank, int Size, int RightRank)
{
    /// <summary>Number of entries.</summary>
    public int Length => LeftRank * Size * RightRank;

    /// <summary>Index after the last entry.</summary>
    public int End => Offset + Length;

    /// <summary>U and V of U·Vᵀ, [rows][rank] and [columns][rank].</summary>
    public static FactorShape[] Matrix(int rows, int columns, int rank) => Chain([(1, rows, rank), (1, columns, rank)]);

    /// <summary>U and V of one product after another.</summary>
    public static FactorShape[] Matrices(int count, int rows, int columns, int rank) =>
        Chain(Enumerable.Range(0, count).SelectMany(_ => ((int, int, int)[])[(1, rows, rank), (1, columns, rank)]));

    /// <summary>The cores of a tensor train.</summary>
    /// <param name="modes">[d] n_1 … n_d.</param>
    /// <param name="ranks">[d − 1] r_1 … r_(d−1).</param>
    public static FactorShape[] Train(IReadOnlyList<int> modes, IReadOnlyList<int> ranks)
    {
        int[] all = [1, .. ranks, 1];
        return Chain(modes.Select((size, k) => (all[k], size, all[k + 1])));
    }

    /// <summary>The entries of the factor.</summary>
    public ReadOnlySpan<double> Of(ReadOnlySpan<double> factors) => factors.Slice(Offset, Length);

    private static FactorShape[] Chain(IEnumerable<(int LeftRank, int Size, int RightRank)> factors)
    {
        var end = 0;
        return [.. factors.Select(factor =>
        {
            var shape = new FactorShape(end, factor.LeftRank, factor.Size, factor.RightRank);
            end = shape.End;
            return shape;
        })];
    }
}
