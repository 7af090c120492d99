using ScottPlot;
using SkiaSharp;

namespace FastMtp.Plots;

/// <summary>The font of all pictures: embedded, so that they look the same on every machine.</summary>
internal sealed class EmbeddedFont : IFontResolver
{
    /// <summary>The font name to use in plots.</summary>
    public const string Name = "FastMtp";

    private static readonly Lazy<SKTypeface> Typeface = new(() =>
    {
        using var stream = typeof(EmbeddedFont).Assembly.GetManifestResourceStream("DejaVuSans-Latin.ttf")!;
        return SKTypeface.FromStream(stream);
    });

    /// <summary>Makes this the default font of ScottPlot.</summary>
    public static void Install()
    {
        if (Fonts.Default == Name) return;
        Fonts.FontResolvers.Insert(0, new EmbeddedFont());
        Fonts.Default = Name;
    }

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName == Name ? Typeface.Value : null;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Name ? Typeface.Value : null;
}
