using System.Globalization;
using System.Text;
using FastMtp.Neighbors;

namespace FastMtp.Benchmarks;

/// <summary>All kernels of all bases: what an evaluation and a gradient cost, against the goals.</summary>
internal static class KernelTable
{
    private const int FewestRounds = 5;

    public static string Measure(TimeSpan timePerBasis, params string[] bases)
    {
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"""
            {Results.Machine}, one core, double precision; {Crystal.AtomCount} atoms with 26 neighbours, 4 species, N_b = 8.

            µs per atom, median (fastest), and *FMA*: that median in fused multiply-adds of {(int)PeakFma.FullWidth}-bit registers,
            whose time in a peak loop is measured in turns with the kernels. *Contraction*: products of moments, forward and back;
            *pair stage*: the rest of energy, forces and virial. *Of goal*: 1.00 or less is reached; the goals are in FMA, for 256
            bits 2.2 times those of 512. *Ratio*: to the first kernel of the basis (interpreter: to the generated kernel of its
            width, where there is one). *× EFV*: to the kernel's own energy, forces and virial.


            """);
        table.Append("| basis | kernel | contraction | FMA | pair stage | FMA | energy + forces + virial | FMA | goal | of goal | ratio ")
            .Append("| loss + gradient | FMA | goal | of goal | ratio | × EFV |\n")
            .Append("|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (var basis in bases.Length == 0 ? KernelCase.Bases : bases) AddBasis(table, basis, timePerBasis);
        AddNeighbors(table);
        return table.ToString();
    }

    private static void AddBasis(StringBuilder table, string basis, TimeSpan time)
    {
        var kernels = KernelCase.OfBasis(basis).ToArray();
        var rows = kernels.Select(kernel => new CostRow(kernel.Name, new Workload(kernel))).ToArray();
        CostRow.Measure(rows, FewestRounds, time);
        foreach (var (kernel, row) in kernels.Zip(rows))
        {
            var reference =
                Array.FindIndex(kernels, k => k.Kind == "generated" && k.Width == kernel.Width && kernel.Kind != "generated")
                    is >= 0 and var i ? rows[i] : rows[0];
            var goal = Goal.Of(kernel);
            table.Append(CultureInfo.InvariantCulture,
                $"| {basis} | {row.Name} | {row.Contraction.Median:f3} | {row.Units(row.Contraction.Median):f0} "
                + $"| {row.PairStage:f2} | {row.Units(row.PairStage):f0} ");
            AddCost(row.Forces, reference.Forces, goal?.Forces);
            AddCost(row.Gradient, reference.Gradient, goal?.Gradient);
            table.Append(CultureInfo.InvariantCulture, $"| {row.Gradient.Median / row.Forces.Median:f2} |\n");

            void AddCost(Samples cost, Samples other, double? goal) =>
                table.Append(CultureInfo.InvariantCulture,
                    $"| {cost} | {row.Units(cost.Median):f0} | {goal:f0} | {row.Units(cost.Median) / goal:f2} "
                    + $"| {cost.Median / other.Median:f2} ");
        }
        Console.Error.WriteLine($"{basis}: a {(int)PeakFma.FullWidth}-bit fused multiply-add takes {1000 * rows[0].Peak:f3} ns");
        foreach (var row in rows) row.Dispose();
    }

    private static void AddNeighbors(StringBuilder table)
    {
        var (search, blocks) = (new Samples(), new Samples());
        var crystal = Crystal.Create();
        for (var round = 0; round < 30; round++)
        {
            var found = search.Time(() => new NeighborSearch(crystal, Crystal.Cutoff), Crystal.AtomCount);
            foreach (var block in blocks.Time(() => Workload.BuildBlocks(found, lanes: 8), Crystal.AtomCount)) block.Dispose();
        }
        table.Append(CultureInfo.InvariantCulture,
            $"\nNeighbour search: sorting atoms into bins {search}, "
            + $"collecting neighbours and packing them into blocks {blocks} µs per atom.\n");
    }
}
