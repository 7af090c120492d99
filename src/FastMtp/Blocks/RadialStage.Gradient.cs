using System.Runtime.CompilerServices;
using FastMtp.Kernels;
using FastMtp.Packing;

namespace FastMtp.Blocks;

/// <summary>
/// ∂L/∂c[mu][b] = Σ v_mu·T_b + s_mu·dT_b/dr over the slots, with v and s from the kernel's a and p and the envelope. Kind of
/// pair by kind of pair, so that sums over its slots stay in registers.
/// </summary>
internal sealed unsafe partial class RadialStage<T, TNumber>
{
    /// <summary>Polynomials whose sums are kept in registers together.</summary>
    private const int Together = 4;

    /// <summary>Polynomials per slot, a multiple of <see cref="Together"/>; sums of those from N_b on are not used.</summary>
    private int PaddedSize => (_size + Together - 1) / Together * Together;

    /// <summary>Doubles of scratch that a slot needs in <see cref="AddGradient"/>.</summary>
    public int GradientScratch => 2 * PaddedSize * T.Count;

    /// <summary>
    /// Adds a batch's part of ∂L/∂c, lanes apart: accumulators [pair type of the block][mu][b].
    /// </summary>
    /// <param name="block">The atoms.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="lists">Of this batch.</param>
    /// <param name="geometry">As filled by <see cref="Evaluate"/>.</param>
    /// <param name="directions">Their last vector is the radial part of the direction.</param>
    /// <param name="gradients">a_mu, p_mu from <see cref="KernelPasses.PairGradients"/>; become v_mu, s_mu.</param>
    /// <param name="scratch"><see cref="GradientScratch"/> for every slot.</param>
    /// <param name="accumulators">One vector per coefficient.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddGradient(AtomBlock block, int batch, PairLists lists, double* geometry, double* directions, double* gradients,
        double* scratch, T* accumulators)
    {
        var first = block.FirstSlot[batch];
        var slots = block.FirstSlot[batch + 1] - first;
        var polynomials = (T*)scratch;
        var weights = (T*)gradients;
        for (var slot = 0; slot < slots; slot++)
        {
            var d = (T*)block.Displacements.Pointer + 3L * (first + slot);
            var g = (T*)geometry + 4 * slot;
            var r = T.MultiplyAdd(d[0], g[0], T.MultiplyAdd(d[1], g[1], d[2] * g[2]));
            PolynomialsAndSlopes(r, polynomials + 2 * PaddedSize * slot);
            Weights(r, ((T*)directions)[4 * slot + 3], weights + 2 * _functions * slot);
        }
        foreach (var pair in lists.Pairs)
        {
            var list = lists.Of(pair);
            var target = accumulators + pair * PairLength;
            for (var b = 0; b < _size; b += Together)
            {
                var mu = 0;
                for (; mu < _functions - 1; mu += 2) AddTwo(list, weights + mu, polynomials + 2 * b, target + mu * _size + b, _size - b);
                if (mu < _functions) AddOne(list, weights + mu, polynomials + 2 * b, target + mu * _size + b, _size - b);
            }
        }
    }

    /// <summary>From a and p to v and s.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Weights(T r, T radial, T* weights)
    {
        var gap = T.Broadcast(_cutoff) - r;
        var scaled = gap * T.Broadcast(_scaling);
        var value = gap * scaled;
        var slope = scaled * T.Broadcast(-2);
        for (var mu = 0; mu < _functions; mu++)
        {
            var moved = weights[_functions + mu] * radial;
            weights[mu] = T.MultiplyAdd(weights[mu], value, moved * slope);
            weights[_functions + mu] = moved * value;
        }
    }

    /// <summary>[b][2]: T_b and dT_b/dr.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PolynomialsAndSlopes(T r, T* t)
    {
        var xi = T.MultiplyAdd(r, T.Broadcast(_slope), T.Broadcast(-_offset));
        var twice = xi + xi;
        var twiceSlope = T.Broadcast(2 * _slope);
        T value = T.Broadcast(1), below = xi, slope = T.Broadcast(0), slopeBelow = T.Broadcast(_slope);
        // T_{−1} = T_1 = xi starts the recurrence.
        for (var end = t + 2 * PaddedSize; t < end; t += 2)
        {
            t[0] = value;
            t[1] = slope;
            (value, below, slope, slopeBelow) = (T.MultiplySubtract(twice, value, below), value,
                T.MultiplyAdd(twice, slope, T.MultiplySubtract(twiceSlope, value, slopeBelow)), slope);
        }
    }

    /// <summary>Four polynomials for two functions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddTwo(ReadOnlySpan<PairSlot> list, T* weights, T* polynomials, T* target, int count)
    {
        var (functions, perWeights, perPolynomials) = (_functions, 2 * _functions, 2 * PaddedSize);
        T a0 = T.Broadcast(0), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
        foreach (var (slot, lanes) in list)
        {
            var mask = T.Mask(lanes);
            var w = weights + perWeights * slot;
            var t = polynomials + perPolynomials * slot;
            T va = T.And(mask, w[0]), vb = T.And(mask, w[1]);
            a0 = T.MultiplyAdd(va, t[0], a0);
            b0 = T.MultiplyAdd(vb, t[0], b0);
            a1 = T.MultiplyAdd(va, t[2], a1);
            b1 = T.MultiplyAdd(vb, t[2], b1);
            a2 = T.MultiplyAdd(va, t[4], a2);
            b2 = T.MultiplyAdd(vb, t[4], b2);
            a3 = T.MultiplyAdd(va, t[6], a3);
            b3 = T.MultiplyAdd(vb, t[6], b3);
            w += functions;
            T sa = T.And(mask, w[0]), sb = T.And(mask, w[1]);
            a0 = T.MultiplyAdd(sa, t[1], a0);
            b0 = T.MultiplyAdd(sb, t[1], b0);
            a1 = T.MultiplyAdd(sa, t[3], a1);
            b1 = T.MultiplyAdd(sb, t[3], b1);
            a2 = T.MultiplyAdd(sa, t[5], a2);
            b2 = T.MultiplyAdd(sb, t[5], b2);
            a3 = T.MultiplyAdd(sa, t[7], a3);
            b3 = T.MultiplyAdd(sb, t[7], b3);
        }
        Add(target, count, a0, a1, a2, a3);
        Add(target + _size, count, b0, b1, b2, b3);
    }

    /// <summary>Four polynomials for one function.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddOne(ReadOnlySpan<PairSlot> list, T* weights, T* polynomials, T* target, int count)
    {
        var (functions, perWeights, perPolynomials) = (_functions, 2 * _functions, 2 * PaddedSize);
        T a0 = T.Broadcast(0), a1 = a0, a2 = a0, a3 = a0;
        foreach (var (slot, lanes) in list)
        {
            var mask = T.Mask(lanes);
            var w = weights + perWeights * slot;
            var t = polynomials + perPolynomials * slot;
            T v = T.And(mask, w[0]), s = T.And(mask, w[functions]);
            a0 = T.MultiplyAdd(s, t[1], T.MultiplyAdd(v, t[0], a0));
            a1 = T.MultiplyAdd(s, t[3], T.MultiplyAdd(v, t[2], a1));
            a2 = T.MultiplyAdd(s, t[5], T.MultiplyAdd(v, t[4], a2));
            a3 = T.MultiplyAdd(s, t[7], T.MultiplyAdd(v, t[6], a3));
        }
        Add(target, count, a0, a1, a2, a3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(T* target, int count, T a, T b, T c, T d)
    {
        target[0] += a;
        if (count > 1) target[1] += b;
        if (count > 2) target[2] += c;
        if (count > 3) target[3] += d;
    }
}
