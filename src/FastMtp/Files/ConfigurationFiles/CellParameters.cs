namespace FastMtp.Files.ConfigurationFiles;

/// <summary>A cell by its lengths (Å) and angles (degrees), without its orientation.</summary>
internal readonly record struct CellParameters(double A, double B, double C, double Alpha, double Beta, double Gamma)
{
    private const double Degree = Math.PI / 180;

    /// <summary>A flatter cell has no volume but for rounding.</summary>
    private const double Flat = 1e-6;

    /// <summary>The parameters of a cell.</summary>
    public static CellParameters Of(Cell cell) => new(
        cell.A.Length, cell.B.Length, cell.C.Length, Angle(cell.B, cell.C), Angle(cell.A, cell.C), Angle(cell.A, cell.B));

    /// <summary>Lattice vectors, the first along x and the second in the plane of x and y; null if no cell has these parameters.</summary>
    public Cell? ToCell()
    {
        var (cosAlpha, cosBeta, cosGamma, sinGamma) = (Cos(Alpha), Cos(Beta), Cos(Gamma), Math.Sin(Gamma * Degree));
        var y = (cosAlpha - cosBeta * cosGamma) / sinGamma;
        var z = Math.Sqrt(1 - cosBeta * cosBeta - y * y);
        var cell = new Cell(new(A, 0, 0), new(B * cosGamma, B * sinGamma, 0), new(C * cosBeta, C * y, C * z), true, true, true);
        return A > 0 && B > 0 && C > 0 && sinGamma > Flat && z > Flat && double.IsFinite(cell.Volume) ? cell : null;
    }

    /// <summary>Checks that a structure can be written by its cell.</summary>
    public static void RequireBulk(Configuration configuration, string format)
    {
        if (!configuration.Cell.IsBulk)
            throw new InputException(
                $"{configuration.Origin} does not repeat in three directions, which {format} cannot express; write a .xyz file.");
    }

    // Exactly zero at 90°, so that such cells stay rectangular.
    private static double Cos(double angle) => angle == 90 ? 0 : Math.Cos(angle * Degree);

    private static double Angle(Vector3 a, Vector3 b)
    {
        var cosine = Vector3.Dot(a, b) / (a.Length * b.Length);
        return cosine == 0 ? 90 : Math.Atan2(Vector3.Cross(a, b).Length, Vector3.Dot(a, b)) / Degree;
    }
}
