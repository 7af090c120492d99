using System.Diagnostics;
using System.Globalization;
using System.Text;
using FastMtp.Data;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Training.Fitting;
using FastMtp.Training.History;
using FastMtp.Training.Loss;
using FastMtp.Training.Settings;

namespace FastMtp.Benchmarks;

/// <summary>What plain BFGS reaches in 2000 steps, and what BFGS with linear solves needs to get there.</summary>
internal static class MethodTable
{
    private const int Steps = 2000;
    private static readonly int[] Levels = [14, 16];
    private static readonly RadialForm[] Models = [RadialForm.Base, RadialForm.Mf(8)];
    private static readonly ulong[] Seeds = [0, 1, 2];

    /// <param name="files">Training data, several files separated by commas.</param>
    public static string Measure(string files)
    {
        var data = ConfigurationFile.Read(files.Split(','), new ReadOptions());
        var summary = DataSummary.Of(data.Configurations, data.Species!.Count, Crystal.Cutoff, 0);
        var basis = new RadialBasis(RadialBasis.MinDistanceBelow(summary.Closest!.Distance), Crystal.Cutoff, 8);
        var table = new StringBuilder();
        var atoms = data.Configurations.Sum(c => c.Count);
        table.Append(CultureInfo.InvariantCulture, $"""
            {Results.Machine}; {data.Configurations.Count} configurations with {atoms} atoms, {data.Species.Count} species, N_b = 8,
            cutoff {Crystal.Cutoff} Å, weights 1, 0.01, 0.

            *Plain*: BFGS from a multiple of the identity, after one linear solve, {Steps} steps. *Standard*: what `fastmtp train` did
            before Gauss-Newton, BFGS from estimated curvatures with a linear solve every {new TrainingSettings().LinearSolveInterval}
            steps (`--method bfgs`), until its loss is that of plain BFGS at its end. *Evaluations* are those of loss and gradient;
            *CPU s* are of all threads with everything, linear solves too; *ratio*: of CPU seconds. Fewer evaluations of plain BFGS than
            steps: it could find no lower loss and stopped.

            | level | model | seed | loss | plain: evaluations | CPU s | standard: steps | evaluations | CPU s | ratio |
            |--:|:--|--:|--:|--:|--:|--:|--:|--:|--:|

            """);
        foreach (var level in Levels)
        {
            var potential = PotentialModel.ForLevel(level, data.Species, basis);
            using var loss = new TrainingLoss(potential, data.Configurations, [], new LossWeights());
            foreach (var model in Models)
            {
                foreach (var seed in Seeds)
                {
                    var settings = new TrainingSettings { Model = model, Seed = seed, Steps = Steps, LossTolerance = 0 };
                    var plain = Run(loss, settings with { Method = FitMethod.PlainBfgs }, double.NegativeInfinity);
                    var standard = Run(loss, settings, plain.Loss);
                    var row = string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {level} | {model} | {seed} | {plain.Loss:g4} | {plain.Evaluations} | {plain.CpuSeconds:f0} "
                        + $"| {standard.Steps} | {standard.Evaluations} | {standard.CpuSeconds:f0} "
                        + $"| {standard.CpuSeconds / plain.CpuSeconds:f3} |\n");
                    table.Append(row);
                    Console.Error.Write(row);
                }
            }
        }
        return table.ToString();
    }

    private static (int Steps, int Evaluations, double Loss, double CpuSeconds) Run(
        TrainingLoss loss, TrainingSettings settings, double goal)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        using var reached = new CancellationTokenSource();
        var result = new Trainer(loss, settings, new Watch(goal, reached)).Run(cancellation: reached.Token);
        process.Refresh();
        var last = result.History[^1];
        if (last.Loss > goal && !double.IsNegativeInfinity(goal))
            throw new InvalidOperationException($"The loss {goal} was not reached in {settings.Steps} steps.");
        return (last.Step, last.Evaluations, last.Loss, (process.TotalProcessorTime - before).TotalSeconds);
    }

    private sealed class Watch(double goal, CancellationTokenSource reached) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Record.Loss <= goal) reached.Cancel();
        }
    }
}
