using FastMtp.Kernels;
using FastMtp.Packing;
using FastMtp.Potentials;

namespace FastMtp.Blocks;

/// <summary>
/// Derivatives of every site energy of a block with respect to the coefficients that it depends on, as <see cref="RowLayout"/> lists
/// them. Memory: 8 bytes each.
/// </summary>
internal sealed unsafe class GradientRows(RowLayout layout) : IDisposable
{
    private AlignedBuffer _rows = new(0);
    private AlignedBuffer _accumulators = new(0);

    /// <summary>What the rows hold.</summary>
    public RowLayout Layout => layout;

    /// <summary>[centres][row].</summary>
    public double* Pointer => _rows.Pointer;

    /// <summary>The derivatives of a centre.</summary>
    public Span<double> this[int center] => new(Row(center), layout.Length);

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.Dispose();
        _accumulators.Dispose();
    }

    /// <summary>The derivatives of a centre with respect to c of its pairs with a species, [N_f][N_b].</summary>
    internal double* Radial(int center, int neighbor) => Row(center) + neighbor * layout.PairLength;

    /// <summary>The derivative with respect to the species coefficient, then those with respect to the moment coefficients.</summary>
    internal double* Linear(int center) => Row(center) + layout.SpeciesEntry;

    /// <summary>Makes room for a block and clears it.</summary>
    internal void Prepare(AtomBlock block)
    {
        BlockState.Grow(ref _rows, (long)block.CenterCount * layout.Length);
        new Span<double>(_rows.Pointer, checked(block.CenterCount * layout.Length)).Clear();
    }

    /// <summary>Cleared accumulators of a batch, [pair type of the block][N_f][N_b][lane].</summary>
    internal double* Accumulators(AtomBlock block)
    {
        var length = block.PairTypes.Length * layout.PairLength * block.Lanes;
        BlockState.Grow(ref _accumulators, length);
        new Span<double>(_accumulators.Pointer, length).Clear();
        return _accumulators.Pointer;
    }

    private double* Row(int center) => _rows.Pointer + (long)center * layout.Length;
}
