using System.Globalization;
using System.Text;

namespace FastMtp.Benchmarks;

/// <summary>Dynamics at constant energy, in double and in mixed precision side by side: how fast the total energy drifts.</summary>
internal static class DriftTable
{
    public const string Argument = "--drift";

    private const double Boltzmann = 8.617333262e-5;

    /// <summary>Å/fs² of 1 eV/Å per g/mol.</summary>
    private const double Acceleration = 9.648533212e-3;

    private const int Cells = 6;
    private const double Lattice = 3.24;
    private const int Warming = 2000;
    private static readonly double[] Masses = [95.95, 92.906, 180.948, 183.84];
    private static readonly double[] Temperatures = [300, 1500];

    /// <summary>Runs a potential of Mo, Nb, Ta and W.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="picoseconds">How long.</param>
    public static string Measure(string path, double picoseconds)
    {
        var potential = Potential.Load(path);
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"""
            {Results.Machine}; {potential.Basis}, {2 * Cells * Cells * Cells} bcc atoms of Mo-Nb-Ta-W, {picoseconds} ps at constant energy
            in steps of 1 fs after {Warming / 1000} ps at the temperature; both precisions from the same positions and velocities. *Drift*:
            slope of the total energy with its error from ten parts of the run; *fluctuation*: standard deviation around it.

            | temperature, K | precision | drift, eV/atom per ps | fluctuation, eV/atom |
            |--:|---|--:|--:|

            """);
        foreach (var temperature in Temperatures)
        {
            foreach (var precision in (Precision[])[Precision.Double, Precision.Mixed])
            {
                var (drift, error, fluctuation, mean) = Run(potential.WithPrecision(precision), temperature, (int)(1000 * picoseconds));
                table.Append(CultureInfo.InvariantCulture,
                    $"| {mean:f0} | {precision.ToString().ToLowerInvariant()} | {drift:e1} ± {error:e1} | {fluctuation:e1} |\n");
                Console.Error.WriteLine(table.ToString().Split('\n')[^2]);
            }
        }
        return table.ToString();
    }

    private static (double Drift, double Error, double Fluctuation, double Temperature) Run(
        Potential potential, double temperature, int steps)
    {
        var (atoms, random) = (Alloy(), new Random(3));
        var masses = atoms.Types.SelectMany(type => Enumerable.Repeat(Masses[type], 3)).ToArray();
        double[] positions = [.. atoms.Positions];
        double[] velocities = [.. masses.Select(mass => Math.Sqrt(Boltzmann * temperature * Acceleration / mass) * Normal(random))];
        using var moving = potential.CreateMovingAtoms(atoms, threads: 1);
        var (totals, kinetic) = (new double[steps], 0.0);
        for (var step = -Warming; step < steps; step++)
        {
            Kick();
            for (var k = 0; k < positions.Length; k++) positions[k] += velocities[k];
            moving.MoveTo(positions);
            Kick();
            if (step < 0 && step % 20 == 0)
            {
                var factor = Math.Sqrt(1.5 * Boltzmann * temperature * atoms.Count / Kinetic());
                for (var k = 0; k < velocities.Length; k++) velocities[k] *= factor;
            }
            if (step < 0) continue;
            totals[step] = (moving.Energy + Kinetic()) / atoms.Count;
            kinetic += Kinetic() / atoms.Count / steps;
        }
        var (slope, deviation) = Line(totals);
        double[] parts = [.. totals.Chunk(steps / 10).Take(10).Select(part => part.Average())];
        // The error of the slope through ten points with that deviation: Σ (i − 4.5)² = 82.5, with eight degrees of freedom.
        var error = Line(parts).Deviation * Math.Sqrt(10.0 / 8 / 82.5) / (steps / 10);
        return (1000 * slope, 1000 * error, deviation, kinetic / (1.5 * Boltzmann));

        void Kick()
        {
            for (var k = 0; k < velocities.Length; k++) velocities[k] += 0.5 * Acceleration * moving.Forces[k] / masses[k];
        }

        double Kinetic()
        {
            var sum = 0.0;
            for (var k = 0; k < velocities.Length; k++) sum += 0.5 * masses[k] / Acceleration * velocities[k] * velocities[k];
            return sum;
        }
    }

    /// <summary>Slope of a line through numbers at 0, 1, 2, … and their standard deviation around it.</summary>
    private static (double Slope, double Deviation) Line(double[] numbers)
    {
        var (middle, mean) = ((numbers.Length - 1) / 2.0, numbers.Average());
        var slope = numbers.Select((x, i) => (i - middle) * (x - mean)).Sum() / numbers.Select((_, i) => (i - middle) * (i - middle)).Sum();
        return (slope, Math.Sqrt(numbers.Select((x, i) => x - mean - slope * (i - middle)).Average(x => x * x)));
    }

    private static Configuration Alloy()
    {
        var random = new Random(1);
        var edge = Cells * Lattice;
        return new Configuration
        {
            Positions = [.. from i in Enumerable.Range(0, Cells)
                            from j in Enumerable.Range(0, Cells)
                            from k in Enumerable.Range(0, Cells)
                            from half in new[] { 0, 0.5 }
                            from x in new[] { i + half, j + half, k + half }
                            select Lattice * x],
            Types = [.. Enumerable.Range(0, 2 * Cells * Cells * Cells).Select(_ => random.Next(Masses.Length))],
            Cell = new Cell(new(edge, 0, 0), new(0, edge, 0), new(0, 0, edge), true, true, true),
        };
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
