namespace FastMtp.Tests.Atoms;

/// <summary>Random configurations of every kind a search or an evaluator must cope with; a seed gives the same one everywhere.</summary>
public static class SampleConfigurations
{
    public static string[] Kinds =>
        ["bulk", "skewed", "left-handed", "slab", "wire", "cluster", "tiny", "atom in a tiny cell", "unwrapped", "large"];

    public static Configuration Create(string kind, int seed = 1, int speciesCount = 4)
    {
        var bulk = new Cell(new(7.3, 0.2, -0.4), new(0.5, 6.9, 0.3), new(-0.2, 0.4, 8.1), true, true, true);
        return kind switch
        {
            "bulk" => Fill(bulk, 12, seed, speciesCount),
            "skewed" => Fill(bulk with { B = bulk.B + 3 * bulk.A, C = bulk.C - 2 * bulk.A + 4 * bulk.B }, 12, seed, speciesCount),
            "left-handed" => Fill(bulk with { A = bulk.B, B = bulk.A }, 12, seed, speciesCount),
            "slab" => Fill(bulk with { PeriodicC = false }, 12, seed, speciesCount),
            "wire" => Fill(new Cell(default, new(1.5, 5.5, 1), default, false, true, false), 8, seed, speciesCount),
            "cluster" => Fill(Cell.Open, 9, seed, speciesCount),
            "tiny" => Fill(new Cell(new(2.9, 0.1, 0), new(0.3, 3.2, 0.2), new(1.4, 1.3, 2.8), true, true, true), 2, seed, speciesCount),
            "atom in a tiny cell" =>
                Fill(new Cell(new(-1.4, 1.4, 1.5), new(1.5, -1.4, 1.4), new(1.4, 1.5, -1.4), true, true, true), 1, seed, speciesCount),
            "unwrapped" => Scatter(Fill(bulk, 12, seed, speciesCount), seed),
            "large" => Fill(new Cell(new(22, 1, 0), new(0, 19, 2), new(3, 0, 24), true, true, true), 300, seed, speciesCount),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    /// <summary>Moves every atom by lattice vectors of its own.</summary>
    public static Configuration Scatter(Configuration configuration, int seed)
    {
        var random = new Random(seed);
        var cell = configuration.Cell;
        var positions = new double[3 * configuration.Count];
        for (var i = 0; i < configuration.Count; i++)
        {
            var r = configuration.Position(i);
            if (cell.PeriodicA) r += random.Next(-3, 4) * cell.A;
            if (cell.PeriodicB) r += random.Next(-3, 4) * cell.B;
            if (cell.PeriodicC) r += random.Next(-3, 4) * cell.C;
            (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) = r;
        }
        return configuration with { Positions = positions };
    }

    // Atoms at random, but no nearer than 1.9 Å as far as chance allows.
    private static Configuration Fill(Cell cell, int count, int seed, int speciesCount)
    {
        var random = new Random(seed);
        var (a, b, c) = (
            cell.PeriodicA ? cell.A : new(6, 0, 0),
            cell.PeriodicB ? cell.B : new(0, 6, 0),
            cell.PeriodicC ? cell.C : new(0, 0, 6));
        var placed = new List<Vector3>();
        for (var tries = 0; placed.Count < count; tries++)
        {
            var candidate = random.NextDouble() * a + random.NextDouble() * b + random.NextDouble() * c;
            var configuration = Build([.. placed, candidate]);
            if (tries < 2000 && NearestImage(configuration, placed.Count) < 1.9) continue;
            placed.Add(candidate);
        }
        return Build(placed);

        Configuration Build(List<Vector3> positions) => new()
        {
            Types = [.. Enumerable.Range(0, positions.Count).Select(i => i * 5 % speciesCount)],
            Positions = [.. positions.SelectMany(r => new[] { r.X, r.Y, r.Z })],
            Cell = cell,
        };
    }

    private static double NearestImage(Configuration configuration, int atom) =>
        BruteForceNeighbors.Of(configuration, atom, 1.9).Where(n => n.Index != atom)
            .Select(n => n.Displacement.Length).DefaultIfEmpty(2).Min();
}
