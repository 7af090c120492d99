using System.Globalization;
using System.Text;
using FastMtp.Basis;
using FastMtp.Basis.Mtp;
using FastMtp.Blocks;
using FastMtp.Kernels;
using FastMtp.Radial;

namespace FastMtp.Benchmarks;

/// <summary>
/// Cost of factors relative to the dense tensor, by number of species: the data behind <see cref="RadialCost"/>.
/// </summary>
internal static class RadialFormTable
{
    private const int Rounds = 40;

    public static string Measure()
    {
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"""
            {Results.Machine}, one core; {Crystal.AtomCount} bcc atoms of random species with 26 neighbours, blocks of
            {Workload.GroupSize} atoms. Ranks 8 (mf) and 4,8,4 (tf), or the largest that N_T allows.

            µs per atom for energy, forces and virial: median (fastest). *Read from*: with a star what is chosen by cost.
            *kB*: radial parameters as they are kept, and what a thread makes of them for a block.

            | level | N_T | N_b | form | read from | energy + forces + virial | kB | kB per thread |
            |--:|--:|--:|---|---|--:|--:|--:|

            """);
        foreach (var level in (int[])[12, 16])
            foreach (var speciesCount in (int[])[1, 4, 20, 89]) AddCases(table, level, speciesCount, radialSize: 8);
        // Dense tensors that no cache holds any more.
        foreach (var speciesCount in (int[])[89, 118, 250]) AddCases(table, 20, speciesCount, radialSize: 24);
        return table.ToString();
    }

    private static void AddCases(StringBuilder table, int level, int speciesCount, int radialSize)
    {
        Row[] rows = [Case("dense", RadialSource.Dense), Case("mf", RadialSource.Dense), Case("mf", RadialSource.Factors),
            Case("tf", RadialSource.Dense), Case("tf", RadialSource.Factors)];
        // In turns, so that whatever else the machine does slows all alike; the first round warms up.
        for (var round = 0; round <= Rounds; round++)
            foreach (var row in rows) row.Samples.Time(row.Workload.Prediction, Crystal.AtomCount, keep: round > 0);
        foreach (var (form, source, workload, samples) in rows)
        {
            var tensor = workload.Potential.RadialTensor;
            var numbers = source == RadialSource.Dense ? tensor.Shape.Length : tensor.ParameterCount;
            var perBlock = source == RadialSource.Dense
                ? 0 : workload.Blocks.Max(block => block.PairTypes.Length) * ((FactorizedRadialTensor)tensor).TableCount;
            var star = tensor.Ranks.Count > 0 && source == RadialCost.Choose(tensor, workload.Kernel.Lanes) ? "*" : "";
            table.Append(CultureInfo.InvariantCulture,
                $"| {level} | {speciesCount} | {radialSize} | {form} | {source.ToString().ToLowerInvariant()}{star} "
                + $"| {samples} | {Kilobytes(numbers)} | {Kilobytes(perBlock)} |\n");
            workload.Dispose();
        }

        Row Case(string form, RadialSource source)
        {
            var plan = BasisPlan.ForLevel(level);
            return new(form, source,
                new Workload(KernelRegistry.For(plan), RandomPotential.Create(plan, speciesCount, radialSize, form), source),
                new Samples());
        }
    }

    private static string Kilobytes(int numbers) => (numbers * sizeof(double) / 1024.0).ToString("0.#", CultureInfo.InvariantCulture);

    private sealed record Row(string Form, RadialSource Source, Workload Workload, Samples Samples);
}
