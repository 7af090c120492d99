using System.Runtime.CompilerServices;

namespace FastMtp.Blocks;

/// <summary>
/// f = φ·Σ c_b·T_b and f' = φ·Σ d_b·T_b + φ'·Σ c_b·T_b for lanes of one kind of pair, of two kinds, and of as many as there
/// are lanes. Each sum is a small method of its own: in larger ones the JIT stops inlining halfway.
/// </summary>
internal sealed unsafe partial class RadialStage<T, TNumber>
{
    /// <summary>Where a sum finds its coefficients, as <see cref="RadialSeries"/> writes them.</summary>
    private interface ISeries<TSelf>
    {
        T this[int i] { get; }

        TSelf Skip(int count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Sum<TSeries>(TSeries series, T* polynomials, T* f)
        where TSeries : struct, ISeries<TSeries>
    {
        var mu = 0;
        if (_functions == 1) SumOne(series, polynomials, f);
        if (_functions % 2 == 1)
        {
            if (_functions > 1) SumThree(series, polynomials, f);
            (series, mu) = (series.Skip(6 * _size), 3);
        }
        for (; mu < _functions; mu += 2, series = series.Skip(4 * _size)) SumTwo(series, polynomials, f + mu);
    }

    /// <summary>Three functions share every load of a polynomial.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumThree<TSeries>(TSeries series, T* polynomials, T* f)
        where TSeries : struct, ISeries<TSeries>
    {
        T a = series[0], b = series[1], c = series[2], da = series[3], db = series[4], dc = series[5];
        var t = polynomials + FirstPolynomial;
        for (var terms = _size - 2; terms > 0; terms--, t++)
        {
            series = series.Skip(6);
            a = T.MultiplyAdd(series[0], *t, a);
            b = T.MultiplyAdd(series[1], *t, b);
            c = T.MultiplyAdd(series[2], *t, c);
            da = T.MultiplyAdd(series[3], *t, da);
            db = T.MultiplyAdd(series[4], *t, db);
            dc = T.MultiplyAdd(series[5], *t, dc);
        }
        if (_size > 1)
        {
            series = series.Skip(6);
            a = T.MultiplyAdd(series[0], *t, a);
            b = T.MultiplyAdd(series[1], *t, b);
            c = T.MultiplyAdd(series[2], *t, c);
        }
        T value = polynomials[0], slope = polynomials[1];
        f[0] = a * value;
        f[1] = b * value;
        f[2] = c * value;
        f += _functions;
        f[0] = T.MultiplyAdd(da, value, a * slope);
        f[1] = T.MultiplyAdd(db, value, b * slope);
        f[2] = T.MultiplyAdd(dc, value, c * slope);
    }

    /// <summary>Two functions share every load of a polynomial.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumTwo<TSeries>(TSeries series, T* polynomials, T* f)
        where TSeries : struct, ISeries<TSeries>
    {
        T a = series[0], b = series[1], da = series[2], db = series[3];
        var t = polynomials + FirstPolynomial;
        for (var terms = _size - 2; terms > 0; terms--, t++)
        {
            series = series.Skip(4);
            a = T.MultiplyAdd(series[0], *t, a);
            b = T.MultiplyAdd(series[1], *t, b);
            da = T.MultiplyAdd(series[2], *t, da);
            db = T.MultiplyAdd(series[3], *t, db);
        }
        if (_size > 1)
        {
            // The last polynomial has no part in the slope.
            series = series.Skip(4);
            a = T.MultiplyAdd(series[0], *t, a);
            b = T.MultiplyAdd(series[1], *t, b);
        }
        Store(polynomials, a, b, da, db, f);
    }

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

    /// <summary>Multiplies the sums of two functions with the envelope.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store(T* polynomials, T a, T b, T da, T db, T* f)
    {
        T value = polynomials[0], slope = polynomials[1];
        f[0] = a * value;
        f[1] = b * value;
        f += _functions;
        f[0] = T.MultiplyAdd(da, value, a * slope);
        f[1] = T.MultiplyAdd(db, value, b * slope);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumOne<TSeries>(TSeries series, T* polynomials, T* f)
        where TSeries : struct, ISeries<TSeries>
    {
        T a = series[0], da = series[1];
        var t = polynomials + FirstPolynomial;
        for (var terms = _size - 2; terms > 0; terms--, t++)
        {
            series = series.Skip(2);
            a = T.MultiplyAdd(series[0], *t, a);
            da = T.MultiplyAdd(series[1], *t, da);
        }
        if (_size > 1) a = T.MultiplyAdd(series.Skip(2)[0], *t, a);
        f[0] = a * polynomials[0];
        f[_functions] = T.MultiplyAdd(da, polynomials[0], a * polynomials[1]);
    }

    /// <summary>Slots with pairs of one kind, for <see cref="SumTwoSlots"/>.</summary>
    private readonly struct OneKind;

    /// <summary>Slots with pairs of two kinds.</summary>
    private readonly struct TwoKinds;

    /// <summary>All lanes alike.</summary>
    private readonly struct OneSeries(TNumber* values) : ISeries<OneSeries>
    {
        public T this[int i] => T.BroadcastAt(values, i);

        public OneSeries Skip(int count) => new(values + count);
    }

    /// <summary>The second one where the mask is set. A pointer to it, as a vector in a struct is copied to the stack in pieces.</summary>
    private readonly struct TwoSeries(TNumber* first, TNumber* second, T* mask) : ISeries<TwoSeries>
    {
        public T this[int i] => T.Select(*mask, T.BroadcastAt(second, i), T.BroadcastAt(first, i));

        public TwoSeries Skip(int count) => new(first + count, second + count, mask);
    }

    /// <summary>Each lane its own.</summary>
    private readonly struct LaneSeries(T* values) : ISeries<LaneSeries>
    {
        public T this[int i] => values[i];

        public LaneSeries Skip(int count) => new(values + count);
    }
}
