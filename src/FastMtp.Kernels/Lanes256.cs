using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FastMtp.Kernels;

/// <summary>4 atoms side by side in a 256-bit register.</summary>
internal readonly struct Lanes256(Vector256<double> value) : ILanes<Lanes256>
{
    private readonly Vector256<double> _value = value;

    /// <inheritdoc/>
    public static int Count => Vector256<double>.Count;

    /// <inheritdoc/>
    public static Lanes256 operator +(Lanes256 a, Lanes256 b) => new(a._value + b._value);

    /// <inheritdoc/>
    public static Lanes256 operator -(Lanes256 a, Lanes256 b) => new(a._value - b._value);

    /// <inheritdoc/>
    public static Lanes256 operator *(Lanes256 a, Lanes256 b) => new(a._value * b._value);

    /// <inheritdoc/>
    public static Lanes256 operator /(Lanes256 a, Lanes256 b) => new(a._value / b._value);

    /// <inheritdoc/>
    public static Lanes256 Broadcast(double value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    public static unsafe Lanes256 BroadcastAt(void* numbers, int index) => new(Vector256.Create(((double*)numbers)[index]));

    /// <inheritdoc/>
    public static unsafe Lanes256 Load(double* values) => new(*(Vector256<double>*)values);

    /// <inheritdoc/>
    public static unsafe Lanes256 Load(float* values) =>
        new(Avx.IsSupported
            ? Avx.ConvertToVector256Double(Vector128.Load(values))
            : Vector256.WidenLower(Vector128.Load(values).ToVector256Unsafe()));

    /// <inheritdoc/>
    public static Lanes256 MultiplyAdd(Lanes256 a, Lanes256 b, Lanes256 c) =>
        new(Vector256.MultiplyAddEstimate(a._value, b._value, c._value));

    /// <inheritdoc/>
    public static Lanes256 MultiplySubtract(Lanes256 a, Lanes256 b, Lanes256 c) =>
        new(Fma.IsSupported ? Fma.MultiplySubtract(a._value, b._value, c._value) : a._value * b._value - c._value);

    /// <inheritdoc/>
    public static Lanes256 Sqrt(Lanes256 a) => new(Vector256.Sqrt(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Mask(uint bits)
    {
        var lane = Vector256.Create(1L, 2L, 4L, 8L);
        return new(Vector256.Equals(Vector256.Create((long)bits) & lane, lane).AsDouble());
    }

    /// <inheritdoc/>
    public static Lanes256 Select(Lanes256 mask, Lanes256 ifSet, Lanes256 otherwise) =>
        new(Vector256.ConditionalSelect(mask._value, ifSet._value, otherwise._value));

    /// <inheritdoc/>
    public static Lanes256 And(Lanes256 mask, Lanes256 a) => new(mask._value & a._value);

    /// <inheritdoc/>
    public static double Sum(Lanes256 a) => Vector256.Sum(a._value);
}
