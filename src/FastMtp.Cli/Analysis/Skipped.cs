using FastMtp.Cli.Terminals;

namespace FastMtp.Cli.Analysis;

/// <summary>The start of a simulation that is not averaged.</summary>
/// <param name="Value">A time, or a share in percent.</param>
/// <param name="IsShare">True for a share.</param>
internal sealed record Skipped(double Value, bool IsShare)
{
    /// <summary>First sample to use.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="times">[sample] times.</param>
    /// <exception cref="InputException">Nothing is left.</exception>
    public int First(string path, double[] times)
    {
        if (IsShare) return (int)(times.Length * Value / 100);
        var first = Array.FindIndex(times, time => time - times[0] >= Value);
        return first >= 0
            ? first
            : throw new InputException($"{path}: the run lasts {Format.Figures(times[^1] - times[0])}, "
                + $"so nothing is left with --skip {Format.Figures(Value)}; skip less.");
    }
}
