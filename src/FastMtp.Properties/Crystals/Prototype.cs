using FastMtp.Properties.Geometry;

namespace FastMtp.Properties.Crystals;

/// <summary>A crystal structure by name, for any elements.</summary>
/// <param name="Name">Its usual name.</param>
/// <param name="Lattice">Rows: primitive lattice vectors for a = 1.</param>
/// <param name="Sites">Fractional coordinates and the number of the element at each site of the primitive cell.</param>
/// <param name="ToConventional">Conventional lattice vectors as whole multiples of the primitive ones.</param>
/// <param name="Path">Special points of the Brillouin zone, in primitive reciprocal vectors; null marks a break between points.</param>
internal sealed record Prototype(
    string Name, Matrix3 Lattice, (Vector3 Place, int Element)[] Sites, int[][] ToConventional, (string Name, Vector3 Q)?[] Path)
{
    private const double IdealRatio = 1.632993161855452;

    private static readonly int[][] Same = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
    private static readonly int[][] FromFcc = [[-1, 1, 1], [1, -1, 1], [1, 1, -1]];
    private static readonly int[][] FromBcc = [[0, 1, 1], [1, 0, 1], [1, 1, 0]];

    private static readonly Matrix3 Cube = Matrix3.Identity;
    private static readonly Matrix3 Fcc = 0.5 * new Matrix3(new(0, 1, 1), new(1, 0, 1), new(1, 1, 0));
    private static readonly Matrix3 Bcc = 0.5 * new Matrix3(new(-1, 1, 1), new(1, -1, 1), new(1, 1, -1));
    private static readonly Matrix3 Hexagonal = new(new(1, 0, 0), new(-0.5, Math.Sqrt(3) / 2, 0), new(0, 0, IdealRatio));

    private static readonly (string, Vector3)?[] CubePath =
        [("Γ", default), ("X", new(0, 0.5, 0)), ("M", new(0.5, 0.5, 0)), ("Γ", default), ("R", new(0.5, 0.5, 0.5)), ("X", new(0, 0.5, 0))];

    private static readonly (string, Vector3)?[] FccPath =
    [
        ("Γ", default), ("X", new(0.5, 0, 0.5)), null, ("X", new(0.5, 0.5, 1)), ("K", new(0.375, 0.375, 0.75)), ("Γ", default),
        ("L", new(0.5, 0.5, 0.5)), ("W", new(0.5, 0.25, 0.75)), ("X", new(0.5, 0, 0.5)),
    ];

    private static readonly (string, Vector3)?[] BccPath =
    [
        ("Γ", default), ("H", new(0.5, -0.5, 0.5)), ("N", new(0, 0, 0.5)), ("Γ", default), ("P", new(0.25, 0.25, 0.25)),
        ("H", new(0.5, -0.5, 0.5)),
    ];

    private static readonly (string, Vector3)?[] HexagonalPath =
    [
        ("Γ", default), ("M", new(0.5, 0, 0)), ("K", new(1.0 / 3, 1.0 / 3, 0)), ("Γ", default), ("A", new(0, 0, 0.5)),
        ("L", new(0.5, 0, 0.5)), ("H", new(1.0 / 3, 1.0 / 3, 0.5)), ("A", new(0, 0, 0.5)),
    ];

    private static readonly Vector3 Quarter = new(0.25, 0.25, 0.25);
    private static readonly Vector3 Half = new(0.5, 0.5, 0.5);
    private static readonly Vector3 HexagonalSite = new(1.0 / 3, 2.0 / 3, 0.25);
    private static readonly Vector3 OtherHexagonalSite = new(2.0 / 3, 1.0 / 3, 0.75);

    /// <summary>All prototypes.</summary>
    public static IReadOnlyList<Prototype> All { get; } =
    [
        new("sc", Cube, [(default, 0)], Same, CubePath),
        new("bcc", Bcc, [(default, 0)], FromBcc, BccPath),
        new("fcc", Fcc, [(default, 0)], FromFcc, FccPath),
        new("hcp", Hexagonal, [(HexagonalSite, 0), (OtherHexagonalSite, 0)], Same, HexagonalPath),
        new("diamond", Fcc, [(default, 0), (Quarter, 0)], FromFcc, FccPath),
        new("rocksalt", Fcc, [(default, 0), (Half, 1)], FromFcc, FccPath),
        new("cscl", Cube, [(default, 0), (Half, 1)], Same, CubePath),
        new("zincblende", Fcc, [(default, 0), (Quarter, 1)], FromFcc, FccPath),
        new("wurtzite", Hexagonal, [(HexagonalSite with { Z = 0 }, 0), (OtherHexagonalSite with { Z = 0.5 }, 0),
            (HexagonalSite with { Z = 0.375 }, 1), (OtherHexagonalSite with { Z = 0.875 }, 1)], Same, HexagonalPath),
        new("fluorite", Fcc, [(default, 0), (Quarter, 1), (3 * Quarter, 1)], FromFcc, FccPath),
        new("l12", Cube, [(default, 1), (new(0, 0.5, 0.5), 0), (new(0.5, 0, 0.5), 0), (new(0.5, 0.5, 0), 0)], Same, CubePath),
        new("perovskite", Cube, [(default, 0), (Half, 1), (new(0, 0.5, 0.5), 2), (new(0.5, 0, 0.5), 2), (new(0.5, 0.5, 0), 2)],
            Same, CubePath),
    ];

    /// <summary>Number of different elements.</summary>
    public int ElementCount => Sites.Max(site => site.Element) + 1;

    /// <summary>Finds a prototype.</summary>
    /// <exception cref="InputException">There is none of that name.</exception>
    public static Prototype Of(string name) =>
        All.FirstOrDefault(prototype => prototype.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new InputException(
            $"'{name}' is not a known prototype; "
            + $"choose from {string.Join(", ", All.Select(prototype => prototype.Name))}, or name a file.");

    /// <summary>The primitive cell.</summary>
    /// <param name="elements">An element for each number.</param>
    /// <param name="a">Lattice constant, Å.</param>
    public Configuration Cell(IReadOnlyList<string> elements, double a)
    {
        var lattice = a * Lattice;
        return Configuration.Of(
            [.. Sites.Select(site => elements[site.Element])],
            [.. Sites.SelectMany(site => site.Place * lattice is var r ? (double[])[r.X, r.Y, r.Z] : [])],
            new Cell(lattice.X, lattice.Y, lattice.Z, true, true, true));
    }
}
