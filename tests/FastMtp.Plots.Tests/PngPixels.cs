using SkiaSharp;

namespace FastMtp.Plots.Tests;

/// <summary>A picture as a reader of the file sees it.</summary>
internal sealed class PngPixels
{
    private readonly SKBitmap _bitmap;

    public PngPixels(string path)
    {
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(path)[..4]);
        _bitmap = SKBitmap.Decode(path);
    }

    public (int Width, int Height) Size => (_bitmap.Width, _bitmap.Height);

    /// <summary>Share of the pixels that are not white.</summary>
    public double Ink => (double)_bitmap.Pixels.Count(p => p != SKColors.White) / _bitmap.Pixels.Length;

    /// <summary>True when the colour, or one that text and lines smooth it to, is somewhere.</summary>
    public bool Has(string color)
    {
        var wanted = SKColor.Parse(color);
        return _bitmap.Pixels.Any(p => p == wanted);
    }

    /// <summary>Dark pixels in the strip at the left, where the label of the axis stands.</summary>
    public int InkOfLeftLabel
    {
        get
        {
            var count = 0;
            for (var y = 0; y < _bitmap.Height; y++)
                for (var x = 0; x < 24; x++) count += _bitmap.GetPixel(x, y).Red < 100 ? 1 : 0;
            return count;
        }
    }
}
