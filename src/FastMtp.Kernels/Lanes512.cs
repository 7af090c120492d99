using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FastMtp.Kernels;

/// <summary>8 atoms side by side in a 512-bit register.</summary>
internal readonly struct Lanes512(Vector512<double> value) : ILanes<Lanes512>
{
    private readonly Vector512<double> _value = value;

    /// <inheritdoc/>
    public static int Count => Vector512<double>.Count;

    /// <inheritdoc/>
    public static Lanes512 operator +(Lanes512 a, Lanes512 b) => new(a._value + b._value);

    /// <inheritdoc/>
    public static Lanes512 operator -(Lanes512 a, Lanes512 b) => new(a._value - b._value);

    /// <inheritdoc/>
    public static Lanes512 operator *(Lanes512 a, Lanes512 b) => new(a._value * b._value);

    /// <inheritdoc/>
    public static Lanes512 operator /(Lanes512 a, Lanes512 b) => new(a._value / b._value);

    /// <inheritdoc/>
    public static Lanes512 Broadcast(double value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    public static unsafe Lanes512 BroadcastAt(void* numbers, int index) => new(Vector512.Create(((double*)numbers)[index]));

    /// <inheritdoc/>
    public static unsafe Lanes512 Load(double* values) => new(*(Vector512<double>*)values);

    /// <inheritdoc/>
    public static unsafe Lanes512 Load(float* values) =>
        new(Vector512.WidenLower(Vector256.Load(values).ToVector512Unsafe()));

    /// <inheritdoc/>
    public static Lanes512 MultiplyAdd(Lanes512 a, Lanes512 b, Lanes512 c) =>
        new(Vector512.MultiplyAddEstimate(a._value, b._value, c._value));

    /// <inheritdoc/>
    public static Lanes512 MultiplySubtract(Lanes512 a, Lanes512 b, Lanes512 c) =>
        new(Avx512F.IsSupported ? Avx512F.FusedMultiplySubtract(a._value, b._value, c._value) : a._value * b._value - c._value);

    /// <inheritdoc/>
    public static Lanes512 Sqrt(Lanes512 a) => new(Vector512.Sqrt(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Mask(uint bits)
    {
        var lane = Vector512.Create(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L);
        return new(Vector512.Equals(Vector512.Create((long)bits) & lane, lane).AsDouble());
    }

    /// <inheritdoc/>
    public static Lanes512 Select(Lanes512 mask, Lanes512 ifSet, Lanes512 otherwise) =>
        new(Vector512.ConditionalSelect(mask._value, ifSet._value, otherwise._value));

    /// <inheritdoc/>
    public static Lanes512 And(Lanes512 mask, Lanes512 a) => new(mask._value & a._value);

    /// <inheritdoc/>
    public static double Sum(Lanes512 a) => Vector512.Sum(a._value);
}
