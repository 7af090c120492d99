namespace FastMtp.Kernels;

/// <summary>
/// Scratch memory of a thread, for passes whose size depends on the plan: tables from a file may need more than the stack
/// holds.
/// </summary>
internal static unsafe class Scratch
{
    [ThreadStatic]
    private static AlignedBuffer? _buffer;

    /// <summary>Aligned, uninitialised space for <paramref name="length"/> doubles; valid until the thread's next call.</summary>
    public static double* Take(int length)
    {
        if (_buffer is not { } buffer || buffer.Length < length)
        {
            _buffer?.Dispose();
            _buffer = buffer = new AlignedBuffer(length);
        }
        return buffer.Pointer;
    }
}
