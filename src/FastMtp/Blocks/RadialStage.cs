using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FastMtp.Kernels;
using FastMtp.Packing;
using FastMtp.Radial;

namespace FastMtp.Blocks;

/// <summary>
/// Geometry and radial functions of a batch:
/// f_mu(r) = φ(r)·Σ_b c[z_i][z_j][mu][b]·T_b(ξ(r)), φ = scaling·(R_cut − r)².
/// </summary>
internal sealed unsafe partial class RadialStage<T, TNumber>
    where T : unmanaged, ILanes<T>
    where TNumber : unmanaged, INumberBase<TNumber>
{
    /// <summary>Index of T_1 in a slot's polynomials, behind φ and φ'.</summary>
    private const int FirstPolynomial = 2;

    private readonly int _functions;
    private readonly int _size;
    private readonly double _cutoff;
    private readonly double _scaling;
    private readonly double _slope;
    private readonly double _offset;

    /// <summary>Cutoff, scaling, slope and −offset in the lanes' own precision; pinned.</summary>
    private readonly TNumber* _constants;
    private readonly TNumber[] _pinned;

    /// <summary>The functions that all pairs share, if there are any.</summary>
    private readonly RadialStage<T, TNumber>? _common;

    /// <summary>A stage for a number of radial functions.</summary>
    /// <param name="basis">The radial basis.</param>
    /// <param name="radialFunctions">N_f.</param>
    /// <param name="commonFunctions">How many functions all pairs share, if the coefficients are kept in that form; else 0.</param>
    public RadialStage(RadialBasis basis, int radialFunctions, int commonFunctions = 0)
    {
        _common = commonFunctions > 0 ? new RadialStage<T, TNumber>(basis, commonFunctions) : null;
        _functions = radialFunctions;
        _size = basis.Size;
        _cutoff = basis.Cutoff;
        _scaling = basis.Scaling;
        _slope = basis.Slope;
        _offset = (basis.MinDistance + basis.Cutoff) / (basis.Cutoff - basis.MinDistance);
        _pinned = GC.AllocateArray<TNumber>(4, pinned: true);
        (_pinned[0], _pinned[1], _pinned[2], _pinned[3]) = (TNumber.CreateTruncating(_cutoff), TNumber.CreateTruncating(_scaling),
            TNumber.CreateTruncating(_slope), TNumber.CreateTruncating(-_offset));
        _constants = (TNumber*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_pinned));
    }

    /// <summary>N_f.</summary>
    public int Functions => _functions;

    /// <summary>Length of one pair type's coefficients.</summary>
    public int PairLength => _functions * _size;

    /// <summary>Fills geometry and radial of a batch; shapes as <see cref="KernelPasses"/> documents them.</summary>
    /// <param name="block">The atoms.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="pairs">[pair type of the block] where its <see cref="RadialSeries"/> lies, or its weights if there are tables.</param>
    /// <param name="tables">What pairs share; none if the tensor is dense.</param>
    /// <param name="geometry">To be filled.</param>
    /// <param name="radial">To be filled.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization), SkipLocalsInit]
    public void Evaluate(AtomBlock block, int batch, TNumber*[] pairs, SharedTables tables, double* geometry, double* radial)
    {
        var stride = FirstPolynomial + _size - 1;
        var bytes = stackalloc byte[
            (MtpKernel.SlotBlock * stride + 2 * _functions + 1 + ScratchLength(tables, PairLength)) * sizeof(T) + 64];
        var polynomials = AlignedBuffer.Align<T>(bytes);
        var scratch = polynomials + MtpKernel.SlotBlock * stride;
        var first = block.FirstSlot[batch];
        var d = block.Displacements.Pointer + 3L * first * T.Count;
        var g = (T*)geometry;
        var f = (T*)radial;
        for (var slot = first; slot < block.FirstSlot[batch + 1]; slot += MtpKernel.SlotBlock)
        {
            // Square roots and divisions have a long latency: those of several slots overlap.
            for (var k = 0; k < MtpKernel.SlotBlock; k++, d += 3 * T.Count, g += 4)
            {
                T x = T.Load(d), y = T.Load(d + T.Count), z = T.Load(d + 2 * T.Count);
                var r = T.Sqrt(T.MultiplyAdd(x, x, T.MultiplyAdd(y, y, z * z)));
                var inverse = T.Broadcast(1) / r;
                g[0] = x * inverse;
                g[1] = y * inverse;
                g[2] = z * inverse;
                g[3] = inverse;
                Polynomials(r, polynomials + k * stride);
            }
            if (tables.AreFunctions)
            {
                SumShared(block, slot, pairs, tables, polynomials, stride, scratch, f);
                f += MtpKernel.SlotBlock * 2 * _functions;
                continue;
            }
            for (var k = 0; k < MtpKernel.SlotBlock; k++, f += 2 * _functions)
            {
                if (tables.Count > 0)
                {
                    SumTables(block, slot + k, pairs, tables, polynomials + k * stride, scratch, f);
                }
                else if (k % 2 == 0 && AreTwoKinds(block, slot + k, out var one, out var other))
                {
                    if (one == other)
                    {
                        SumTwoSlots<OneKind>(pairs[one], pairs[one], scratch, polynomials + k * stride, stride, f);
                    }
                    else
                    {
                        scratch[0] = T.Mask(LanesOf(block, slot + k, other));
                        scratch[1] = T.Mask(LanesOf(block, slot + k + 1, other));
                        SumTwoSlots<TwoKinds>(pairs[one], pairs[other], scratch, polynomials + k * stride, stride, f);
                    }
                    k++;
                    f += 2 * _functions;
                }
                else
                {
                    SumEntries(block, slot + k, pairs, polynomials + k * stride, scratch, f);
                }
            }
        }
    }

    /// <summary>True if a slot and the next hold pairs of at most two kinds together.</summary>
    private static bool AreTwoKinds(AtomBlock block, int slot, out int one, out int other)
    {
        var entry = block.FirstEntry[slot];
        one = other = block.Entries[entry].PairType;
        for (var end = block.FirstEntry[slot + 2]; entry < end; entry++)
        {
            var type = block.Entries[entry].PairType;
            if (type == one || type == other) continue;
            if (one != other) return false;
            other = type;
        }
        return true;
    }

    /// <summary>The lanes of a slot that hold pairs of a kind.</summary>
    private static uint LanesOf(AtomBlock block, int slot, int type)
    {
        for (var entry = block.FirstEntry[slot]; entry < block.FirstEntry[slot + 1]; entry++)
            if (block.Entries[entry].PairType == type) return block.Entries[entry].Lanes;
        return 0;
    }

    /// <summary>f and f' of a slot, two kinds of pairs at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumEntries(AtomBlock block, int slot, TNumber*[] pairs, T* polynomials, T* scratch, T* f)
    {
        var mask = scratch;
        var target = f;
        var (entry, end) = (block.FirstEntry[slot], block.FirstEntry[slot + 1]);
        while (entry < end)
        {
            var (pair, lanes) = block.Entries[entry++];
            if (entry == end)
            {
                Sum(new OneSeries(pairs[pair]), polynomials, target);
            }
            else
            {
                var (second, secondLanes) = block.Entries[entry++];
                *mask = T.Mask(secondLanes);
                Sum(new TwoSeries(pairs[pair], pairs[second], mask), polynomials, target);
                lanes |= secondLanes;
            }
            if (target == f)
            {
                target = scratch + 1;
                continue;
            }
            *mask = T.Mask(lanes);
            for (var i = 0; i < 2 * _functions; i++) f[i] = T.Select(*mask, target[i], f[i]);
        }
    }

    /// <summary>φ, φ', T_1, T_2, …: values alone, as the series of the slopes needs no other polynomials.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Polynomials(T r, T* p)
    {
        var gap = T.BroadcastAt(_constants, 0) - r;
        var scaled = gap * T.BroadcastAt(_constants, 1);
        p[0] = gap * scaled;
        p[1] = scaled * T.Broadcast(-2);
        var t = T.MultiplyAdd(r, T.BroadcastAt(_constants, 2), T.BroadcastAt(_constants, 3));
        var twice = t + t;
        var below = T.Broadcast(1);
        for (var b = 1; b < _size; b++)
        {
            p[FirstPolynomial + b - 1] = t;
            (t, below) = (T.MultiplySubtract(twice, t, below), t);
        }
    }
}
