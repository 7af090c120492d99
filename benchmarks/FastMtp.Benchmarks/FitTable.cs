using System.Diagnostics;
using System.Globalization;
using System.Text;
using FastMtp.Data;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Training.Fitting;
using FastMtp.Training.Loss;
using FastMtp.Training.Settings;

namespace FastMtp.Benchmarks;

/// <summary>Whole fits to the example data by BFGS with linear solves, each in a process of its own.</summary>
internal static class FitTable
{
    /// <summary>The argument that makes this program one of the fits.</summary>
    public const string Argument = "--one-fit";

    public const int Steps = 100;
    private static readonly int[] Levels = [8, 12, 14, 16];

    public static string Measure()
    {
        var table = new StringBuilder();
        var (configurations, atoms) = (Data().Configurations.Count, Data().Configurations.Sum(c => c.Count));
        table.Append(CultureInfo.InvariantCulture, $"""
            {Results.Machine}; {Steps} steps of BFGS (`--method bfgs`) from seed 0 on {Path.GetFileName(DataPath)} with weights 1, 0.01, 0:
            {configurations} configurations with {atoms} atoms, 4 species, N_b = 8, cutoff {Crystal.Cutoff} Å.

            *Seconds* from the loaded data to the result; *CPU*: of all threads; *speed-up*: to one thread. *Evaluations* of loss and
            gradient *per step*, those of the linear solves not included; *µs*: CPU time per atom and evaluation, everything included.
            *Peak*: the most memory that the process had, runtime and data included.

            | level | threads | seconds | CPU s | speed-up | evaluations per step | µs | loss at start | loss | peak MB |
            |--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|

            """);
        foreach (var level in Levels)
        {
            var alone = 0.0;
            foreach (var threads in new[] { 1, Environment.ProcessorCount })
            {
                if (Child.Numbers(Argument, $"{level}", $"{threads}", $"{configurations}") is not [var seconds, var cpu, var evaluations,
                    var first, var last, var peak])
                    throw new InvalidOperationException("A fit printed something else.");
                if (threads == 1) alone = seconds;
                table.Append(CultureInfo.InvariantCulture,
                    $"| {level} | {threads} | {seconds:f1} | {cpu:f1} | {alone / seconds:f2} | {evaluations / Steps:f2} "
                    + $"| {1e6 * cpu / (evaluations * atoms):f2} | {first:g6} | {last:g6} | {peak / 1e6:f0} |\n");
                Console.Error.WriteLine($"level {level}, {threads} threads: {seconds:f1} s");
            }
        }
        return table.ToString();
    }

    /// <summary>
    /// Fits to the first configurations and prints seconds, CPU seconds, evaluations, first and last loss, peak memory in bytes.
    /// </summary>
    public static void Fit(int level, int threads, int count)
    {
        var data = Data();
        Configuration[] configurations = [.. data.Configurations.Take(count)];
        var summary = DataSummary.Of(configurations, data.Species!.Count, Crystal.Cutoff, threads);
        using var process = Process.GetCurrentProcess();
        var (cpu, clock) = (process.TotalProcessorTime, Stopwatch.StartNew());
        var radial = new RadialBasis(RadialBasis.MinDistanceBelow(summary.Closest!.Distance), Crystal.Cutoff, 8);
        var potential = PotentialModel.ForLevel(level, data.Species, radial);
        using var loss = new TrainingLoss(potential, configurations, [], new LossWeights(), threads, KernelRegistry.For(potential.Plan));
        var result = new Trainer(loss, new TrainingSettings { Steps = Steps, LossTolerance = 0 }).Run();
        var seconds = clock.Elapsed.TotalSeconds;
        process.Refresh();
        Child.Print(seconds, (process.TotalProcessorTime - cpu).TotalSeconds, result.Evaluations, result.History[0].Loss,
            result.History[^1].Loss, process.PeakWorkingSet64);
    }

    private static string DataPath => Path.Combine(Results.Root(), "examples", "train.xyz.gz");

    private static ConfigurationSet Data() => ConfigurationFile.Read([DataPath], new ReadOptions());
}
