using System.Runtime.CompilerServices;
using FastMtp.Kernels;
using FastMtp.Packing;
using FastMtp.Potentials;
using FastMtp.Radial;

namespace FastMtp.Blocks;

/// <summary>The coefficients as kernels read them. Written between evaluations, never during one.</summary>
internal sealed unsafe class PotentialCoefficients : IDisposable
{
    private readonly AlignedBuffer _buffer;
    private readonly FactorizedRadialTensor? _factors;
    private readonly RadialShape _shape;
    private readonly double _slope;
    private readonly int _radial;
    private readonly int _species;

    /// <summary>Takes the coefficients of a potential.</summary>
    /// <param name="potential">The potential.</param>
    /// <param name="source">How to keep radial coefficients that are factors: multiplied out unless <see cref="RadialSource.Factors"/>. A dense tensor is kept as it is.</param>
    public PotentialCoefficients(PotentialModel potential, RadialSource source = RadialSource.Dense)
    {
        _factors = source == RadialSource.Factors ? potential.RadialTensor as FactorizedRadialTensor : null;
        _shape = potential.RadialTensor.Shape;
        _slope = potential.Radial.Slope;
        _radial = _factors?.Tables.Length ?? checked(_shape.PairCount * SeriesLength);
        _species = potential.SpeciesCoefficients.Length;
        _buffer = new AlignedBuffer(_radial + _species + potential.MomentCoefficients.Length);
        Write(_factors?.Tables ?? potential.RadialCoefficients, potential.SpeciesCoefficients, potential.MomentCoefficients);
    }

    /// <summary>What the radial coefficients are read from: <see cref="RadialSource.Dense"/> or <see cref="RadialSource.Factors"/>.</summary>
    public RadialSource Source => _factors is null ? RadialSource.Dense : RadialSource.Factors;

    /// <summary>Takes other coefficients: radial [N_T][N_T][N_f][N_b] (where factors are kept, their shared tables), species [N_T], moments [A].</summary>
    public void Set(ReadOnlySpan<double> values)
    {
        var radial = _factors is null ? _shape.Length : _radial;
        Write(values[..radial], values.Slice(radial, _species), values[(radial + _species)..]);
    }

    internal SharedTables Tables => _factors is null ? default : new((nint)_buffer.Pointer, _factors.TableCount);

    internal double* Species => _buffer.Pointer + _radial;

    internal double* Moments => Species + _species;

    /// <summary>
    /// [pair type of the block] where its <see cref="RadialSeries"/> lies, or its weights where factors are kept; until the
    /// state is used for another block.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal double*[] Locate(AtomBlock block, BlockState state)
    {
        var types = block.PairTypes;
        var pairs = state.Pairs(types.Length);
        if (_factors is null)
        {
            for (var i = 0; i < types.Length; i++) pairs[i] = Series(types[i]);
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

    private int SeriesLength => RadialSeries.Length(_shape.FunctionCount, _shape.BasisSize);

    private double* Series(int pair) => _buffer.Pointer + (long)pair * SeriesLength;

    private void Write(ReadOnlySpan<double> radial, ReadOnlySpan<double> species, ReadOnlySpan<double> moments)
    {
        if (_factors is not null)
            radial.CopyTo(_buffer.Span);
        else
            for (var pair = 0; pair < _shape.PairCount; pair++) RadialSeries.Write(radial.Slice(pair * _shape.PairLength, _shape.PairLength), _shape.FunctionCount, _slope, Series(pair));
        species.CopyTo(_buffer.Span[_radial..]);
        moments.CopyTo(_buffer.Span[(_radial + _species)..]);
    }
}
