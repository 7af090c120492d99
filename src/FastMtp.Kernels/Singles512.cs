using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FastMtp.Kernels;

/// <summary>16 atoms side by side in a 512-bit register, in single precision.</summary>
internal readonly struct Singles512(Vector512<float> value) : ILanes<Singles512>
{
    private readonly Vector512<float> _value = value;

    /// <inheritdoc/>
    public static int Count => Vector512<float>.Count;

    /// <inheritdoc/>
    public static Singles512 operator +(Singles512 a, Singles512 b) => new(a._value + b._value);

    /// <inheritdoc/>
    public static Singles512 operator -(Singles512 a, Singles512 b) => new(a._value - b._value);

    /// <inheritdoc/>
    public static Singles512 operator *(Singles512 a, Singles512 b) => new(a._value * b._value);

    /// <inheritdoc/>
    public static Singles512 operator /(Singles512 a, Singles512 b) => new(a._value / b._value);

    /// <inheritdoc/>
    public static Singles512 Broadcast(double value) => new(Vector512.Create((float)value));

    /// <inheritdoc/>
    public static unsafe Singles512 BroadcastAt(void* numbers, int index) => new(Vector512.Create(((float*)numbers)[index]));

    /// <inheritdoc/>
    public static unsafe Singles512 Load(double* values) =>
        new(Vector512.Narrow(*(Vector512<double>*)values, *(Vector512<double>*)(values + Vector512<double>.Count)));

    /// <inheritdoc/>
    public static unsafe Singles512 Load(float* values) => new(*(Vector512<float>*)values);

    /// <inheritdoc/>
    public static Singles512 MultiplyAdd(Singles512 a, Singles512 b, Singles512 c) =>
        new(Vector512.MultiplyAddEstimate(a._value, b._value, c._value));

    /// <inheritdoc/>
    public static Singles512 MultiplySubtract(Singles512 a, Singles512 b, Singles512 c) =>
        new(Avx512F.IsSupported ? Avx512F.FusedMultiplySubtract(a._value, b._value, c._value) : a._value * b._value - c._value);

    /// <inheritdoc/>
    public static Singles512 Sqrt(Singles512 a) => new(Vector512.Sqrt(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 Mask(uint bits)
    {
        var lane = Vector512.Create(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
        return new(Vector512.Equals(Vector512.Create((int)bits) & lane, lane).AsSingle());
    }

    /// <inheritdoc/>
    public static Singles512 Select(Singles512 mask, Singles512 ifSet, Singles512 otherwise) =>
        new(Vector512.ConditionalSelect(mask._value, ifSet._value, otherwise._value));

    /// <inheritdoc/>
    public static Singles512 And(Singles512 mask, Singles512 a) => new(mask._value & a._value);

    /// <inheritdoc/>
    public static double Sum(Singles512 a) => Vector512.Sum(a._value);
}
