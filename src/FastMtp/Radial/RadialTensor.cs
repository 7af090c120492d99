namespace FastMtp.Radial;

/// <summary>
/// The radial coefficients c[z_i][z_j][mu][b] in one of their forms. Evaluators ask for the block of a pair of species
/// and need not know how it is computed.
/// </summary>
internal abstract class RadialTensor
{
    /// <exception cref="ArgumentException">The ranks or factors do not match form and shape.</exception>
    private protected RadialTensor(StoredForm form, RadialShape shape, IReadOnlyList<int> ranks, IReadOnlyList<double[]> factors)
    {
        form.Require(shape, ranks, factors);
        (Form, Shape, Ranks, Factors) = (form, shape, ranks, factors);
    }

    /// <summary>The form.</summary>
    public StoredForm Form { get; }

    /// <summary>Extent of the tensor.</summary>
    public RadialShape Shape { get; }

    /// <summary>Ranks of the form; none if it is dense.</summary>
    public IReadOnlyList<int> Ranks { get; }

    /// <summary>The factors in the order of the form, each row-major; the tensor itself if it is dense.</summary>
    public IReadOnlyList<double[]> Factors { get; }

    /// <summary>Number of stored parameters of the form.</summary>
    public int ParameterCount => Factors.Sum(factor => factor.Length);

    /// <summary>Writes the coefficients of one pair of species to <paramref name="block"/>.</summary>
    /// <param name="pair">z_i·N_T + z_j.</param>
    /// <param name="block">[N_f][N_b].</param>
    public abstract void Block(int pair, Span<double> block);

    /// <summary>[N_T][N_T][N_f][N_b] all coefficients; factorised ones are multiplied out at every call.</summary>
    public virtual double[] ToDense()
    {
        var dense = new double[Shape.Length];
        for (var pair = 0; pair < Shape.PairCount; pair++) Block(pair, dense.AsSpan(pair * Shape.PairLength, Shape.PairLength));
        return dense;
    }

    /// <summary>block = U·Vᵀ.</summary>
    /// <param name="u">[N_f][r].</param>
    /// <param name="v">[N_b][r].</param>
    /// <param name="rank">r.</param>
    /// <param name="block">[N_f][N_b].</param>
    private protected static void WriteProduct(ReadOnlySpan<double> u, ReadOnlySpan<double> v, int rank, Span<double> block)
    {
        for (var (i, a) = (0, 0); a < u.Length; a += rank)
        {
            for (var b = 0; b < v.Length; b += rank, i++)
            {
                block[i] = 0;
                for (var k = 0; k < rank; k++) block[i] += u[a + k] * v[b + k];
            }
        }
    }

    /// <summary>Form and ranks, such as "mf 8" or "tf 4,8,4".</summary>
    public override string ToString() => $"{Form.Name} {string.Join(",", Ranks)}".TrimEnd();
}
