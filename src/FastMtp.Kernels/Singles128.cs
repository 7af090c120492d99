using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FastMtp.Kernels;

/// <summary>4 atoms side by side in a 128-bit register, in single precision.</summary>
internal readonly struct Singles128(Vector128<float> value) : ILanes<Singles128>
{
    private readonly Vector128<float> _value = value;

    /// <inheritdoc/>
    public static int Count => Vector128<float>.Count;

    /// <inheritdoc/>
    public static Singles128 operator +(Singles128 a, Singles128 b) => new(a._value + b._value);

    /// <inheritdoc/>
    public static Singles128 operator -(Singles128 a, Singles128 b) => new(a._value - b._value);

    /// <inheritdoc/>
    public static Singles128 operator *(Singles128 a, Singles128 b) => new(a._value * b._value);

    /// <inheritdoc/>
    public static Singles128 operator /(Singles128 a, Singles128 b) => new(a._value / b._value);

    /// <inheritdoc/>
    public static Singles128 Broadcast(double value) => new(Vector128.Create((float)value));

    /// <inheritdoc/>
    public static unsafe Singles128 BroadcastAt(void* numbers, int index) => new(Vector128.Create(((float*)numbers)[index]));

    /// <inheritdoc/>
    public static unsafe Singles128 Load(double* values) =>
        new(Vector128.Narrow(*(Vector128<double>*)values, *(Vector128<double>*)(values + Vector128<double>.Count)));

    /// <inheritdoc/>
    public static unsafe Singles128 Load(float* values) => new(*(Vector128<float>*)values);

    /// <inheritdoc/>
    public static Singles128 MultiplyAdd(Singles128 a, Singles128 b, Singles128 c) =>
        new(Vector128.MultiplyAddEstimate(a._value, b._value, c._value));

    /// <inheritdoc/>
    public static Singles128 MultiplySubtract(Singles128 a, Singles128 b, Singles128 c) =>
        new(Fma.IsSupported ? Fma.MultiplySubtract(a._value, b._value, c._value) : a._value * b._value - c._value);

    /// <inheritdoc/>
    public static Singles128 Sqrt(Singles128 a) => new(Vector128.Sqrt(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 Mask(uint bits)
    {
        var lane = Vector128.Create(1, 2, 4, 8);
        return new(Vector128.Equals(Vector128.Create((int)bits) & lane, lane).AsSingle());
    }

    /// <inheritdoc/>
    public static Singles128 Select(Singles128 mask, Singles128 ifSet, Singles128 otherwise) =>
        new(Sse41.IsSupported
            ? Sse41.BlendVariable(otherwise._value, ifSet._value, mask._value)
            : Vector128.ConditionalSelect(mask._value, ifSet._value, otherwise._value));

    /// <inheritdoc/>
    public static Singles128 And(Singles128 mask, Singles128 a) => new(mask._value & a._value);

    /// <inheritdoc/>
    public static double Sum(Singles128 a) => Vector128.Sum(a._value);
}
