namespace FastMtp.Benchmarks;

/// <summary>
/// 2000 atoms on perturbed bcc places: by default of four species with 26 neighbours each within the cutoff, as in Mo-Nb-Ta-W.
/// </summary>
internal static class Crystal
{
    public const int AtomCount = 2 * Cells * Cells * Cells;
    public const int SpeciesCount = 4;
    public const double Cutoff = 5;
    public const int Neighbors = 26;
    private const int Cells = 10;
    private const double Displacement = 0.1;

    /// <summary>
    /// The lattice constant in Å by the number of neighbours. The fifth shell of the second lies across the cutoff, so that 50 to 58 are
    /// seen; the third has as many as copper within 7.4 Å.
    /// </summary>
    private static readonly Dictionary<int, double> Lattices = new() { [26] = 3.2, [56] = 2.855, [136] = 1.985 };

    public static Configuration Create(int speciesCount = SpeciesCount, int neighbors = Neighbors, int cells = Cells)
    {
        var random = new Random(1);
        var lattice = Lattices[neighbors];
        var edge = cells * lattice;
        var places = from i in Enumerable.Range(0, cells)
                     from j in Enumerable.Range(0, cells)
                     from k in Enumerable.Range(0, cells)
                     from half in new[] { 0, 0.5 }
                     from x in new[] { i + half, j + half, k + half }
                     select lattice * x + Displacement * (2 * random.NextDouble() - 1);
        return new Configuration
        {
            Positions = [.. places],
            Types = [.. Enumerable.Range(0, 2 * cells * cells * cells).Select(_ => random.Next(speciesCount))],
            Cell = new Cell(new(edge, 0, 0), new(0, edge, 0), new(0, 0, edge), true, true, true),
        };
    }
}
