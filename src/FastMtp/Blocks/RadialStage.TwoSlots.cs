using System.Runtime.CompilerServices;

namespace FastMtp.Blocks;

/// <summary>The sums of two slots at a time, with pairs of one kind or of two.</summary>
internal sealed unsafe partial class RadialStage<T, TNumber>
{
    /// <summary>
    /// f and f' of two slots with pairs of one kind, or of two, which share every load of a coefficient: alone, a slot is limited by them.
    /// </summary>
    /// <param name="series">Of one kind.</param>
    /// <param name="other">Of the other kind.</param>
    /// <param name="masks">The lanes of the other kind in each slot.</param>
    /// <param name="polynomials">Of the first slot.</param>
    /// <param name="stride">To those of the second.</param>
    /// <param name="f">To be filled.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumTwoSlots<TKinds>(TNumber* series, TNumber* other, T* masks, T* polynomials, int stride, T* f)
        where TKinds : struct
    {
        T* second = polynomials + stride, next = f + 2 * _functions;
        var mu = 0;
        if (_functions % 2 == 1)
        {
            // With three functions together, the sums would not fit the registers.
            var width = Math.Min(_functions, 3);
            if (width > 1) SumTwoTwice<TKinds>(series, other, masks, width, polynomials, second, f, next);
            mu = width - 1;
            SumOneTwice<TKinds>(series + mu, other + mu, masks, width, polynomials, second, f + mu, next + mu);
            mu = width;
            series += 2 * width * _size;
            other += 2 * width * _size;
        }
        for (; mu < _functions; mu += 2, series += 4 * _size, other += 4 * _size)
            SumTwoTwice<TKinds>(series, other, masks, 2, polynomials, second, f + mu, next + mu);
    }

    /// <summary>Two functions for two slots.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumTwoTwice<TKinds>(TNumber* series, TNumber* other, T* masks, int width, T* first, T* second, T* f, T* g)
        where TKinds : struct
    {
        T m0 = masks[0], m1 = masks[1], c = T.BroadcastAt(series, 0), d = Other<TKinds>(other, 0, c);
        T a0 = Pick<TKinds>(c, d, m0), a1 = Pick<TKinds>(c, d, m1);
        (c, d) = (T.BroadcastAt(series, 1), Other<TKinds>(other, 1, c));
        T b0 = Pick<TKinds>(c, d, m0), b1 = Pick<TKinds>(c, d, m1);
        (c, d) = (T.BroadcastAt(series, width), Other<TKinds>(other, width, c));
        T da0 = Pick<TKinds>(c, d, m0), da1 = Pick<TKinds>(c, d, m1);
        (c, d) = (T.BroadcastAt(series, width + 1), Other<TKinds>(other, width + 1, c));
        T db0 = Pick<TKinds>(c, d, m0), db1 = Pick<TKinds>(c, d, m1);
        T* s = first + FirstPolynomial, t = second + FirstPolynomial;
        for (var terms = _size - 2; terms > 0; terms--, s++, t++)
        {
            series += 2 * width;
            other += 2 * width;
            T u = *s, v = *t;
            c = T.BroadcastAt(series, 0);
            d = Other<TKinds>(other, 0, c);
            a0 = T.MultiplyAdd(Pick<TKinds>(c, d, m0), u, a0);
            a1 = T.MultiplyAdd(Pick<TKinds>(c, d, m1), v, a1);
            c = T.BroadcastAt(series, 1);
            d = Other<TKinds>(other, 1, c);
            b0 = T.MultiplyAdd(Pick<TKinds>(c, d, m0), u, b0);
            b1 = T.MultiplyAdd(Pick<TKinds>(c, d, m1), v, b1);
            c = T.BroadcastAt(series, width);
            d = Other<TKinds>(other, width, c);
            da0 = T.MultiplyAdd(Pick<TKinds>(c, d, m0), u, da0);
            da1 = T.MultiplyAdd(Pick<TKinds>(c, d, m1), v, da1);
            c = T.BroadcastAt(series, width + 1);
            d = Other<TKinds>(other, width + 1, c);
            db0 = T.MultiplyAdd(Pick<TKinds>(c, d, m0), u, db0);
            db1 = T.MultiplyAdd(Pick<TKinds>(c, d, m1), v, db1);
        }
        if (_size > 1)
        {
            // The last polynomial has no part in the slope.
            series += 2 * width;
            other += 2 * width;
            c = T.BroadcastAt(series, 0);
            d = Other<TKinds>(other, 0, c);
            a0 = T.MultiplyAdd(Pick<TKinds>(c, d, m0), *s, a0);
            a1 = T.MultiplyAdd(Pick<TKinds>(c, d, m1), *t, a1);
            c = T.BroadcastAt(series, 1);
            d = Other<TKinds>(other, 1, c);
            b0 = T.MultiplyAdd(Pick<TKinds>(c, d, m0), *s, b0);
            b1 = T.MultiplyAdd(Pick<TKinds>(c, d, m1), *t, b1);
        }
        Store(first, a0, b0, da0, db0, f);
        Store(second, a1, b1, da1, db1, g);
    }

