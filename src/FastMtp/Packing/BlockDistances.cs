namespace FastMtp.Packing;

/// <summary>
/// Bounds of the shortest distances in each batch of a block whose atoms move, so that who looks for near pairs can pass over the batches
/// that have none. Whoever computes the displacements sets them.
/// </summary>
internal sealed class BlockDistances
{
    /// <summary>By more than this share, two ways to round a square do not differ.</summary>
    private const double Rounding = 1e-12;

    private double[] _limits = [];

    /// <summary>[slot] reciprocal of the largest limit for its pairs, Å⁻²; 1 where none are known.</summary>
    public double[] Weights { get; private set; } = [];

    /// <summary>[batch] square of the shortest distance, Å²; empty if it is not known.</summary>
    public double[] Squares { get; private set; } = [];

    /// <summary>[batch] a bound of the squares in relation to their limits.</summary>
    public double[] Ratios { get; private set; } = [];

    /// <summary>Makes room for a block that has been packed.</summary>
    /// <param name="block">The block.</param>
    /// <param name="squaredLimits">[z_i·N_T + z_j] positive, Å²; empty if pairs have none.</param>
    public void Prepare(AtomBlock block, double[] squaredLimits)
    {
        _limits = squaredLimits;
        var slots = block.FirstSlot[^1];
        if (Weights.Length < slots) Weights = new double[slots + (Weights.Length == 0 ? 0 : slots / 8)];
        if (Squares.Length != block.BatchCount) (Squares, Ratios) = (new double[block.BatchCount], new double[block.BatchCount]);
        for (var slot = 0; slot < slots; slot++)
        {
            var largest = squaredLimits.Length == 0 ? 1 : 0.0;
            for (var entry = block.FirstEntry[slot]; entry < block.FirstEntry[slot + 1] && squaredLimits.Length > 0; entry++)
                largest = Math.Max(largest, squaredLimits[block.PairTypes[block.Entries[entry].PairType]]);
            Weights[slot] = 1 / largest;
        }
    }

    /// <summary>True if it is known that no neighbour in a batch is nearer; false says nothing.</summary>
    public bool AreBeyond(double squaredDistance, int batch) =>
        batch < Squares.Length && (1 - Rounding) * Squares[batch] >= squaredDistance;

    /// <summary>The batch with the lowest bound in relation to some limits; −1 if nothing is known for them.</summary>
    public int Nearest(ReadOnlySpan<double> squaredLimits)
    {
        if (Ratios.Length == 0 || _limits.Length == 0 || !squaredLimits.SequenceEqual(_limits)) return -1;
        var nearest = 0;
        for (var batch = 1; batch < Ratios.Length; batch++)
            if (Ratios[batch] < Ratios[nearest]) nearest = batch;
        return nearest;
    }

    /// <summary>True if no pair of a batch comes below this in relation to its limit.</summary>
    public bool AreAbove(double ratio, int batch) => (1 - Rounding) * Ratios[batch] >= ratio;
}
