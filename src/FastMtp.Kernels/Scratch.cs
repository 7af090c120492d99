namespace FastMtp.Kernels;

/// <summary>Working memory of a thread, for passes whose needs depend on the plan: tables from a file may want more than a stack has.</summary>
internal static unsafe class Scratch
{
    [ThreadStatic]
    private static AlignedBuffer? _buffer;

    /// <summary>Aligned room for <paramref name="length"/> doubles that hold anything; valid until the thread's next call.</summary>
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
