using System.Collections.Immutable;

namespace FastMtp.Basis;

/// <summary>A moment row that a radial function contributes to.</summary>
internal readonly record struct RadialTarget(int Mu, int Row);

/// <summary>
/// The moments that are accumulated over neighbours with the monomial x^A y^B z^C, C ≤ 1, one for each radial function
/// in <see cref="Targets"/>. The accumulated value uses divided powers x^A/A! · y^B/B!, whose derivatives need no factors.
/// </summary>
internal sealed record PairTerm(int A, int B, int C, ImmutableArray<RadialTarget> Targets)
{
    /// <summary>A!·B!, from the accumulated value to the moment.</summary>
    public double Scale => Factorial(A) * Factorial(B);

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}
