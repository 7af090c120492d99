namespace FastMtp.Pace;

/// <summary>
/// A product of up to eight variables, which are numbers below <see cref="VariableLimit"/>, in ascending order: 16 bits for each, from
/// the highest, with the number plus one. So monomials are ordered by their first variable, then by their second, and so on.
/// </summary>
internal readonly record struct Monomial : IComparable<Monomial>
{
    /// <summary>Factors that fit. PACE's programs and files have at most six.</summary>
    public const int MostFactors = 8;

    /// <summary>No variable has this number or a larger one.</summary>
    public const int VariableLimit = ushort.MaxValue;

    private const int Bits = 16;
    private const int Top = 128 - Bits;

    private readonly UInt128 _factors;

    private Monomial(UInt128 factors) => _factors = factors;

    /// <summary>One variable.</summary>
    public Monomial(int variable) => _factors = (UInt128)(ushort)(variable + 1) << Top;

    /// <summary>The product; together they must have at most <see cref="MostFactors"/> factors.</summary>
    public static Monomial operator *(Monomial a, Monomial b)
    {
        var (left, right, product) = (a._factors, b._factors, UInt128.Zero);
        for (var shift = Top; left != 0 || right != 0; shift -= Bits)
        {
            var (x, y) = ((ushort)(left >> Top), (ushort)(right >> Top));
            if (x != 0 && (x <= y || y == 0))
            {
                product |= (UInt128)x << shift;
                left <<= Bits;
            }
            else
            {
                product |= (UInt128)y << shift;
                right <<= Bits;
            }
        }
        return new(product);
    }

    /// <summary>Variables in ascending order.</summary>
    public static Monomial Of(ReadOnlySpan<int> sorted)
    {
        var factors = UInt128.Zero;
        for (var k = 0; k < sorted.Length; k++) factors |= (UInt128)(ushort)(sorted[k] + 1) << (Top - Bits * k);
        return new(factors);
    }

    /// <summary>Writes the variables in ascending order and returns how many there are.</summary>
    public int Variables(Span<int> variables)
    {
        var count = 0;
        for (var rest = _factors; rest != 0; rest <<= Bits) variables[count++] = (ushort)(rest >> Top) - 1;
        return count;
    }

    /// <inheritdoc/>
    public int CompareTo(Monomial other) => _factors.CompareTo(other._factors);
}
