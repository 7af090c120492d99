using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FastMtp.Kernels;

/// <summary>2 atoms side by side in a 128-bit register.</summary>
internal readonly struct Lanes128(Vector128<double> value) : ILanes<Lanes128>
{
    private readonly Vector128<double> _value = value;

    /// <inheritdoc/>
    public static int Count => Vector128<double>.Count;

    /// <inheritdoc/>
    public static Lanes128 operator +(Lanes128 a, Lanes128 b) => new(a._value + b._value);

    /// <inheritdoc/>
    public static Lanes128 operator -(Lanes128 a, Lanes128 b) => new(a._value - b._value);

    /// <inheritdoc/>
    public static Lanes128 operator *(Lanes128 a, Lanes128 b) => new(a._value * b._value);

    /// <inheritdoc/>
    public static Lanes128 operator /(Lanes128 a, Lanes128 b) => new(a._value / b._value);

    /// <inheritdoc/>
    public static Lanes128 Broadcast(double value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    public static unsafe Lanes128 BroadcastAt(void* numbers, int index) => new(Vector128.Create(((double*)numbers)[index]));

    /// <inheritdoc/>
    public static unsafe Lanes128 Load(double* values) => new(*(Vector128<double>*)values);

    /// <inheritdoc/>
    public static unsafe Lanes128 Load(float* values) =>
        new(Sse2.IsSupported
            ? Sse2.ConvertToVector128Double(Vector128.CreateScalarUnsafe(*(double*)values).AsSingle())
            : Vector128.Create(values[0], (double)values[1]));

    /// <inheritdoc/>
    public static Lanes128 MultiplyAdd(Lanes128 a, Lanes128 b, Lanes128 c) =>
        new(Vector128.MultiplyAddEstimate(a._value, b._value, c._value));

    /// <inheritdoc/>
    public static Lanes128 MultiplySubtract(Lanes128 a, Lanes128 b, Lanes128 c) =>
        new(Fma.IsSupported ? Fma.MultiplySubtract(a._value, b._value, c._value) : a._value * b._value - c._value);

    /// <inheritdoc/>
    public static Lanes128 Sqrt(Lanes128 a) => new(Vector128.Sqrt(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Mask(uint bits)
    {
        var lane = Vector128.Create(1L, 2L);
        return new(Vector128.Equals(Vector128.Create((long)bits) & lane, lane).AsDouble());
    }

    /// <inheritdoc/>
    public static Lanes128 Select(Lanes128 mask, Lanes128 ifSet, Lanes128 otherwise) =>
        new(Vector128.ConditionalSelect(mask._value, ifSet._value, otherwise._value));

    /// <inheritdoc/>
    public static Lanes128 And(Lanes128 mask, Lanes128 a) => new(mask._value & a._value);

    /// <inheritdoc/>
    public static double Sum(Lanes128 a) => Vector128.Sum(a._value);
}
