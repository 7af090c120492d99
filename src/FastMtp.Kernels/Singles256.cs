using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FastMtp.Kernels;

/// <summary>8 atoms side by side in a 256-bit register, in single precision.</summary>
internal readonly struct Singles256(Vector256<float> value) : ILanes<Singles256>
{
    private readonly Vector256<float> _value = value;

    /// <inheritdoc/>
    public static int Count => Vector256<float>.Count;

    /// <inheritdoc/>
    public static Singles256 operator +(Singles256 a, Singles256 b) => new(a._value + b._value);

    /// <inheritdoc/>
    public static Singles256 operator -(Singles256 a, Singles256 b) => new(a._value - b._value);

    /// <inheritdoc/>
    public static Singles256 operator *(Singles256 a, Singles256 b) => new(a._value * b._value);

    /// <inheritdoc/>
    public static Singles256 operator /(Singles256 a, Singles256 b) => new(a._value / b._value);

    /// <inheritdoc/>
    public static Singles256 Broadcast(double value) => new(Vector256.Create((float)value));

    /// <inheritdoc/>
    public static unsafe Singles256 BroadcastAt(void* numbers, int index) => new(Vector256.Create(((float*)numbers)[index]));

    /// <inheritdoc/>
    public static unsafe Singles256 Load(double* values) =>
        new(Vector256.Narrow(*(Vector256<double>*)values, *(Vector256<double>*)(values + Vector256<double>.Count)));

    /// <inheritdoc/>
    public static unsafe Singles256 Load(float* values) => new(*(Vector256<float>*)values);

    /// <inheritdoc/>
    public static Singles256 MultiplyAdd(Singles256 a, Singles256 b, Singles256 c) =>
        new(Vector256.MultiplyAddEstimate(a._value, b._value, c._value));

    /// <inheritdoc/>
    public static Singles256 MultiplySubtract(Singles256 a, Singles256 b, Singles256 c) =>
        new(Fma.IsSupported ? Fma.MultiplySubtract(a._value, b._value, c._value) : a._value * b._value - c._value);

    /// <inheritdoc/>
    public static Singles256 Sqrt(Singles256 a) => new(Vector256.Sqrt(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 Mask(uint bits)
    {
        var lane = Vector256.Create(1, 2, 4, 8, 16, 32, 64, 128);
        return new(Vector256.Equals(Vector256.Create((int)bits) & lane, lane).AsSingle());
    }

    /// <inheritdoc/>
    public static Singles256 Select(Singles256 mask, Singles256 ifSet, Singles256 otherwise) =>
        new(Avx.IsSupported
            ? Avx.BlendVariable(otherwise._value, ifSet._value, mask._value)
            : Vector256.ConditionalSelect(mask._value, ifSet._value, otherwise._value));

    /// <inheritdoc/>
    public static Singles256 And(Singles256 mask, Singles256 a) => new(mask._value & a._value);

    /// <inheritdoc/>
    public static double Sum(Singles256 a) => Vector256.Sum(a._value);
}
