using System.Globalization;
using FastMtp.Training.Studies;

namespace FastMtp.Cli.Terminals;

/// <summary>The format of numbers in tables.</summary>
internal static class Format
{
    /// <summary>Four significant figures, without an exponent if that is readable.</summary>
    public static string Figures(double value)
    {
        var size = Math.Abs(value);
        if (!double.IsFinite(value)) return "not finite";
        if (size is 0) return "0";
        if (size is < 1e-4 or >= 1e6) return value.ToString("0.000e+0", CultureInfo.InvariantCulture);
        var decimals = Math.Clamp(3 - (int)Math.Floor(Math.Log10(size)), 0, 7);
        return value.ToString($"F{decimals}", CultureInfo.InvariantCulture);
    }

    /// <summary>"5.83 ± 0.12": the deviation with two significant figures, the mean with the same number of decimals.</summary>
    public static string Spread(Spread spread)
    {
        if (spread.Sigma is not > 0 || !double.IsFinite(spread.Mean)) return Figures(spread.Mean);
        var decimals = Math.Clamp(1 - (int)Math.Floor(Math.Log10(spread.Sigma.Value)), 0, 9);
        var (mean, sigma) = (spread.Mean, spread.Sigma.Value);
        var format = $"F{decimals}";
        return $"{mean.ToString(format, CultureInfo.InvariantCulture)} ± {sigma.ToString(format, CultureInfo.InvariantCulture)}";
    }

    /// <summary>A length in Å with up to four decimals.</summary>
    public static string Length(double value) => value.ToString("0.####", CultureInfo.InvariantCulture) + " Å";

    /// <summary>"1 configuration", "2 configurations".</summary>
    public static string Count(long number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";

    /// <summary>"12 s", "3 min 20 s", "2 h 5 min".</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        { TotalMinutes: < 1 } => $"{time.Seconds} s",
        { TotalHours: < 1 } => $"{time.Minutes} min {time.Seconds} s",
        _ => $"{(int)time.TotalHours} h {time.Minutes} min",
    };
}
