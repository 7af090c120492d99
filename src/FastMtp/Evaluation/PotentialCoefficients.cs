using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Radial;

namespace FastMtp.Evaluation;

/// <summary>The coefficients as kernels read them. Written between evaluations, never during one.</summary>
public sealed unsafe class PotentialCoefficients : IDisposable
{
    private readonly AlignedBuffer _buffer;
    private readonly FactorizedRadialTensor? _factors;
    private readonly int _pairLength;
    private readonly int _radial;
    private readonly int _species;

    /// <summary>Takes the coefficients of a potential.</summary>
    /// <param name="potential">The potential.</param>
    /// <param name="source">How to keep radial coefficients that are factors: multiplied out unless <see cref="RadialSource.Factors"/>. A dense tensor is kept as it is.</param>
    public PotentialCoefficients(MtpPotential potential, RadialSource source = RadialSource.Dense)
    {
        _factors = source == RadialSource.Factors ? potential.RadialTensor as FactorizedRadialTensor : null;
        _pairLength = potential.RadialTensor.Shape.PairLength;
        var radial = _factors is null ? potential.RadialCoefficients : _factors.Tables;
        _radial = radial.Length;
        _species = potential.SpeciesCoefficients.Length;
        _buffer = new AlignedBuffer(_radial + _species + potential.MomentCoefficients.Length);
        radial.CopyTo(_buffer.Span);
        potential.SpeciesCoefficients.CopyTo(_buffer.Span[_radial..]);
        potential.MomentCoefficients.CopyTo(_buffer.Span[(_radial + _species)..]);
    }

    /// <summary>What the radial coefficients are read from: <see cref="RadialSource.Dense"/> or <see cref="RadialSource.Factors"/>.</summary>
    public RadialSource Source => _factors is null ? RadialSource.Dense : RadialSource.Factors;

    /// <summary>All coefficients: radial [N_T][N_T][N_f][N_b] (where factors are kept, their shared tables), species [N_T], moments [A].</summary>
    public Span<double> Values => _buffer.Span;

    internal SharedTables Tables => _factors is null ? default : new((nint)_buffer.Pointer, _factors.TableCount);

    internal double* Species => _buffer.Pointer + _radial;

    internal double* Moments => Species + _species;

    /// <summary>
    /// [pair type of the block] where its coefficients [N_f][N_b] lie, or its weights where factors are kept; until the
    /// state is used for another block.
    /// </summary>
    internal double*[] Locate(AtomBlock block, BlockState state)
    {
        var types = block.PairTypes;
        var pairs = state.Pairs(types.Length);
        if (_factors is null)
        {
            for (var i = 0; i < types.Length; i++) pairs[i] = _buffer.Pointer + (long)types[i] * _pairLength;
            return pairs;
        }
        var weights = state.PairWeights((long)types.Length * _factors.TableCount);
        for (var i = 0; i < types.Length; i++, weights += _factors.TableCount)
        {
            _factors.Weights(types[i], new Span<double>(weights, _factors.TableCount));
            pairs[i] = weights;
        }
        return pairs;
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();
}
