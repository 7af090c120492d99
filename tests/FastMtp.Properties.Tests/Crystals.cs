namespace FastMtp.Properties.Tests;

/// <summary>Crystals for tests.</summary>
internal static class Crystals
{
    public static readonly SpeciesList Species = new(["A", "B"]);

    private static readonly double[][] Fcc = [[0, 0, 0], [0, 0.5, 0.5], [0.5, 0, 0.5], [0.5, 0.5, 0]];
    private static readonly double[][] Bcc = [[0, 0, 0], [0.5, 0.5, 0.5]];

    /// <summary>A crystal of one species in fractional coordinates.</summary>
    public static Configuration Of(Cell cell, double[][] places, int[]? types = null) => new()
    {
        Types = types ?? new int[places.Length],
        Species = Species,
        Positions = [.. places.SelectMany(s => Coordinates(s[0] * cell.A + s[1] * cell.B + s[2] * cell.C))],
        Cell = cell,
        Origin = "crystal",
    };

    public static Cell Cubic(double a) => new(new(a, 0, 0), new(0, a, 0), new(0, 0, a), true, true, true);

    public static Configuration FaceCentered(double a, int repeats = 1) => Repeat(a, Fcc, repeats);

    public static Configuration BodyCentered(double a, int repeats = 1) => Repeat(a, Bcc, repeats);

    /// <summary>Atoms displaced at random, and a cell strained at random.</summary>
    public static Configuration Distorted(Configuration crystal, int seed, double displacement = 0.05, double strain = 0.03)
    {
        var random = new Random(seed);
        var m = Enumerable.Range(0, 9).Select(_ => strain * (2 * random.NextDouble() - 1)).ToArray();
        Vector3 Deform(Vector3 v) => v + new Vector3(
            m[0] * v.X + m[1] * v.Y + m[2] * v.Z, m[1] * v.X + m[4] * v.Y + m[5] * v.Z, m[2] * v.X + m[5] * v.Y + m[8] * v.Z);
        var cell = crystal.Cell;
        return crystal with
        {
            Positions = [.. Enumerable.Range(0, crystal.Count).SelectMany(atom => Coordinates(Deform(crystal.Position(atom))))
                .Select(x => x + displacement * (2 * random.NextDouble() - 1))],
            Cell = cell with { A = Deform(cell.A), B = Deform(cell.B), C = Deform(cell.C) },
        };
    }

    private static Configuration Repeat(double a, double[][] basis, int repeats)
    {
        var places = new List<double[]>();
        for (var n = 0; n < repeats * repeats * repeats; n++)
        {
            int[] shift = [n / repeats / repeats, n / repeats % repeats, n % repeats];
            places.AddRange(basis.Select(s => s.Select((x, k) => (x + shift[k]) / repeats).ToArray()));
        }
        return Of(Cubic(a * repeats), [.. places]);
    }

    private static double[] Coordinates(Vector3 v) => [v.X, v.Y, v.Z];
}
