namespace FastMtp.Properties.Geometry;

/// <summary>A symmetric 3×3 matrix by its eigenvalues and orthonormal eigenvectors, and functions of it.</summary>
internal sealed class SymmetricMatrix
{
    private readonly Matrix3 _vectors;

    /// <summary>Decomposes a matrix by Jacobi rotations; only its symmetric part counts.</summary>
    public SymmetricMatrix(Matrix3 matrix)
    {
        var (a, vectors) = (matrix.Symmetric, Matrix3.Identity);
        for (var sweep = 0; sweep < 30 && OffDiagonal(a) > 1e-32 * Matrix3.Dot(a, a); sweep++)
        {
            for (var p = 0; p < 2; p++)
            {
                for (var q = p + 1; q < 3; q++)
                {
                    if (a[p, q] == 0) continue;
                    var rotation = Rotation(a, p, q);
                    a = rotation * a * rotation.Transposed;
                    vectors = rotation * vectors;
                }
            }
        }
        (Values, _vectors) = (new(a[0, 0], a[1, 1], a[2, 2]), vectors);
    }

    /// <summary>Eigenvalues.</summary>
    public Vector3 Values { get; }

    /// <summary>Eigenvectors as rows, in the order of <see cref="Values"/>.</summary>
    public Matrix3 Vectors => _vectors;

    /// <summary>Largest magnitude of an eigenvalue.</summary>
    public double Norm => Math.Max(Math.Abs(Values.X), Math.Max(Math.Abs(Values.Y), Math.Abs(Values.Z)));

    /// <summary>The function of the matrix that applies <paramref name="f"/> to its eigenvalues.</summary>
    public Matrix3 Apply(Func<double, double> f) =>
        _vectors.Transposed * Matrix3.Diagonal(f(Values.X), f(Values.Y), f(Values.Z)) * _vectors;

    /// <summary>The exponential.</summary>
    public Matrix3 Exp() => Apply(Math.Exp);

    /// <summary>
    /// The derivative of the exponential in a symmetric direction; as this map is its own adjoint, it also pulls gradients back.
    /// </summary>
    public Matrix3 ExpDerivative(Matrix3 direction)
    {
        var (d, v) = (_vectors * direction * _vectors.Transposed, Values);
        var divided = new Matrix3(
            new(d.X.X * Divided(v.X, v.X), d.X.Y * Divided(v.X, v.Y), d.X.Z * Divided(v.X, v.Z)),
            new(d.Y.X * Divided(v.Y, v.X), d.Y.Y * Divided(v.Y, v.Y), d.Y.Z * Divided(v.Y, v.Z)),
            new(d.Z.X * Divided(v.Z, v.X), d.Z.Y * Divided(v.Z, v.Y), d.Z.Z * Divided(v.Z, v.Z)));
        return _vectors.Transposed * divided * _vectors;
    }

    // (exp a − exp b) / (a − b), written so that nothing cancels.
    private static double Divided(double a, double b)
    {
        var half = (a - b) / 2;
        var sinc = Math.Abs(half) < 1e-4 ? 1 + half * half / 6 : Math.Sinh(half) / half;
        return Math.Exp((a + b) / 2) * sinc;
    }

    private static double OffDiagonal(Matrix3 a) => a[0, 1] * a[0, 1] + a[0, 2] * a[0, 2] + a[1, 2] * a[1, 2];

    private static Matrix3 Rotation(Matrix3 a, int p, int q)
    {
        var theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        var t = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        var c = 1 / Math.Sqrt(t * t + 1);
        Span<double> m = [1, 0, 0, 0, 1, 0, 0, 0, 1];
        (m[4 * p], m[4 * q], m[3 * p + q], m[3 * q + p]) = (c, c, -t * c, t * c);
        return Matrix3.Of(m);
    }
}
