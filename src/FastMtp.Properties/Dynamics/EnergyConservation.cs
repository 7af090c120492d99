using FastMtp.Properties.Crystals;
using FastMtp.Properties.Energies;
using FastMtp.Properties.Statistics;

namespace FastMtp.Properties.Dynamics;

/// <summary>How well dynamics at constant energy keeps it.</summary>
/// <param name="Drift">Slope of the total energy, eV per atom and ps.</param>
/// <param name="DriftError">Its standard error.</param>
/// <param name="Fluctuation">Standard deviation of the total energy around that line, eV per atom.</param>
/// <param name="Temperature">Mean temperature of the second half, K.</param>
internal sealed record EnergyConservation(double Drift, double DriftError, double Fluctuation, double Temperature)
{
    private const double Boltzmann = 8.617333262e-5;

    /// <summary>Å/fs² of 1 eV/Å per g/mol.</summary>
    private const double Acceleration = 9.648533212e-3;

    private const double Height = 14;

    /// <summary>Runs a crystal by the method of Verlet.</summary>
    /// <param name="surface">Energies.</param>
    /// <param name="crystal">The relaxed crystal.</param>
    /// <param name="temperature">
    /// K; atoms start at their places with twice the kinetic energy, half of which becomes potential energy.
    /// </param>
    /// <param name="step">fs.</param>
    /// <param name="steps">Number of steps.</param>
    public static EnergyConservation Of(IEnergySurface surface, Crystal crystal, double temperature, double step, int steps)
    {
        var atoms = Supercell.Of(crystal.Primitive, Supercell.Reaching(crystal.Primitive.Cell, Height));
        var masses = Masses.Of(atoms, crystal.Title, "dynamics");
        var velocities = Velocities(masses, 2 * temperature);
        var positions = (double[])atoms.Positions.Clone();
        var point = surface.Evaluate(atoms);
        var (times, totals, kinetic) = (new double[steps], new double[steps], new double[steps]);
        for (var i = 0; i < steps; i++)
        {
            Kick(point.Forces);
            for (var k = 0; k < positions.Length; k++) positions[k] += step * velocities[k];
            point = surface.Evaluate(atoms.At((double[])positions.Clone()));
            if (!point.IsFinite)
                throw new InputException(
                    $"{crystal.Title}: the energy overflowed after {i + 1} steps of dynamics at {temperature:0} K.");
            Kick(point.Forces);
            kinetic[i] = Kinetic() / atoms.Count;
            (times[i], totals[i]) = (step * (i + 1) / 1000, point.Energy / atoms.Count + kinetic[i]);
        }
        var line = Line.Through(times, totals);
        var around = SeriesAverage.Of([.. totals.Select((total, i) => total - line.Slope * times[i])]);
        var later = SeriesAverage.Of(kinetic.AsSpan(steps / 2)).Mean;
        return new EnergyConservation(line.Slope, line.Error, around.Deviation, later / (1.5 * Boltzmann));

        void Kick(double[] forces)
        {
            for (var k = 0; k < forces.Length; k++) velocities[k] += 0.5 * step * Acceleration * forces[k] / masses[k / 3];
        }

        double Kinetic() => velocities.Select((v, k) => 0.5 * masses[k / 3] / Acceleration * v * v).Sum();
    }

    /// <summary>Å/fs, normally distributed, without motion of the whole.</summary>
    private static double[] Velocities(double[] masses, double temperature)
    {
        var random = new Random(1);
        double[] velocities = [.. Enumerable.Range(0, 3 * masses.Length).Select(k =>
            Math.Sqrt(Boltzmann * temperature * Acceleration / masses[k / 3])
            * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
        for (var axis = 0; axis < 3; axis++)
        {
            var momentum = masses.Select((mass, atom) => mass * velocities[3 * atom + axis]).Sum();
            for (var atom = 0; atom < masses.Length; atom++) velocities[3 * atom + axis] -= momentum / masses.Sum();
        }
        return velocities;
    }
}
