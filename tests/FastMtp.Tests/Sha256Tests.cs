using System.Security.Cryptography;
using FastMtp.Digests;

namespace FastMtp.Tests;

public sealed class Sha256Tests
{
    /// <summary>Around the lengths where padding takes another block, and in parts that do not match the blocks.</summary>
    [Fact]
    public void IsThatOfTheLibrary()
    {
        var data = new byte[1000];
        new Random(1).NextBytes(data);
        for (var length = 0; length < data.Length; length++)
        {
            var expected = SHA256.HashData(data.AsSpan(0, length));
            Assert.Equal(expected, Sha256.Of(data.AsSpan(0, length)));
            var parts = new Sha256();
            for (var start = 0; start < length; start += 37) parts.Append(data.AsSpan(start, Math.Min(37, length - start)));
            Assert.Equal(expected, parts.Finish());
        }
    }
}
