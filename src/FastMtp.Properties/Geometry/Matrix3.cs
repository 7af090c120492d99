namespace FastMtp.Properties.Geometry;

/// <summary>A 3×3 matrix, given by its rows.</summary>
internal readonly record struct Matrix3(Vector3 X, Vector3 Y, Vector3 Z)
{
    /// <summary>1.</summary>
    public static Matrix3 Identity { get; } = Diagonal(1, 1, 1);

    /// <summary>Determinant.</summary>
    public double Determinant => Vector3.Dot(X, Vector3.Cross(Y, Z));

    /// <summary>Transposed matrix.</summary>
    public Matrix3 Transposed => new(new(X.X, Y.X, Z.X), new(X.Y, Y.Y, Z.Y), new(X.Z, Y.Z, Z.Z));

    /// <summary>Inverse matrix; not finite if there is none.</summary>
    public Matrix3 Inverse
    {
        get
        {
            var (a, b, c) = (Vector3.Cross(Y, Z), Vector3.Cross(Z, X), Vector3.Cross(X, Y));
            return 1 / Determinant * new Matrix3(a, b, c).Transposed;
        }
    }

    /// <summary>The matrix plus its transpose, halved.</summary>
    public Matrix3 Symmetric => 0.5 * (this + Transposed);

    /// <summary>Largest magnitude of an entry.</summary>
    public double Largest => Math.Max(Largest3(X), Math.Max(Largest3(Y), Largest3(Z)));

    /// <summary>An entry.</summary>
    public double this[int row, int column]
    {
        get
        {
            var r = row switch { 0 => X, 1 => Y, _ => Z };
            return column switch { 0 => r.X, 1 => r.Y, _ => r.Z };
        }
    }

    /// <summary>A diagonal matrix.</summary>
    public static Matrix3 Diagonal(double x, double y, double z) => new(new(x, 0, 0), new(0, y, 0), new(0, 0, z));

    /// <summary>a ⊗ b.</summary>
    public static Matrix3 Outer(Vector3 a, Vector3 b) => new(a.X * b, a.Y * b, a.Z * b);

    /// <summary>A symmetric tensor, such as a virial.</summary>
    public static Matrix3 Of(Virial v) => new(new(v.XX, v.XY, v.XZ), new(v.XY, v.YY, v.YZ), new(v.XZ, v.YZ, v.ZZ));

    /// <summary>The lattice vectors of a cell as rows.</summary>
    public static Matrix3 Of(Cell cell) => new(cell.A, cell.B, cell.C);

    /// <summary>A matrix from its entries, row by row.</summary>
    public static Matrix3 Of(ReadOnlySpan<double> m) => new(new(m[0], m[1], m[2]), new(m[3], m[4], m[5]), new(m[6], m[7], m[8]));

    /// <summary>Frobenius product.</summary>
    public static double Dot(Matrix3 a, Matrix3 b) => Vector3.Dot(a.X, b.X) + Vector3.Dot(a.Y, b.Y) + Vector3.Dot(a.Z, b.Z);

    /// <summary>Sum.</summary>
    public static Matrix3 operator +(Matrix3 a, Matrix3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>Difference.</summary>
    public static Matrix3 operator -(Matrix3 a, Matrix3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    /// <summary>Multiple.</summary>
    public static Matrix3 operator *(double s, Matrix3 a) => new(s * a.X, s * a.Y, s * a.Z);

    /// <summary>Matrix times column.</summary>
    public static Vector3 operator *(Matrix3 a, Vector3 v) => new(Vector3.Dot(a.X, v), Vector3.Dot(a.Y, v), Vector3.Dot(a.Z, v));

    /// <summary>Row times matrix.</summary>
    public static Vector3 operator *(Vector3 v, Matrix3 a) => v.X * a.X + v.Y * a.Y + v.Z * a.Z;

    /// <summary>Product.</summary>
    public static Matrix3 operator *(Matrix3 a, Matrix3 b) => new(a.X * b, a.Y * b, a.Z * b);

    private static double Largest3(Vector3 v) => Math.Max(Math.Abs(v.X), Math.Max(Math.Abs(v.Y), Math.Abs(v.Z)));
}
