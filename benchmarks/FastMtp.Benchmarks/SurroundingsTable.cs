using System.Globalization;
using System.Text;
using FastMtp.Basis;
using FastMtp.Basis.Families;
using FastMtp.Blocks;
using FastMtp.Kernels;

namespace FastMtp.Benchmarks;

/// <summary>What the number of species and of neighbours does to the costs of the preferred kernel.</summary>
internal static class SurroundingsTable
{
    private const int FewestRounds = 5;

    private static readonly (int Species, int Neighbors)[] Cases = [(4, 26), (1, 26), (20, 26), (4, 56), (20, 56), (1, 136)];

    public static string Measure(TimeSpan timePerBasis, params string[] bases)
    {
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"""
            {Results.Machine}, one core, double precision; {Crystal.AtomCount} atoms, N_b = 8, dense radial coefficients, the
            preferred kernel of the basis.

            µs per atom, median (fastest); *FMA* as in the table of the kernels; *ratio*: to 4 species with 26 neighbours.


            """);
        table.Append("| basis | species | neighbours | contraction | pair stage | energy + forces + virial | FMA | ratio ")
            .Append("| loss + gradient | FMA | ratio |\n")
            .Append("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (var basis in bases.Length == 0 ? KernelCase.Bases : bases) AddBasis(table, basis, timePerBasis);
        return table.ToString();
    }

    private static void AddBasis(StringBuilder table, string basis, TimeSpan time)
    {
        var plan = BasisPlan.Of(basis);
        var rows = Cases.Select(c => new CostRow(
            $"{c.Species} | {c.Neighbors}",
            new Workload(KernelRegistry.For(plan), RandomPotential.Create(plan, c.Species), RadialSource.Dense, c.Neighbors))).ToArray();
        CostRow.Measure(rows, FewestRounds, time);
        foreach (var row in rows)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {basis} | {row.Name} | {row.Contraction.Median:f3} | {row.PairStage:f2} ");
            table.Append(CultureInfo.InvariantCulture,
                $"| {row.Forces} | {row.Units(row.Forces.Median):f0} | {row.Forces.Median / rows[0].Forces.Median:f2} ");
            table.Append(CultureInfo.InvariantCulture,
                $"| {row.Gradient} | {row.Units(row.Gradient.Median):f0} | {row.Gradient.Median / rows[0].Gradient.Median:f2} |\n");
            row.Dispose();
        }
        Console.Error.WriteLine($"{basis} measured");
    }
}