    /// <summary>One function for two slots.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumOneTwice<TKinds>(TNumber* series, TNumber* other, T* masks, int width, T* first, T* second, T* f, T* g)
        where TKinds : struct
    {
        T m0 = masks[0], m1 = masks[1], c = T.BroadcastAt(series, 0), d = Other<TKinds>(other, 0, c);
        T a0 = Pick<TKinds>(c, d, m0), a1 = Pick<TKinds>(c, d, m1);
        (c, d) = (T.BroadcastAt(series, width), Other<TKinds>(other, width, c));
        T da0 = Pick<TKinds>(c, d, m0), da1 = Pick<TKinds>(c, d, m1);
        T* s = first + FirstPolynomial, t = second + FirstPolynomial;
        for (var terms = _size - 2; terms > 0; terms--, s++, t++)
        {
            series += 2 * width;
            other += 2 * width;
            c = T.BroadcastAt(series, 0);
            d = Other<TKinds>(other, 0, c);
            a0 = T.MultiplyAdd(Pick<TKinds>(c, d, m0), *s, a0);
            a1 = T.MultiplyAdd(Pick<TKinds>(c, d, m1), *t, a1);
            c = T.BroadcastAt(series, width);
            d = Other<TKinds>(other, width, c);
            da0 = T.MultiplyAdd(Pick<TKinds>(c, d, m0), *s, da0);
            da1 = T.MultiplyAdd(Pick<TKinds>(c, d, m1), *t, da1);
        }
        if (_size > 1)
        {
            c = T.BroadcastAt(series, 2 * width);
            d = Other<TKinds>(other, 2 * width, c);
            a0 = T.MultiplyAdd(Pick<TKinds>(c, d, m0), *s, a0);
            a1 = T.MultiplyAdd(Pick<TKinds>(c, d, m1), *t, a1);
        }
        f[0] = a0 * first[0];
        g[0] = a1 * second[0];
        f[_functions] = T.MultiplyAdd(da0, first[0], a0 * first[1]);
        g[_functions] = T.MultiplyAdd(da1, second[0], a1 * second[1]);
    }

    /// <summary>The coefficient of the other kind, if there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Other<TKinds>(TNumber* other, int i, T one)
        where TKinds : struct => typeof(TKinds) == typeof(TwoKinds) ? T.BroadcastAt(other, i) : one;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Pick<TKinds>(T one, T other, T mask)
        where TKinds : struct => typeof(TKinds) == typeof(TwoKinds) ? T.Select(mask, other, one) : one;

    /// <summary>Slots with pairs of one kind, for <see cref="SumTwoSlots"/>.</summary>
    private readonly struct OneKind;

    /// <summary>Slots with pairs of two kinds.</summary>
    private readonly struct TwoKinds;
}
