using System.Numerics;

namespace FastMtp.Tests.Evaluation.Ace;

/// <summary>Complex spherical harmonics with Condon–Shortley phase and Y_00 = 1, and Clebsch–Gordan coefficients.</summary>
internal static class Harmonics
{
    /// <summary>Y_lm of a unit vector.</summary>
    public static Complex Y(int l, int m, Vector3 u)
    {
        if (m < 0) return (m % 2 == 0 ? 1 : -1) * Complex.Conjugate(Y(l, -m, u));
        // P_l^m without the power of sin, which the power of x + iy brings.
        var below = 0.0;
        var legendre = m % 2 == 0 ? 1.0 : -1.0;
        for (var k = 1; k < 2 * m; k += 2) legendre *= k;
        for (var k = m; k < l; k++) (below, legendre) = (legendre, ((2 * k + 1) * u.Z * legendre - (k + m) * below) / (k - m + 1));
        var norm = Math.Sqrt((2 * l + 1) * Factorial(l - m) / Factorial(l + m));
        return norm * legendre * Complex.Pow(new Complex(u.X, u.Y), m);
    }

    /// <summary>⟨l1 m1 l2 m2 | l m⟩ by Racah's formula.</summary>
    public static double ClebschGordan(int l1, int m1, int l2, int m2, int l, int m)
    {
        if (m1 + m2 != m || l < Math.Abs(l1 - l2) || l > l1 + l2 || Math.Abs(m) > l) return 0;
        var sum = 0.0;
        for (var k = 0; k <= l1 + l2 - l; k++)
        {
            int[] below = [k, l1 + l2 - l - k, l1 - m1 - k, l2 + m2 - k, l - l2 + m1 + k, l - l1 - m2 + k];
            if (below.Min() >= 0) sum += (k % 2 == 0 ? 1 : -1) / below.Aggregate(1.0, (product, n) => product * Factorial(n));
        }
        var square = (2 * l + 1) * Factorial(l + l1 - l2) * Factorial(l - l1 + l2) * Factorial(l1 + l2 - l) / Factorial(l1 + l2 + l + 1)
            * Factorial(l + m) * Factorial(l - m) * Factorial(l1 - m1) * Factorial(l1 + m1) * Factorial(l2 - m2) * Factorial(l2 + m2);
        return Math.Sqrt(square) * sum;
    }

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}
