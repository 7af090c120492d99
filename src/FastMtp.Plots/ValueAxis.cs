using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace FastMtp.Plots;

/// <summary>An axis for positive values: logarithmic if they span a large factor, linear otherwise.</summary>
internal sealed class ValueAxis
{
    private const double FactorForLogarithm = 5;
    private const double Margin = 0.06;

    private readonly bool _isLogarithmic;
    private readonly double _bottom;
    private readonly double _top;

    /// <summary>Creates an axis that shows all values and error bars.</summary>
    /// <param name="bars">Means and standard deviations; values that are not finite are ignored.</param>
    /// <param name="isLinear">True for a linear axis in any case.</param>
    public ValueAxis(IEnumerable<(double Mean, double Sigma)> bars, bool isLinear = false)
    {
        var known = bars.Where(b => double.IsFinite(b.Mean)).ToArray();
        if (known.Length == 0) known = [(1, 0)];
        var (least, most) = (known.Min(b => b.Mean), known.Max(b => b.Mean + b.Sigma));
        _isLogarithmic = !isLinear && least > 0 && most > FactorForLogarithm * least;
        // Error bars that extend far below the smallest value would compress the rest of the axis.
        var lowest = known.Min(b => b.Mean - b.Sigma);
        least = _isLogarithmic ? Math.Max(0.6 * least, lowest) : Math.Min(least, lowest);
        var (low, high) = (Map(least), Map(most));
        var margin = high > low ? Margin * (high - low) : Math.Max(Math.Abs(high), 1e-300) * Margin;
        (_bottom, _top) = (low - margin, high + margin);
    }

    /// <summary>Creates an axis that shows all values.</summary>
    public ValueAxis(IEnumerable<double> values)
        : this(values.Select(v => (v, 0.0)))
    {
    }

    /// <summary>Position of a value on the axis.</summary>
    public double Map(double value) => _isLogarithmic ? Math.Log10(Math.Max(value, double.Epsilon)) : value;

    /// <summary>Lengths of an error bar below and above its value, clipped at the bottom of the axis.</summary>
    public (double Below, double Above) Bar(double mean, double sigma)
    {
        var (middle, low) = (Map(mean), _isLogarithmic && mean <= sigma ? _bottom : Map(mean - sigma));
        return (middle - Math.Max(low, _bottom), Map(mean + sigma) - middle);
    }

    /// <summary>Sets this as the left axis of a plot.</summary>
    public void Apply(Plot plot, string label)
    {
        plot.YLabel(label, 13);
        plot.Axes.Left.Label.Bold = false;
        plot.Axes.SetLimitsY(_bottom, _top);
        if (_isLogarithmic) plot.Axes.Left.TickGenerator = LogarithmicTicks();
    }

    /// <summary>Sets this as the bottom axis of a plot.</summary>
    public void ApplyToBottom(Plot plot, string label)
    {
        Series.LabelBottom(plot, label);
        plot.Axes.SetLimitsX(_bottom, _top);
        if (_isLogarithmic) plot.Axes.Bottom.TickGenerator = LogarithmicTicks();
    }

    private NumericManual LogarithmicTicks()
    {
        var ticks = new NumericManual();
        var decades = _top - _bottom;
        double[] labelled = decades > 3 ? [1] : decades > 1.5 ? [1, 3] : decades > 0.9 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 7];
        for (var power = (int)Math.Floor(_bottom); power <= Math.Ceiling(_top); power++)
        {
            for (var digit = 1; digit < 10; digit++) Add(digit * Math.Pow(10, power), labelled.Contains(digit));
            foreach (var digit in labelled.Where(d => d % 1 != 0)) Add(digit * Math.Pow(10, power), true);
        }
        return ticks;

        void Add(double value, bool withLabel)
        {
            var at = Math.Log10(value);
            if (at < _bottom || at > _top) return;
            if (withLabel) ticks.AddMajor(at, Text(value));
            else ticks.AddMinor(at);
        }
    }

    private static string Text(double value) =>
        value is >= 1e-3 and < 1e5
            ? value.ToString("0.######", CultureInfo.InvariantCulture)
            : value.ToString("0.#e0", CultureInfo.InvariantCulture);
}
