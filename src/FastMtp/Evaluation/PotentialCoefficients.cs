using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Radial;

namespace FastMtp.Evaluation;

/// <summary>The coefficients as kernels read them. Written between evaluations, never during one.</summary>
public sealed unsafe class PotentialCoefficients : IDisposable
{
    private readonly AlignedBuffer _buffer;
    private readonly FactorizedRadialTensor? _factors;
    private readonly RadialShape _shape;
    private readonly int _radial;
    private readonly int _species;

    /// <summary>Takes the coefficients of a potential.</summary>
    /// <param name="potential">The potential.</param>
    /// <param name="source">How to keep radial coefficients that are factors; a dense tensor is always kept as it is.</param>
    public PotentialCoefficients(MtpPotential potential, RadialSource source = RadialSource.Dense)
    {
        _shape = potential.RadialTensor.Shape;
        Source = RadialCost.Choose(potential.RadialTensor, source);
        _factors = Source == RadialSource.Factors ? (FactorizedRadialTensor)potential.RadialTensor : null;
        var radial = _factors is null ? potential.RadialCoefficients : [];
        _radial = radial.Length;
        _species = potential.SpeciesCoefficients.Length;
        _buffer = new AlignedBuffer(_radial + _species + potential.MomentCoefficients.Length);
        radial.CopyTo(_buffer.Span);
        potential.SpeciesCoefficients.CopyTo(_buffer.Span[_radial..]);
        potential.MomentCoefficients.CopyTo(_buffer.Span[(_radial + _species)..]);
    }

    /// <summary>What the radial coefficients are read from: <see cref="RadialSource.Dense"/> or <see cref="RadialSource.Factors"/>.</summary>
    public RadialSource Source { get; }

    /// <summary>All coefficients: radial [N_T][N_T][N_f][N_b] (none where factors are kept), species [N_T], moments [A].</summary>
    public Span<double> Values => _buffer.Span;

    internal double* Species => _buffer.Pointer + _radial;

    internal double* Moments => Species + _species;

    /// <summary>[pair type of the block] where its coefficients [N_f][N_b] lie, until the state is used for another block.</summary>
    internal double*[] Locate(AtomBlock block, BlockState state)
    {
        var types = block.PairTypes;
        var pairs = state.Pairs(types.Length);
        var length = _shape.PairLength;
        if (_factors is null)
        {
            for (var i = 0; i < types.Length; i++) pairs[i] = _buffer.Pointer + (long)types[i] * length;
            return pairs;
        }
        var scratch = state.PairBlocks((long)types.Length * length);
        for (var i = 0; i < types.Length; i++, scratch += length)
        {
            _factors.Block(types[i], new Span<double>(scratch, length));
            pairs[i] = scratch;
        }
        return pairs;
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();
}
