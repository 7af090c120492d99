using System.Runtime.CompilerServices;
using FastMtp.Kernels;

namespace FastMtp.Radial;

/// <summary>The sums over radial polynomials, for lanes of one kind of pair, of two kinds, and of as many as there are lanes.</summary>
internal sealed unsafe partial class RadialStage<T>
{
    /// <summary>Where a sum finds its series, [N_b][2][N_f] as <see cref="RadialSeries"/> writes it.</summary>
    private interface ISeries
    {
        T this[int i] { get; }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumOne(double* series, T* polynomials, T* f) => Sum(new OneSeries(series), polynomials, f);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumTwo(double* series, double* other, uint lanes, T* polynomials, T* f) => Sum(new TwoSeries(series, other, T.Mask(lanes)), polynomials, f);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumLanes(T* series, T* polynomials, T* f) => Sum(new LaneSeries(series), polynomials, f);

    /// <summary>f = φ·Σ c_b·T_b and f' = φ·Σ d_b·T_b + φ'·Σ c_b·T_b. Two functions share every load of a polynomial.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Sum<TSeries>(TSeries series, T* polynomials, T* f)
        where TSeries : ISeries
    {
        var (functions, step) = (_functions, 2 * _functions);
        var end = step * (_size - 1);
        var mu = 0;
        for (; mu < functions - 1; mu += 2)
        {
            T a = series[mu], b = series[mu + 1], da = series[functions + mu], db = series[functions + mu + 1];
            var t = polynomials + FirstPolynomial;
            var i = mu + step;
            for (; i < end; i += step, t++)
            {
                a = T.MultiplyAdd(*t, series[i], a);
                b = T.MultiplyAdd(*t, series[i + 1], b);
                da = T.MultiplyAdd(*t, series[i + functions], da);
                db = T.MultiplyAdd(*t, series[i + functions + 1], db);
            }
            if (end > 0)
            {
                a = T.MultiplyAdd(*t, series[i], a);
                b = T.MultiplyAdd(*t, series[i + 1], b);
            }
            f[mu] = a * polynomials[0];
            f[mu + 1] = b * polynomials[0];
            f[functions + mu] = T.MultiplyAdd(da, polynomials[0], a * polynomials[1]);
            f[functions + mu + 1] = T.MultiplyAdd(db, polynomials[0], b * polynomials[1]);
        }
        if (mu < functions)
        {
            T a = series[mu], da = series[functions + mu];
            var t = polynomials + FirstPolynomial;
            var i = mu + step;
            for (; i < end; i += step, t++)
            {
                a = T.MultiplyAdd(*t, series[i], a);
                da = T.MultiplyAdd(*t, series[i + functions], da);
            }
            if (end > 0) a = T.MultiplyAdd(*t, series[i], a);
            f[mu] = a * polynomials[0];
            f[functions + mu] = T.MultiplyAdd(da, polynomials[0], a * polynomials[1]);
        }
    }

    /// <summary>All lanes alike.</summary>
    private readonly struct OneSeries(double* values) : ISeries
    {
        public T this[int i] => T.Broadcast(values[i]);
    }

    /// <summary>The second one where the mask is set.</summary>
    private readonly struct TwoSeries(double* first, double* second, T mask) : ISeries
    {
        public T this[int i] => T.Select(mask, T.Broadcast(second[i]), T.Broadcast(first[i]));
    }

    /// <summary>Each lane its own.</summary>
    private readonly struct LaneSeries(T* values) : ISeries
    {
        public T this[int i] => values[i];
    }
}
