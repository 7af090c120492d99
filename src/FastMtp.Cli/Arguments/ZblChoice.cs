using System.Globalization;
using FastMtp.Potentials;
using FastMtp.Radial;

namespace FastMtp.Cli.Arguments;

/// <summary>The value of <c>--zbl</c>.</summary>
/// <param name="Given">The distances; null to derive them from the radial basis.</param>
internal sealed record ZblChoice(ZblRepulsion? Given)
{
    /// <summary>Reads "inner,outer" or "auto"; null if it is neither.</summary>
    public static ZblChoice? Parse(string text)
    {
        if (text == "auto") return new((ZblRepulsion?)null);
        var parts = text.Split(',');
        return parts.Length == 2 && Number(parts[0], out var inner) && Number(parts[1], out var outer)
            ? new(new ZblRepulsion(inner, outer))
            : null;
    }

    /// <summary>The repulsion for a radial basis. If derived, it ends at the smallest distance.</summary>
    public ZblRepulsion For(RadialBasis radial) => Given ?? new(0.5 * radial.MinDistance, radial.MinDistance);

    private static bool Number(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
