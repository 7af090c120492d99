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
