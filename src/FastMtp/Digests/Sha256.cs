using System.Buffers.Binary;
using System.Numerics;

namespace FastMtp.Digests;

/// <summary>
/// SHA-256 (FIPS 180-4). .NET takes it from OpenSSL, which a bare Linux need not have, and the native programs must run there.
/// </summary>
internal sealed class Sha256
{
    /// <summary>Bytes of a digest.</summary>
    public const int Size = 32;

    private const int BlockSize = 64;

    /// <summary>The first 32 bits of the fractional parts of the cube roots of the first 64 primes.</summary>
    private static readonly uint[] Constants =
        [.. Primes().Take(64).Select(prime => Fraction(Math.Cbrt(prime)))];

    private readonly uint[] _state = [.. Primes().Take(8).Select(prime => Fraction(Math.Sqrt(prime)))];
    private readonly uint[] _schedule = new uint[64];
    private readonly byte[] _block = new byte[BlockSize];
    private long _length;

    /// <summary>The digest of some bytes.</summary>
    public static byte[] Of(ReadOnlySpan<byte> data)
    {
        var digest = new Sha256();
        digest.Append(data);
        return digest.Finish();
    }

    /// <summary>Goes on with more bytes.</summary>
    public void Append(ReadOnlySpan<byte> data)
    {
        var filled = (int)(_length % BlockSize);
        _length += data.Length;
        if (filled > 0)
        {
            var taken = Math.Min(BlockSize - filled, data.Length);
            data[..taken].CopyTo(_block.AsSpan(filled));
            data = data[taken..];
            if (filled + taken < BlockSize) return;
            Compress(_block);
        }
        for (; data.Length >= BlockSize; data = data[BlockSize..]) Compress(data);
        data.CopyTo(_block);
    }

    /// <summary>The digest of all bytes; nothing may follow.</summary>
    public byte[] Finish()
    {
        var bits = 8 * _length;
        var padding = new byte[BlockSize - (int)((_length + 8) % BlockSize) + 8];
        padding[0] = 0x80;
        BinaryPrimitives.WriteInt64BigEndian(padding.AsSpan(padding.Length - 8), bits);
        Append(padding);
        var digest = new byte[Size];
        for (var i = 0; i < _state.Length; i++) BinaryPrimitives.WriteUInt32BigEndian(digest.AsSpan(4 * i), _state[i]);
        return digest;
    }

    private void Compress(ReadOnlySpan<byte> block)
    {
        var w = _schedule;
        for (var t = 0; t < 16; t++) w[t] = BinaryPrimitives.ReadUInt32BigEndian(block[(4 * t)..]);
        for (var t = 16; t < w.Length; t++)
        {
            var (x, y) = (w[t - 15], w[t - 2]);
            w[t] = w[t - 16] + w[t - 7] + (BitOperations.RotateRight(x, 7) ^ BitOperations.RotateRight(x, 18) ^ (x >> 3))
                + (BitOperations.RotateRight(y, 17) ^ BitOperations.RotateRight(y, 19) ^ (y >> 10));
        }
        var (a, b, c, d) = (_state[0], _state[1], _state[2], _state[3]);
        var (e, f, g, h) = (_state[4], _state[5], _state[6], _state[7]);
        for (var t = 0; t < w.Length; t++)
        {
            var first = h + (BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25))
                + ((e & f) ^ (~e & g)) + Constants[t] + w[t];
            var second = (BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22))
                + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e) = (g, f, e, d + first);
            (d, c, b, a) = (c, b, a, first + second);
        }
        ReadOnlySpan<uint> mixed = [a, b, c, d, e, f, g, h];
        for (var i = 0; i < mixed.Length; i++) _state[i] += mixed[i];
    }

    private static IEnumerable<int> Primes() =>
        Enumerable.Range(2, int.MaxValue - 2).Where(n => Enumerable.Range(2, n - 2).TakeWhile(d => d * d <= n).All(d => n % d != 0));

    private static uint Fraction(double root) => (uint)((root - Math.Floor(root)) * (1L << 32));
}
