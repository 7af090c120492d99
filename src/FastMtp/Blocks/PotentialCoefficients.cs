using System.Runtime.CompilerServices;
using FastMtp.Kernels;
using FastMtp.Packing;
using FastMtp.Potentials;
using FastMtp.Radial;

namespace FastMtp.Blocks;

/// <summary>The coefficients in the layout that the kernels read. Written between evaluations, never during one.</summary>
internal sealed unsafe class PotentialCoefficients : ISiteCoefficients, IDisposable
{
    private readonly AlignedBuffer _buffer;
    private readonly FactorizedRadialTensor? _factors;
    private readonly SharedRadialTensor? _shared;
    private readonly ParameterLayout _layout;
    private readonly RadialShape _shape;
    private readonly double _slope;
    private readonly int _radial;

    /// <summary>Copies the coefficients of a potential.</summary>
    /// <param name="potential">The potential.</param>
    /// <param name="source">
    /// How to store factorised radial coefficients: multiplied out unless <see cref="RadialSource.Factors"/>. A dense tensor is
    /// kept as it is.
    /// </param>
    public PotentialCoefficients(PotentialModel potential, RadialSource source = RadialSource.Dense)
    {
        _factors = source == RadialSource.Factors ? potential.RadialTensor as FactorizedRadialTensor : null;
        _shared = source == RadialSource.Factors ? potential.RadialTensor as SharedRadialTensor : null;
        _layout = potential.Layout;
        _shape = potential.RadialTensor.Shape;
        _slope = potential.Radial.Slope;
        _radial = _factors?.Tables.Length
            ?? (_shared is null ? checked(_shape.PairCount * SeriesLength) : CommonLength + _shared.Factors[0].Length);
        _buffer = new AlignedBuffer(_radial + _layout.LinearCount);
        if (_shared is not null) WriteShared(_shared);
        else if (_factors is null) WriteSeries(potential.RadialCoefficients);
        else _factors.Tables.CopyTo(_buffer.Span);
        WriteLinear(potential.SpeciesCoefficients, potential.MomentCoefficients);
    }

    /// <summary>
    /// What the radial coefficients are read from: <see cref="RadialSource.Dense"/> or <see cref="RadialSource.Factors"/>.
    /// </summary>
    public RadialSource Source => _factors is null && _shared is null ? RadialSource.Dense : RadialSource.Factors;

    /// <summary>Replaces the coefficients, [c | species | moments]; not allowed if factors are kept.</summary>
    public void Set(ReadOnlySpan<double> parameters)
    {
        if (Source == RadialSource.Factors) throw new InvalidOperationException("Radial coefficients kept as factors cannot be replaced.");
        WriteSeries(parameters[_layout.Radial]);
        WriteLinear(parameters[_layout.Species], parameters[_layout.Moments]);
    }

    internal SharedTables Tables =>
        _shared is not null ? new((nint)_buffer.Pointer, _shared.Ranks[0], AreFunctions: true)
        : _factors is null ? default : new((nint)_buffer.Pointer, _factors.TableCount);

    /// <inheritdoc/>
    public double* Species => _buffer.Pointer + _radial;

    internal double* Moments => Species + _layout.SpeciesCount;

    /// <summary>All radial numbers, as <see cref="Offset"/> and <see cref="Tables"/> divide them.</summary>
    internal ReadOnlySpan<double> Radial => _buffer.Span[.._radial];

    /// <summary>How many of them, from the first on, all radial functions are proportional to; the rest are weights.</summary>
    internal int ProportionalCount => _shared is null ? _radial : CommonLength;

    /// <summary>True if every pair has weights that <see cref="Weights"/> computes.</summary>
    internal bool HasWeights => _factors is not null;

    /// <summary>Where the series or the weights of a pair type begin, if they are among the numbers.</summary>
    internal long Offset(int pairType) => _shared is null ? (long)pairType * SeriesLength
        : CommonLength + (long)pairType * _shape.FunctionCount * _shared.Ranks[0];

    /// <summary>[k] w_k of a pair type.</summary>
    internal void Weights(int pairType, Span<double> weights) => _factors!.Weights(pairType, weights);

    /// <summary>1, or N_T if every central species has moment coefficients of its own.</summary>
    internal int MomentSets => _layout.MomentSets;

    /// <inheritdoc/>
    public bool AreCommon => MomentSets == 1;

    /// <inheritdoc/>
    public double* MomentsOf(int species) => Moments + (AreCommon ? 0 : (long)species * _layout.FunctionCount);

    /// <inheritdoc/>
    public double* KernelMomentsOf(int species) => MomentsOf(species);

    /// <summary>
    /// [pair type of the block] where its <see cref="RadialSeries"/> lies, or its weights if factors are kept; valid until the
    /// state is used for another block.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal double*[] Locate(AtomBlock block, BlockState state)
    {
        var types = block.PairTypes;
        var pairs = state.Pairs(types.Length);
        if (_factors is null)
        {
            for (var i = 0; i < types.Length; i++) pairs[i] = _buffer.Pointer + Offset(types[i]);
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

    /// <summary>Length of the series of the common functions.</summary>
    private int CommonLength => RadialSeries.Length(_shared!.Ranks[0], _shape.BasisSize);

    private int SeriesLength => RadialSeries.Length(_shape.FunctionCount, _shape.BasisSize);

    private void WriteSeries(ReadOnlySpan<double> radial)
    {
        for (var pair = 0; pair < _shape.PairCount; pair++)
        {
            var series = radial.Slice(pair * _shape.PairLength, _shape.PairLength);
            RadialSeries.Write(series, _shape.FunctionCount, _slope, _buffer.Pointer + Offset(pair));
        }
    }

    /// <summary>The series of the common functions, then the weights of every pair.</summary>
    private void WriteShared(SharedRadialTensor shared)
    {
        var (rank, size) = (shared.Ranks[0], _shape.BasisSize);
        var functions = new double[rank * size];
        for (var k = 0; k < rank; k++)
            for (var b = 0; b < size; b++) functions[k * size + b] = shared.Factors[1][b * rank + k];
        RadialSeries.Write(functions, rank, _slope, _buffer.Pointer);
        shared.Factors[0].CopyTo(_buffer.Span[CommonLength..]);
    }

    private void WriteLinear(ReadOnlySpan<double> species, ReadOnlySpan<double> moments)
    {
        species.CopyTo(new Span<double>(Species, _layout.SpeciesCount));
        moments.CopyTo(new Span<double>(Moments, _layout.MomentCount));
    }
}
