using System.Globalization;
using FastMtp.Potentials;

namespace FastMtp.Cli.Arguments;

/// <summary>The value of <c>--zbl</c>.</summary>
/// <param name="IsAuto">True to derive the distances from the data.</param>
/// <param name="Given">Otherwise the distances; null for no repulsion.</param>
internal sealed record ZblChoice(bool IsAuto, ZblRepulsion? Given = null)
{
    /// <summary>Reads "inner,outer", "auto" or "none"; null if it is none of them.</summary>
    public static ZblChoice? Parse(string text)
    {
        if (text is "auto" or "none") return new(text == "auto");
        var parts = text.Split(',');
        return parts.Length == 2 && Number(parts[0], out var inner) && Number(parts[1], out var outer)
            ? new(false, new ZblRepulsion(inner, outer))
            : null;
    }

    private static bool Number(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
