using FastMtp.LinearAlgebra;

namespace FastMtp.Radial;

/// <summary>
/// Radial coefficients from factors. In every such form the block of a pair is Σ_k w_k(z_i, z_j)·B_k: a few weights of its
/// own times N_f × N_b tables B_k that all pairs share.
/// </summary>
internal abstract class FactorizedRadialTensor : RadialTensor
{
    private const int LargestStackWeights = 128;

    private protected FactorizedRadialTensor(StoredForm form, RadialShape shape, IReadOnlyList<int> ranks, IReadOnlyList<double[]> factors)
        : base(form, shape, ranks, factors)
    {
    }

    /// <summary>Number of shared tables, which is the number of products per coefficient of a pair.</summary>
    public abstract int TableCount { get; }

    /// <summary>[k][N_f][N_b] B_k.</summary>
    internal abstract double[] Tables { get; }

    /// <summary>[k] w_k of a pair.</summary>
    internal abstract void Weights(int pair, Span<double> weights);

    /// <inheritdoc/>
    /// <remarks>Fused and in the order of k, like the evaluators, so that the results agree to the last bit.</remarks>
    public sealed override void Block(int pair, Span<double> block)
    {
        Span<double> weights = TableCount <= LargestStackWeights ? stackalloc double[TableCount] : new double[TableCount];
        Weights(pair, weights);
        block.Clear();
        for (var k = 0; k < weights.Length; k++) Rows.AddScaled(block, weights[k], Tables.AsSpan(k * block.Length, block.Length));
    }
}
