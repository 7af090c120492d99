using FastMtp.Kernels;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Compilation;

/// <summary>
/// Libraries of kernels that are not what they should be are recognised before they are loaded, and named in one sentence.
/// </summary>
public sealed class KernelSealTests : IDisposable
{
    private const VectorWidth Width = VectorWidth.Wide;
    private readonly TemporaryDirectory _directory = new();
    private readonly Basis.BasisPlan _plan = UnusualTables.Potential(seed: 1).Plan;

    private ulong Fingerprint => Basis.Fingerprint.Of(_plan);

    [Fact]
    public void AWholeLibraryHasNoFault()
    {
        foreach (var length in (int[])[0, 1, 7, 8, 1000])
            Assert.Null(KernelSeal.Fault(KernelSeal.Close(Bytes(length), 5, Width), 5, Width));
    }

    [Fact]
    public void EveryLossAndEveryChangeIsFound()
    {
        var whole = KernelSeal.Close(Bytes(50), 5, Width);
        for (var length = 0; length < whole.Length; length++) Assert.NotNull(KernelSeal.Fault(whole.AsSpan(0, length), 5, Width));
        for (var i = 0; i < whole.Length; i++)
        {
            var changed = whole.ToArray();
            changed[i] ^= 0x10;
            Assert.NotNull(KernelSeal.Fault(changed, 5, Width));
        }
    }

    [Fact]
    public void ForeignLibrariesAreNamed()
    {
        var whole = KernelSeal.Close(Bytes(50), 5, Width);
        Assert.Equal("it was compiled for another basis", KernelSeal.Fault(whole, 6, Width));
        Assert.Equal("it was compiled for other processors", KernelSeal.Fault(whole, 5, VectorWidth.Widest));
        whole[58]++;
        Assert.Equal("it was compiled by another version of FastMtp (interface 2 instead of 1)", KernelSeal.Fault(whole, 5, Width));
    }

    /// <summary>As the native library sees them.</summary>
    [Fact]
    public void ThePlanKeepsItsInterpreterAndTheReason()
    {
        var width = VectorWidths.Supported[0];
        var path = _directory.PathOf(KernelLibraries.FileName(Fingerprint, width));
        Expect("there is no such file", null);
        Expect("the file is incomplete", Bytes(3));
        Expect("the file is incomplete or was changed", Bytes(3000));
        Expect("it was compiled for another basis", KernelSeal.Close(Bytes(3000), Fingerprint + 1, width));
        Expect("cannot be loaded (", KernelSeal.Close(Bytes(3000), Fingerprint, width));

        void Expect(string reason, byte[]? content)
        {
            if (content is not null) File.WriteAllBytes(path, content);
            var libraries = new KernelLibraries(_directory.Root);
            Assert.Null(libraries.FewestAtoms(_plan));
            Assert.StartsWith($"{path}: {reason}", libraries.Fault(_plan));
            Assert.Throws<InvalidOperationException>(() => libraries.Compile(Basis.ContractionProgram.Create(_plan), width));
        }
    }

    public void Dispose() => _directory.Dispose();

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }
}
