using System.Buffers.Binary;

namespace FastMtp.Kernels;

/// <summary>
/// The last bytes of a library of kernels: what it was compiled for, and a digest of all before. They are read before the library is
/// loaded, since loading a file that was cut short may end the process. What follows an ELF file is ignored by everything else.
/// </summary>
internal static class KernelSeal
{
    private const int Length = 32;
    private const ulong Magic = 0x314B50544D545346;

    /// <summary>A library with its seal.</summary>
    public static byte[] Close(byte[] library, ulong fingerprint, VectorWidth width)
    {
        var content = new byte[library.Length + Length];
        library.CopyTo(content, 0);
        var seal = content.AsSpan(library.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(seal, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(seal[8..], KernelPasses.Version);
        BinaryPrimitives.WriteInt32LittleEndian(seal[12..], (int)width);
        BinaryPrimitives.WriteUInt64LittleEndian(seal[16..], fingerprint);
        BinaryPrimitives.WriteUInt64LittleEndian(seal[24..], Digest(content.AsSpan(0, content.Length - 8)));
        return content;
    }

    /// <summary>What is wrong with a file; null if it is a whole library for this plan, this width and this version.</summary>
    public static string? Fault(ReadOnlySpan<byte> content, ulong fingerprint, VectorWidth width)
    {
        if (content.Length < Length) return "the file is incomplete";
        var seal = content[^Length..];
        if (BinaryPrimitives.ReadUInt64LittleEndian(seal) != Magic) return "the file is incomplete or was changed";
        if (BinaryPrimitives.ReadInt32LittleEndian(seal[8..]) is var version && version != KernelPasses.Version)
            return $"it was compiled by another version of FastMtp (interface {version} instead of {KernelPasses.Version})";
        if (BinaryPrimitives.ReadUInt64LittleEndian(seal[24..]) != Digest(content[..^8])) return "the file is damaged";
        if (BinaryPrimitives.ReadUInt64LittleEndian(seal[16..]) != fingerprint) return "it was compiled for another basis";
        return BinaryPrimitives.ReadInt32LittleEndian(seal[12..]) == (int)width ? null : "it was compiled for other processors";
    }

    /// <summary>Finds damage, not malice: who can write here can also write the library that reads it.</summary>
    private static ulong Digest(ReadOnlySpan<byte> bytes)
    {
        var digest = 14695981039346656037UL;
        while (bytes.Length >= 8)
        {
            digest = Mix(digest, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }
        foreach (var b in bytes) digest = Mix(digest, b);
        return digest;
    }

    /// <summary>FNV-1a by words, with the high bits folded into the low ones, where it has none otherwise.</summary>
    private static ulong Mix(ulong digest, ulong word)
    {
        var product = unchecked((digest ^ word) * 1099511628211UL);
        return product ^ (product >> 32);
    }
}
