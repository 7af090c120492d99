using System.Runtime.CompilerServices;
using FastMtp.Evaluation;
using FastMtp.Kernels;

namespace FastMtp.Radial;

/// <summary>
/// Geometry and radial functions of a batch:
/// f_mu(r) = φ(r)·Σ_b c[z_i][z_j][mu][b]·T_b(ξ(r)), φ = scaling·(R_cut − r)².
/// </summary>
internal sealed unsafe partial class RadialStage<T>
    where T : unmanaged, ILanes<T>
{
    /// <summary>Place of T_1 in a slot's polynomials, behind φ and φ'.</summary>
    private const int FirstPolynomial = 2;

    private readonly int _functions;
    private readonly int _size;
    private readonly double _cutoff;
    private readonly double _scaling;
    private readonly double _slope;
    private readonly double _offset;

    public RadialStage(RadialBasis basis, int radialFunctions)
    {
        _functions = radialFunctions;
        _size = basis.Size;
        _cutoff = basis.Cutoff;
        _scaling = basis.Scaling;
        _slope = basis.Slope;
        _offset = (basis.MinDistance + basis.Cutoff) / (basis.Cutoff - basis.MinDistance);
    }

    /// <summary>Length of one pair type's coefficients.</summary>
    public int PairLength => _functions * _size;

    /// <summary>Fills geometry and radial of a batch; shapes as <see cref="MtpKernel"/> documents them.</summary>
    /// <param name="block">The atoms.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="pairs">[pair type of the block] where its <see cref="RadialSeries"/> lies, or its weights if there are tables.</param>
    /// <param name="tables">The tables that a factorised tensor shares between pairs; none if it is dense.</param>
    /// <param name="geometry">To be filled.</param>
    /// <param name="radial">To be filled.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization), SkipLocalsInit]
    public void Evaluate(AtomBlock block, int batch, double*[] pairs, SharedTables tables, double* geometry, double* radial)
    {
        var bytes = stackalloc byte[(FirstPolynomial + _size + 2 * _functions + 1 + ScratchLength(tables.Count, PairLength)) * sizeof(T) + 64];
        var polynomials = AlignedBuffer.Align<T>(bytes);
        var other = polynomials + FirstPolynomial + _size;
        var scratch = other + 2 * _functions + 1;
        var first = block.FirstSlot[batch];
        var last = block.FirstSlot[batch + 1];
        var d = (T*)block.Displacements.Pointer + 3L * first;
        var g = (T*)geometry;
        var f = (T*)radial;
        for (var slot = first; slot < last; slot++, d += 3, g += 4, f += 2 * _functions)
        {
            var r = T.Sqrt(T.MultiplyAdd(d[0], d[0], T.MultiplyAdd(d[1], d[1], d[2] * d[2])));
            var inverse = T.Broadcast(1) / r;
            g[0] = d[0] * inverse;
            g[1] = d[1] * inverse;
            g[2] = d[2] * inverse;
            g[3] = inverse;
            Polynomials(r, polynomials);
            if (tables.Count > 0)
                SumTables(block, slot, pairs, tables, polynomials, scratch, f);
            else
                SumEntries(block, slot, pairs, polynomials, other, f);
        }
    }

    /// <summary>f and f' of a slot, two kinds of pairs at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumEntries(AtomBlock block, int slot, double*[] pairs, T* polynomials, T* other, T* f)
    {
        var mask = other + 2 * _functions;
        var (entry, end) = (block.FirstEntry[slot], block.FirstEntry[slot + 1]);
        var (pair, lanes) = block.Entries[entry++];
        if (entry == end)
        {
            Sum(new OneSeries(pairs[pair]), polynomials, f);
            return;
        }
        var (second, secondLanes) = block.Entries[entry++];
        *mask = T.Mask(secondLanes);
        Sum(new TwoSeries(pairs[pair], pairs[second], mask), polynomials, f);
        while (entry < end)
        {
            (pair, lanes) = block.Entries[entry++];
            Sum(new OneSeries(pairs[pair]), polynomials, other);
            *mask = T.Mask(lanes);
            for (var i = 0; i < 2 * _functions; i++) f[i] = T.Select(*mask, other[i], f[i]);
        }
    }

    /// <summary>
    /// Adds a batch's part of ∂L/∂c, lanes apart: accumulators [pair type of the block][mu][b].
    /// </summary>
    /// <param name="block">The atoms.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="geometry">As filled by <see cref="Evaluate"/>.</param>
    /// <param name="directions">Their last vector is the radial part of the direction.</param>
    /// <param name="gradients">a_mu, p_mu from <see cref="MtpKernel.PairGradients"/>.</param>
    /// <param name="accumulators">One vector per coefficient.</param>
    public void AddGradient(AtomBlock block, int batch, double* geometry, double* directions, double* gradients, T* accumulators)
    {
        var bytes = stackalloc byte[2 * _size * sizeof(T) + 64];
        var polynomials = AlignedBuffer.Align<T>(bytes);
        var first = block.FirstSlot[batch];
        for (var slot = first; slot < block.FirstSlot[batch + 1]; slot++)
        {
            var d = (T*)block.Displacements.Pointer + 3L * slot;
            var g = (T*)geometry + 4 * (slot - first);
            var along = ((T*)directions)[4 * (slot - first) + 3];
            var a = (T*)gradients + 2 * _functions * (slot - first);
            var p = a + _functions;
            var r = T.MultiplyAdd(d[0], g[0], T.MultiplyAdd(d[1], g[1], d[2] * g[2]));
            PolynomialsAndSlopes(r, polynomials);
            var (value, slope) = Envelope(r);
            for (var entry = block.FirstEntry[slot]; entry < block.FirstEntry[slot + 1]; entry++)
            {
                var (pair, lanes) = block.Entries[entry];
                var target = accumulators + pair * PairLength;
                for (var mu = 0; mu < _functions; mu++)
                {
                    var moved = p[mu] * along;
                    var onValue = T.MultiplyAdd(a[mu], value, moved * slope);
                    var onSlope = moved * value;
                    if (lanes != block.AllLanes)
                    {
                        onValue = T.Select(T.Mask(lanes), onValue, T.Broadcast(0));
                        onSlope = T.Select(T.Mask(lanes), onSlope, T.Broadcast(0));
                    }
                    for (var t = polynomials; t < polynomials + 2 * _size; t += 2, target++)
                        *target = T.MultiplyAdd(onSlope, t[1], T.MultiplyAdd(onValue, t[0], *target));
                }
            }
        }
    }

    /// <summary>φ, φ', T_1, T_2, …</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Polynomials(T r, T* p)
    {
        var gap = T.Broadcast(_cutoff) - r;
        var scaled = gap * T.Broadcast(_scaling);
        p[0] = gap * scaled;
        p[1] = scaled * T.Broadcast(-2);
        var t = T.MultiplyAdd(r, T.Broadcast(_slope), T.Broadcast(-_offset));
        var twice = t + t;
        var below = T.Broadcast(1);
        for (var b = 1; b < _size; b++)
        {
            p[FirstPolynomial + b - 1] = t;
            (t, below) = (T.MultiplySubtract(twice, t, below), t);
        }
    }

    /// <summary>[b][2]: T_b and dT_b/dr.</summary>
    private void PolynomialsAndSlopes(T r, T* t)
    {
        var xi = T.MultiplyAdd(r, T.Broadcast(_slope), T.Broadcast(-_offset));
        var twice = xi + xi;
        var twiceSlope = T.Broadcast(2 * _slope);
        t[0] = T.Broadcast(1);
        t[1] = T.Broadcast(0);
        if (_size == 1) return;
        t[2] = xi;
        t[3] = T.Broadcast(_slope);
        for (var end = t + 2 * _size - 4; t < end; t += 2)
        {
            t[4] = T.MultiplySubtract(twice, t[2], t[0]);
            t[5] = T.MultiplyAdd(twice, t[3], T.MultiplySubtract(twiceSlope, t[2], t[1]));
        }
    }

    private (T Value, T Slope) Envelope(T r)
    {
        var gap = T.Broadcast(_cutoff) - r;
        var scaled = gap * T.Broadcast(_scaling);
        return (gap * scaled, scaled * T.Broadcast(-2));
    }
}
