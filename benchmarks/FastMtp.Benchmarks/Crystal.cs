using FastMtp.Atoms;

namespace FastMtp.Benchmarks;

/// <summary>2000 atoms of four species, unless asked otherwise, on perturbed bcc places: 26 neighbours each within the cutoff, as in Mo-Nb-Ta-W.</summary>
internal static class Crystal
{
    public const int AtomCount = 2 * Cells * Cells * Cells;
    public const int SpeciesCount = 4;
    public const double Cutoff = 5;
    private const int Cells = 10;
    private const double Lattice = 3.2;
    private const double Displacement = 0.1;

    public static Configuration Create(int speciesCount = SpeciesCount, int cells = Cells)
    {
        var random = new Random(1);
        var edge = cells * Lattice;
        var places = from i in Enumerable.Range(0, cells)
                     from j in Enumerable.Range(0, cells)
                     from k in Enumerable.Range(0, cells)
                     from half in new[] { 0, 0.5 }
                     from x in new[] { i + half, j + half, k + half }
                     select Lattice * x + Displacement * (2 * random.NextDouble() - 1);
        return new Configuration
        {
            Positions = [.. places],
            Types = [.. Enumerable.Range(0, 2 * cells * cells * cells).Select(_ => random.Next(speciesCount))],
            Cell = new Cell(new(edge, 0, 0), new(0, edge, 0), new(0, 0, edge), true, true, true),
        };
    }
}
