namespace FastMtp.Basis;

/// <summary>
/// The SplitMix64 generator. <c>System.Random</c> does not guarantee the same sequence in every version of .NET; a published
/// seed has to reproduce it.
/// </summary>
internal sealed class SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Next 64 random bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Next number, uniform in [−1, 1).</summary>
    public double NextSigned() => (Next() >> 11) * (1.0 / (1L << 52)) - 1;
}
