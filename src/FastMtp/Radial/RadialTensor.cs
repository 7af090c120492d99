namespace FastMtp.Radial;

/// <summary>
/// The radial coefficients c[z_i][z_j][mu][b] in one of their forms. Who evaluates asks for the block of a pair of species
/// and need not know how it comes about.
/// </summary>
internal abstract class RadialTensor
{
    private protected RadialTensor(RadialShape shape) => Shape = shape;

    /// <summary>Extent of the tensor.</summary>
    public RadialShape Shape { get; }

    /// <summary>Name of the form: dense, mf or tf.</summary>
    public abstract string Form { get; }

    /// <summary>Ranks of the form; none if it is dense.</summary>
    public abstract IReadOnlyList<int> Ranks { get; }

    /// <summary>How many numbers the form consists of.</summary>
    public abstract int ParameterCount { get; }

    /// <summary>Puts the coefficients of one pair of species into <paramref name="block"/>.</summary>
    /// <param name="pair">z_i·N_T + z_j.</param>
    /// <param name="block">[N_f][N_b].</param>
    public abstract void Block(int pair, Span<double> block);

    /// <summary>[N_T][N_T][N_f][N_b] all coefficients; those of factors are computed anew at every call.</summary>
    public virtual double[] ToDense()
    {
        var dense = new double[Shape.Length];
        for (var pair = 0; pair < Shape.PairCount; pair++) Block(pair, dense.AsSpan(pair * Shape.PairLength, Shape.PairLength));
        return dense;
    }

    /// <summary>As "mf 8" or "tf 4,8,4".</summary>
    public override string ToString() => $"{Form} {string.Join(",", Ranks)}".TrimEnd();

    private protected static void RequireLength(double[] values, int length, string name)
    {
        if (values.Length != length) throw new ArgumentException($"{name} has {values.Length} entries, not {length}.", name);
    }
}
