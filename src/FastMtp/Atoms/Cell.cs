namespace FastMtp;

/// <summary>
/// Lattice vectors (Å) and the directions in which they repeat. Left-handed and skewed cells are allowed; a vector of a
/// direction that does not repeat is kept for writing but has no effect.
/// </summary>
public sealed record Cell(Vector3 A, Vector3 B, Vector3 C, bool PeriodicA, bool PeriodicB, bool PeriodicC)
{
    /// <summary>No lattice: an isolated cluster.</summary>
    public static Cell Open { get; } = new(default, default, default, false, false, false);

    /// <summary>True when at least one direction repeats.</summary>
    public bool IsPeriodic => PeriodicA || PeriodicB || PeriodicC;

    /// <summary>True when all three directions repeat; only then are volume, stress and pressure defined.</summary>
    public bool IsBulk => PeriodicA && PeriodicB && PeriodicC;

    /// <summary>|det| of the lattice, Å³; zero without three vectors.</summary>
    public double Volume => Math.Abs(Vector3.Dot(A, Vector3.Cross(B, C)));

    /// <summary>x·a + y·b + z·c, Å.</summary>
    internal Vector3 Cartesian(Vector3 fractions) => fractions.X * A + fractions.Y * B + fractions.Z * C;
}
