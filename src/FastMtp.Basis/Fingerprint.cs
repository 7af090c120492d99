namespace FastMtp.Basis;

/// <summary>A 64-bit FNV-1a hash over integers: equal for equal plans on every machine.</summary>
internal static class Fingerprint
{
    public static ulong Of(IEnumerable<int> values)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in values) hash = unchecked((hash ^ (uint)value) * 1099511628211UL);
        return hash;
    }
}
