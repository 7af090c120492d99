using FastMtp.Basis;

namespace FastMtp.Data;

/// <summary>Random orders.</summary>
internal static class RandomOrder
{
    /// <summary>Puts items into a random order, every one as likely as the others.</summary>
    public static void Shuffle<T>(this SplitMix64 random, Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = (int)(random.Next() % (ulong)(i + 1));
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
