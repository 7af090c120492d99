using System.Globalization;
using System.Text;
using FastMtp.Basis;
using FastMtp.Basis.Mtp;
using FastMtp.Evaluation;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Potentials;
using FastMtp.Training.Loss;

namespace FastMtp.Benchmarks;

/// <summary>How much faster more threads are on a file of configurations, and the memory of a training on it.</summary>
internal static class ThreadTable
{
    private const int Rounds = 5;
    private const int MemoryLevel = 16;
    private static readonly int[] Levels = [8, 12, 16, 20];

    public static string Measure(string path)
    {
        var data = ConfigurationFile.Read(path);
        // First of all: later the process has freed memory that it need not ask for again.
        var kilobytes = MeasureMemory(data);
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"""
            {Results.Machine}; {data.Configurations.Count} configurations of {data.AtomCount} atoms together.

            µs per atom: median (fastest), and how many times faster than one thread. *Evaluation*: energy, forces and virial from
            positions. A training at level {MemoryLevel} on all cores makes the process grow by {kilobytes:f2} kB per atom for packed
            data, coefficients and gradients.

            | level | threads | evaluation | faster | loss + gradient | faster |
            |--:|--:|--:|--:|--:|--:|

            """);
        foreach (var level in Levels) AddLevel(table, data, level);
        return table.ToString();
    }

    private static void AddLevel(StringBuilder table, ConfigurationSet data, int level)
    {
        var potential = Potential(data, level);
        var rows = Counts().Select(threads => new Row(potential, data, threads)).ToArray();
        // In turns, so that whatever else the machine does slows all alike; the first round warms up.
        for (var round = 0; round <= Rounds; round++)
            foreach (var row in rows) row.Measure(keep: round > 0);
        foreach (var row in rows)
        {
            table.Append(CultureInfo.InvariantCulture,
                $"| {level} | {row.Threads} | {row.Evaluation} | {rows[0].Evaluation.Fastest / row.Evaluation.Fastest:f2} "
                + $"| {row.Gradient} | {rows[0].Gradient.Fastest / row.Gradient.Fastest:f2} |\n");
            row.Dispose();
        }
        Console.Error.WriteLine($"level {level} measured");
    }

    private static double MeasureMemory(ConfigurationSet data)
    {
        var potential = Potential(data, MemoryLevel);
        var before = Resident();
        using var loss = new TrainingLoss(potential, data.Configurations, [], new LossWeights());
        loss.Evaluate(potential.Parameters, new double[potential.ParameterCount]);
        return (Resident() - before) / 1024.0 / data.AtomCount;
    }

    private static long Resident()
    {
        GC.Collect();
        return Environment.WorkingSet;
    }

    private static PotentialModel Potential(ConfigurationSet data, int level) =>
        RandomPotential.Create(BasisPlan.ForLevel(level), data.Species!.Count) with { Species = data.Species };

    private static IEnumerable<int> Counts()
    {
        for (var threads = 1; threads < Environment.ProcessorCount; threads *= 2) yield return threads;
        yield return Environment.ProcessorCount;
    }

    private sealed class Row : IDisposable
    {
        private readonly ConfigurationSet _data;
        private readonly SetEvaluator _evaluator;
        private readonly TrainingLoss _loss;
        private readonly double[] _point;
        private readonly double[] _gradient;

        public Row(PotentialModel potential, ConfigurationSet data, int threads)
        {
            (_data, Threads) = (data, threads);
            _evaluator = new SetEvaluator(potential, threads: threads);
            (_point, _gradient) = (potential.Parameters, new double[potential.ParameterCount]);
            _loss = new TrainingLoss(potential, data.Configurations, [], new LossWeights(), threads);
        }

        public int Threads { get; }

        public Samples Evaluation { get; } = new();

        public Samples Gradient { get; } = new();

        public void Measure(bool keep)
        {
            Evaluation.Time(() => _evaluator.Run(_data.Configurations, (_, _) => { }), _data.AtomCount, keep);
            Gradient.Time(() => { _loss.Evaluate(_point, _gradient); }, _data.AtomCount, keep);
        }

        public void Dispose() => _loss.Dispose();
    }
}
