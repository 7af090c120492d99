using System.Numerics;

namespace FastMtp.Pace;

/// <summary>A complex number with whole real and imaginary part: sums and products are exact, so what cancels is exactly zero.</summary>
internal readonly record struct GaussianInteger(BigInteger Real, BigInteger Imaginary)
{
    public static GaussianInteger operator +(GaussianInteger a, GaussianInteger b) => new(a.Real + b.Real, a.Imaginary + b.Imaginary);

    public static GaussianInteger operator *(GaussianInteger a, GaussianInteger b) => new(
        a.Real * b.Real - a.Imaginary * b.Imaginary,
        a.Real * b.Imaginary + a.Imaginary * b.Real);

    public static GaussianInteger operator *(BigInteger a, GaussianInteger b) => new(a * b.Real, a * b.Imaginary);

    public bool IsZero => Real.IsZero && Imaginary.IsZero;
}
