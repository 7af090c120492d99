using System.Globalization;
using System.Text;
using FastMtp.Basis;
using FastMtp.Basis.Mtp;
using FastMtp.Blocks;
using FastMtp.Kernels;

namespace FastMtp.Benchmarks;

/// <summary>What the number of species and of neighbours does to the costs of the preferred kernel.</summary>
internal static class SurroundingsTable
{
    private const int FewestRounds = 5;

    private static readonly (int Species, bool IsDense)[] Cases = [(4, false), (1, false), (20, false), (4, true), (20, true)];

    public static string Measure(TimeSpan timePerLevel)
    {
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"""
            {Results.Machine}, one core, double precision; {Crystal.AtomCount} atoms, N_b = 8, dense radial coefficients, the preferred kernel of the level.

            µs per atom, median (fastest); *FMA* as in the table of the kernels; *ratio*: to 4 species with 26 neighbours.

            | level | species | neighbours | contraction | pair stage | energy + forces + virial | FMA | ratio | loss + gradient | FMA | ratio |
            |--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|

            """);
        foreach (var level in KernelCase.Levels) AddLevel(table, level, timePerLevel);
        return table.ToString();
    }

    private static void AddLevel(StringBuilder table, int level, TimeSpan time)
    {
        var plan = BasisPlan.ForLevel(level);
        var rows = Cases.Select(
            c => new CostRow($"{c.Species} | {(c.IsDense ? 56 : 26)}",
                new Workload(KernelRegistry.For(plan), RandomPotential.Create(plan, c.Species), RadialSource.Dense, c.IsDense))).ToArray();
        CostRow.Measure(rows, FewestRounds, time);
        foreach (var row in rows)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {level} | {row.Name} | {row.Contraction.Median:f3} | {row.PairStage:f2} ");
            table.Append(CultureInfo.InvariantCulture,
                $"| {row.Forces} | {row.Units(row.Forces.Median):f0} | {row.Forces.Median / rows[0].Forces.Median:f2} ");
            table.Append(CultureInfo.InvariantCulture,
                $"| {row.Gradient} | {row.Units(row.Gradient.Median):f0} | {row.Gradient.Median / rows[0].Gradient.Median:f2} |\n");
            row.Dispose();
        }
        Console.Error.WriteLine($"level {level} measured");
    }
}
