using System.Globalization;
using System.Text;
using FastMtp.Basis;
using FastMtp.Basis.Mtp;
using FastMtp.Evaluation;

namespace FastMtp.Benchmarks;

/// <summary>What an atom costs in configurations of 2 to a million atoms, from positions, on all cores.</summary>
internal static class SizeTable
{
    private const int Level = 12;

    /// <summary>Small configurations are evaluated in sets of at least this many atoms.</summary>
    private const int AtomsOfASet = 16_000;

    /// <summary>Å, rms in each step.</summary>
    private const double Step = 0.01;

    private static readonly int[] CellsPerEdge = [1, 2, 4, 8, 20, 40, 80];

    public static string Measure()
    {
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"""
            {Results.Machine}, {Environment.ProcessorCount} cores, level {Level}; bcc of 4 species with 26 neighbours in cubes that repeat.

            µs per atom for energy, forces and virial: median (fastest), from positions, neighbour search included. *Set*:
            configurations side by side, {AtomsOfASet} atoms together. *Alone*: one configuration at a time. *Moving*: the step of a
            random walk of {Step} Å whose lists last for several steps; the last column is how many a list lasts.

            | atoms | set | alone | moving | steps per list |
            |--:|--:|--:|--:|--:|

            """);
        foreach (var cells in CellsPerEdge) AddSize(table, cells);
        table.Append(ListCosts.Measure(Level, Step));
        return table.ToString();
    }

    private static void AddSize(StringBuilder table, int cells)
    {
        var potential = RandomPotential.Create(BasisPlan.ForLevel(Level), Crystal.SpeciesCount);
        var crystal = Crystal.Create(cells: cells);
        var set = Enumerable.Repeat(crystal, Math.Max(1, AtomsOfASet / crystal.Count)).ToArray();
        var (together, alone, moving) = (new Samples(), new Samples(), new Samples());
        var sets = new SetEvaluator(potential);
        using var evaluator = new Evaluator(potential);
        using var atoms = new MovingAtoms(potential, crystal);
        var (random, positions) = (new Random(3), crystal.Positions.ToArray());
        var rounds = crystal.Count > 100_000 ? 6 : 40;
        for (var round = 0; round < 2 * rounds; round++)
        {
            var keep = round >= rounds;
            together.Time(() => sets.Run(set, (_, _) => { }), set.Length * crystal.Count, keep);
            for (var repeat = 0; repeat < Math.Min(set.Length, 20); repeat++)
            {
                alone.Time(() => evaluator.Evaluate(crystal), crystal.Count, keep);
                RandomWalk.Step(positions, Step, random);
                moving.Time(() => atoms.MoveTo(positions), crystal.Count, keep);
            }
        }
        var steps = 2 * rounds * Math.Min(set.Length, 20) / (double)atoms.Listings;
        table.Append(CultureInfo.InvariantCulture, $"| {crystal.Count} | {together} | {alone} | {moving} | {steps:f0} |\n");
        Console.Error.WriteLine($"{crystal.Count} atoms measured");
    }
}
