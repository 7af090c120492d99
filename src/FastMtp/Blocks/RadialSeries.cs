using System.Runtime.CompilerServices;

namespace FastMtp.Blocks;

/// <summary>
/// Radial coefficients as the radial stage sums them. A sum Σ_b c_b·T_b(ξ(r)) has the derivative Σ_b d_b·T_b(ξ(r)) with
/// d_{b−1} = d_{b+1} + 2·b·ξ'·c_b (d_0 is half of that), so that values and slopes need the same polynomials. The order is
/// that of the sums, which take functions by twos, [N_b][c c d d], but the first three of an odd number together, [N_b][c c c d d d].
/// </summary>
internal static unsafe class RadialSeries
{
    /// <summary>Length of the series of one pair.</summary>
    public static int Length(int functions, int size) => 2 * functions * size;

    /// <summary>Where c_0 of a function is, and how many functions it shares its rows with: also the offset from c_b to d_b.</summary>
    public static (int First, int Width) Column(int mu, int functions, int size)
    {
        var three = functions > 1 ? functions % 2 * 3 : 0;
        var group = mu < three ? 0 : mu - (mu - three) % 2;
        return (2 * group * size + mu - group, mu < three ? 3 : Math.Min(functions, 2));
    }

    /// <summary>ξ' times the factor that takes c_b to d_{b−1}.</summary>
    public static double Factor(int b, double slope) => (b == 1 ? 1 : 2 * b) * slope;

    /// <summary>Writes the series of one pair.</summary>
    /// <param name="coefficients">[N_f][N_b] c.</param>
    /// <param name="functions">N_f.</param>
    /// <param name="slope">ξ' = dξ/dr, Å⁻¹.</param>
    /// <param name="series">To be filled.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(ReadOnlySpan<double> coefficients, int functions, double slope, double* series)
    {
        var size = coefficients.Length / functions;
        for (var mu = 0; mu < functions; mu++)
        {
            var (first, width) = Column(mu, functions, size);
            double above = 0, next = 0;
            for (var b = size - 1; b >= 0; b--)
            {
                var c = coefficients[mu * size + b];
                var row = series + first + 2 * width * b;
                row[0] = c;
                row[width] = next;
                // Half of d_2 goes to d_0.
                (above, next) = (next, double.MultiplyAddEstimate(Factor(b, slope), c, b == 1 ? 0.5 * above : above));
            }
        }
    }
}
