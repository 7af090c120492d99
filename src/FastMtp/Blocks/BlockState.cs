using FastMtp.Kernels;
using FastMtp.Packing;

namespace FastMtp.Blocks;

/// <summary>
/// The working memory of one thread for a block: the kernel's arrays for one batch, or for every batch of the block
/// when a pullback follows the evaluation. Also holds the results.
/// </summary>
/// <remarks>Memory: 16·R + 12 to 24·(S·(4 + 2·N_f)) bytes times lanes per batch kept; at level 16 about 60 kB for 8 atoms.</remarks>
internal sealed unsafe class BlockState : IDisposable
{
    private readonly int _rows;
    private readonly int _radialFunctions;

    // Doubles per vector; where the kernel computes with floats, it has two lanes in each.
    private readonly int _lanes;
    private readonly bool _keepsBatches;
    private AlignedBuffer _frames = new(0);
    private AlignedBuffer _scratch = new(0);
    private AlignedBuffer _pairWeights = new(0);
    private AlignedBuffer _polynomials = new(0);
    private double*[] _pairs = [];
    private int _slots;

    /// <summary>Creates the state for a kernel.</summary>
    /// <param name="kernel">Determines the array shapes.</param>
    /// <param name="keepsBatches">True to keep moments and adjoints of all batches for a pullback.</param>
    public BlockState(MtpKernel kernel, bool keepsBatches)
    {
        Kernel = new PlacedKernel(kernel);
        _rows = kernel.Program.RowCount;
        _radialFunctions = kernel.Program.Plan.RadialFunctionCount;
        _lanes = kernel.Width.Lanes();
        _keepsBatches = keepsBatches;
    }

    /// <summary>The kernel, for this thread.</summary>
    public MtpKernel Kernel { get; }

    /// <summary>Energies, forces and virials of the block.</summary>
    public SiteArrays Results { get; } = new();

    /// <summary>[centres] site energies, eV.</summary>
    public double[] SiteEnergies => Results.Energies;

    /// <summary>[local atoms][3] forces that the block's centres exert, eV/Å.</summary>
    public double[] Forces => Results.Forces;

    /// <summary>[centres][6] contributions to the virial, eV, xx yy zz yz xz xy.</summary>
    public double[] SiteVirials => Results.Virials;

    /// <summary>[batch or 1] the arrays of a batch.</summary>
    internal Frame this[int batch] => new(_frames.Pointer + (_keepsBatches ? batch : 0) * FrameLength, this);

    internal double* PairForces => _scratch.Pointer;

    internal double* Directions => PairForces + 3L * _slots * _lanes;

    internal double* TangentMoments => Directions + 4L * _slots * _lanes;

    internal double* TangentAdjoints => TangentMoments + (long)_rows * _lanes;

    internal double* PairGradients => TangentAdjoints + (long)_rows * _lanes;

    /// <summary>[R] adjoints of some lanes, where the atoms of a batch have different coefficients.</summary>
    internal double* SpareAdjoints => PairGradients + 2L * _radialFunctions * _slots * _lanes;

    private long FrameLength => (4L + 2 * _radialFunctions) * _slots * _lanes + 2L * _rows * _lanes;

    private long ScratchLength => (7L + 2 * _radialFunctions) * _slots * _lanes + 3L * _rows * _lanes;

    /// <summary>Makes room for a block and clears the results.</summary>
    internal void Prepare(AtomBlock block)
    {
        _slots = Math.Max(_slots, block.MostSlots);
        var frames = _keepsBatches ? block.BatchCount : 1;
        Grow(ref _frames, frames * FrameLength);
        Grow(ref _scratch, ScratchLength);
        Results.Prepare(block);
    }

    /// <summary>[pair type of the block] room for pointers to its coefficients.</summary>
    internal double*[] Pairs(int count) => _pairs.Length >= count ? _pairs : _pairs = new double*[count];

    /// <summary>The pairs of the current batch that a repulsion acts on.</summary>
    internal NearPairs NearPairs { get; } = new();

    /// <summary>The slots of the current batch by kind of pair.</summary>
    internal PairLists PairLists { get; } = new();

    /// <summary>Space for this many doubles per slot.</summary>
    internal double* Polynomials(int perSlot)
    {
        Grow(ref _polynomials, (long)perSlot * _slots);
        return _polynomials.Pointer;
    }

    /// <summary>Space for the weights of the block's pair types.</summary>
    internal double* PairWeights(long length)
    {
        Grow(ref _pairWeights, length);
        return _pairWeights.Pointer;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pairWeights.Dispose();
        _polynomials.Dispose();
        _frames.Dispose();
        _scratch.Dispose();
    }

    /// <summary>Makes a buffer at least as long as needed; its content is lost if it has to grow.</summary>
    internal static void Grow(ref AlignedBuffer buffer, long length)
    {
        if (buffer.Length >= length) return;
        buffer.Dispose();
        buffer = new AlignedBuffer(length);
    }

    /// <summary>The same with an eighth to spare, so that it need not grow again for a little more.</summary>
    internal static void GrowAmply(ref AlignedBuffer buffer, long length)
    {
        if (buffer.Length < length) Grow(ref buffer, length + length / 8);
    }

    /// <summary>The arrays of one batch; shapes as <see cref="KernelPasses"/> documents them.</summary>
    internal readonly struct Frame(double* start, BlockState state)
    {
        public double* Geometry => start;

        public double* Radial => Geometry + 4L * state._slots * state._lanes;

        public double* Moments => Radial + 2L * state._radialFunctions * state._slots * state._lanes;

        public double* Adjoints => Moments + (long)state._rows * state._lanes;
    }
}
