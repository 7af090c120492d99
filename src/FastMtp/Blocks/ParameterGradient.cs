using System.Runtime.CompilerServices;
using FastMtp.Kernels;
using FastMtp.Packing;
using FastMtp.Potentials;

namespace FastMtp.Blocks;

/// <summary>
/// A sum of parameter gradients. Pullbacks add to accumulators that keep the lanes apart; <see cref="Collect"/> sums them.
/// </summary>
internal sealed unsafe class ParameterGradient : IDisposable
{
    private readonly int _lanes;
    private readonly ParameterLayout _layout;
    private readonly int _pairLength;
    private readonly AlignedBuffer _moments;
    private AlignedBuffer _radial = new(0);

    /// <summary>A zero gradient for a potential of this shape.</summary>
    public ParameterGradient(PotentialModel potential, int lanes)
    {
        _lanes = lanes;
        _layout = potential.Layout;
        _pairLength = potential.RadialTensor.Shape.PairLength;
        Radial = new double[_layout.RadialCount];
        Species = new double[_layout.SpeciesCount];
        _moments = new AlignedBuffer((long)_layout.MomentCount * lanes);
    }

    /// <summary>[N_T][N_T][N_f][N_b] ∂L/∂c.</summary>
    public double[] Radial { get; }

    /// <summary>[N_T] ∂L/∂ species coefficients.</summary>
    public double[] Species { get; }

    /// <summary>[A][lane] ∂L/∂ξ.</summary>
    internal double* Moments => _moments.Pointer;

    /// <summary>Cleared accumulators [pair type of the block][mu][b][lane].</summary>
    internal double* RadialAccumulators(AtomBlock block)
    {
        var length = (long)block.PairTypes.Length * _pairLength * _lanes;
        if (_radial.Length < length)
        {
            _radial.Dispose();
            _radial = new AlignedBuffer(length);
        }
        new Span<double>(_radial.Pointer, (int)length).Clear();
        return _radial.Pointer;
    }

    /// <summary>Sums the accumulators of a block over lanes into <see cref="Radial"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void AddRadial(AtomBlock block)
    {
        var source = _radial.Pointer;
        foreach (var pair in block.PairTypes)
        {
            for (var i = 0; i < _pairLength; i++, source += _lanes) Radial[pair * _pairLength + i] += Sum(source);
        }
    }

    /// <summary>The gradient as one vector, [c | species | moments].</summary>
    public void Collect(Span<double> gradient)
    {
        Radial.CopyTo(gradient[_layout.Radial]);
        Species.CopyTo(gradient[_layout.Species]);
        var moments = gradient[_layout.Moments];
        for (var alpha = 0; alpha < moments.Length; alpha++) moments[alpha] = Sum(Moments + (long)alpha * _lanes);
    }

    /// <summary>Back to zero.</summary>
    public void Clear()
    {
        Array.Clear(Radial);
        Array.Clear(Species);
        _moments.Span.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _moments.Dispose();
        _radial.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Sum(double* lanes)
    {
        double sum = 0;
        for (var lane = 0; lane < _lanes; lane++) sum += lanes[lane];
        return sum;
    }
}
