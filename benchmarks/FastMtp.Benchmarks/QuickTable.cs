using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using FastMtp.Atoms;
using FastMtp.Kernels;

namespace FastMtp.Benchmarks;

/// <summary>
/// All kernels of all levels in about three minutes. Kernels take turns, so that whatever else the machine does slows
/// them alike and the ratios hold even when it is not idle.
/// </summary>
internal static class QuickTable
{
    private const int FewestRounds = 5;
    private static readonly TimeSpan TimePerLevel = TimeSpan.FromSeconds(30);

    public static string Measure()
    {
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"""
            {Results.Processor}, {RuntimeInformation.FrameworkDescription}, one core, double precision; {Crystal.AtomCount} atoms with 26 neighbours, 4 species, N_b = 8.

            µs per atom: median (fastest). *Peak FMA*: how many fused multiply-adds of one double the core could do in the fastest time with
            registers of that width. *Ratio*: to the first kernel of the level. *× EFV*: to the kernel's own energy, forces and virial.

            | level | kernel | energy + forces + virial | peak FMA | ratio | loss + gradient | peak FMA | ratio | × EFV |
            |--:|---|--:|--:|--:|--:|--:|--:|--:|

            """);
        foreach (var level in KernelCase.Levels) AddLevel(table, level);
        AddNeighbors(table);
        return table.ToString();
    }

    private static void AddLevel(StringBuilder table, int level)
    {
        var rows = KernelCase.OfLevel(level).Select(kernel => new Row(kernel)).ToArray();
        var clock = Stopwatch.StartNew();
        // The first round warms up.
        for (var round = 0; round <= FewestRounds || clock.Elapsed < TimePerLevel; round++)
            foreach (var row in rows) row.Measure(keep: round > 0);
        foreach (var row in rows)
        {
            var (forces, gradient) = (row.Forces.Median, row.Gradient.Median);
            table.Append(CultureInfo.InvariantCulture, $"| {level} | {row.Kernel.Kind}-{(int)row.Kernel.Width} | {row.Forces} | {row.Units(row.Forces):f0} | {forces / rows[0].Forces.Median:f2} | {row.Gradient} | {row.Units(row.Gradient):f0} | {gradient / rows[0].Gradient.Median:f2} | {gradient / forces:f2} |\n");
            row.Dispose();
        }
        Console.Error.WriteLine($"level {level} measured in {clock.Elapsed.TotalSeconds:f0} s");
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
        table.Append(CultureInfo.InvariantCulture, $"\nNeighbour search: sorting atoms into bins {search}, collecting neighbours and packing them into blocks {blocks} µs per atom.\n");
    }

    private sealed class Row(KernelCase kernel) : IDisposable
    {
        private readonly Workload _workload = new(kernel);
        private readonly Samples _peak = new();

        public KernelCase Kernel => kernel;

        public Samples Forces { get; } = new();

        public Samples Gradient { get; } = new();

        public void Measure(bool keep)
        {
            _peak.Time(() => PeakFma.Run(kernel.Width), PeakFma.VectorOperations * kernel.Width.Lanes(), keep);
            Forces.Time(_workload.EnergyForcesVirial, Crystal.AtomCount, keep);
            Gradient.Time(_workload.LossAndGradient, Crystal.AtomCount, keep);
        }

        public double Units(Samples samples) => samples.Fastest / _peak.Fastest;

        public void Dispose() => _workload.Dispose();
    }
}
