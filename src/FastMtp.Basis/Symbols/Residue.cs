namespace FastMtp.Basis.Symbols;

/// <summary>
/// Exact arithmetic modulo two 31-bit primes. A polynomial evaluated at fixed random residues is a fingerprint of the
/// polynomial: two different ones agree by chance only once in about 10^18 (Schwartz and Zippel).
/// </summary>
internal readonly record struct Residue(ulong First, ulong Second)
{
    private const ulong P = Elimination.Prime;
    private const ulong Q = 2147483629;

    public static Residue Zero => default;

    public static Residue Of(long n) => new(Reduce(n, P), Reduce(n, Q));

    /// <summary>The residue that represents an independent variable; identical on every run and machine.</summary>
    public static Residue Random(int a, int b, int c, int d)
    {
        var seed = (uint)a | (ulong)(uint)b << 16 | (ulong)(uint)c << 32 | (ulong)(uint)d << 48;
        return new(Mix(seed) % P, Mix(seed ^ 0x5DEECE66DUL << 13) % Q);
    }

    public static Residue Random(BasicMoment m) => Random(m.Mu + 1, m.A, m.B, m.C);

    public static Residue operator +(Residue a, Residue b) => new((a.First + b.First) % P, (a.Second + b.Second) % Q);

    public static Residue operator *(Residue a, Residue b) => new(a.First * b.First % P, a.Second * b.Second % Q);

    /// <summary>A whole number modulo a prime.</summary>
    public static ulong Reduce(long n, ulong prime) => (ulong)((n % (long)prime + (long)prime) % (long)prime);

    private static ulong Mix(ulong seed) => new SplitMix64(seed).Next();
}
