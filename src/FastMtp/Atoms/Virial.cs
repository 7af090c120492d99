namespace FastMtp;

/// <summary>
/// Minus the derivative of the energy with respect to strain, eV: −dE/dε_ab = −V·σ_ab, positive when compressed.
/// This is <c>PlusStress</c> of <c>.cfg</c> and <c>virial</c> of extended XYZ; only the file readers and writers convert to and from it.
/// </summary>
public readonly record struct Virial(double XX, double YY, double ZZ, double YZ, double XZ, double XY)
{
    /// <summary>From xx yy zz yz xz xy.</summary>
    internal static Virial From(ReadOnlySpan<double> components) =>
        new(components[0], components[1], components[2], components[3], components[4], components[5]);

    /// <summary>xx yy zz yz xz xy.</summary>
    internal double[] Components => [XX, YY, ZZ, YZ, XZ, XY];

    /// <summary>The sum of the site contributions, given as xx yy zz yz xz xy of each site.</summary>
    internal static Virial Sum(ReadOnlySpan<double> sites)
    {
        var sum = default(Virial);
        for (; !sites.IsEmpty; sites = sites[6..]) sum += From(sites);
        return sum;
    }

    /// <summary>The entries xx yy zz yz xz xy of a ⊗ b, a force on a pair and its displacement.</summary>
    internal static Virial Outer(Vector3 a, Vector3 b) => new(a.X * b.X, a.Y * b.Y, a.Z * b.Z, a.Y * b.Z, a.X * b.Z, a.X * b.Y);

    /// <summary>Sum.</summary>
    public static Virial operator +(Virial a, Virial b) =>
        new(a.XX + b.XX, a.YY + b.YY, a.ZZ + b.ZZ, a.YZ + b.YZ, a.XZ + b.XZ, a.XY + b.XY);

    /// <summary>Difference.</summary>
    public static Virial operator -(Virial a, Virial b) => a + -1 * b;

    /// <summary>Multiple.</summary>
    public static Virial operator *(double s, Virial a) => new(s * a.XX, s * a.YY, s * a.ZZ, s * a.YZ, s * a.XZ, s * a.XY);

    /// <summary>Squared Frobenius norm of the 3×3 matrix: off-diagonal entries count twice.</summary>
    public double SquaredNorm => XX * XX + YY * YY + ZZ * ZZ + 2 * (YZ * YZ + XZ * XZ + XY * XY);
}
