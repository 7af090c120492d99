using FastMtp.Potentials;

namespace FastMtp.Native.Tests;

/// <summary>Results of the library, and how far they may be from others.</summary>
internal sealed unsafe class Evaluated(int count)
{
    public double Energy { get; private set; }

    public double[] Virial { get; } = new double[6];

    public double[] Energies { get; } = new double[count];

    public double[] Forces { get; } = new double[3 * count];

    public double[] Virials { get; } = new double[6 * count];

    public double Shortest { get; private set; }

    public int[] ShortestPair { get; } = new int[2];

    /// <summary>A whole configuration.</summary>
    public static Evaluated Of(Api api, nint potential, Configuration configuration)
    {
        var evaluated = new Evaluated(configuration.Count);
        Assert.Equal(0, evaluated.Compute((results) => Call(api, potential, configuration, results)));
        return evaluated;
    }

    public static int Call(Api api, nint potential, Configuration configuration, ApiResults* results)
    {
        fixed (int* species = configuration.Types)
        fixed (double* positions = configuration.Positions)
        {
            var given = new ApiConfiguration { Size = (nuint)sizeof(ApiConfiguration), Count = configuration.Count,
                Species = species, Positions = positions };
            var (a, b, c) = (configuration.Cell.A, configuration.Cell.B, configuration.Cell.C);
            double[] rows = [a.X, a.Y, a.Z, b.X, b.Y, b.Z, c.X, c.Y, c.Z];
            for (var k = 0; k < 9; k++) given.Cell[k] = rows[k];
            bool[] periodic = [configuration.Cell.PeriodicA, configuration.Cell.PeriodicB, configuration.Cell.PeriodicC];
            for (var k = 0; k < 3; k++) given.Periodic[k] = periodic[k] ? 1 : 0;
            return api.Compute(potential, &given, results);
        }
    }

    public delegate int Computation(ApiResults* results);

    /// <summary>Calls with places for all results; what is there before must not matter.</summary>
    public int Compute(Computation compute)
    {
        double energy = double.NaN, shortest = double.NaN;
        foreach (var array in (double[][])[Virial, Energies, Forces, Virials]) Array.Fill(array, double.NaN);
        fixed (double* virial = Virial, energies = Energies, forces = Forces, virials = Virials)
        fixed (int* pair = ShortestPair)
        {
            var results = new ApiResults
            {
                Size = (nuint)sizeof(ApiResults), Energy = &energy, Virial = virial, Energies = energies, Forces = forces,
                Virials = virials, Shortest = &shortest, ShortestPair = pair,
            };
            var status = compute(&results);
            (Energy, Shortest) = (energy, shortest);
            return status;
        }
    }

    /// <summary>The prediction of the managed evaluator, without the library.</summary>
    public static Prediction Managed(PotentialModel potential, Configuration configuration)
    {
        using var evaluator = new Evaluator(potential, threads: 1);
        return evaluator.Evaluate(configuration);
    }

    public void AssertClose(Prediction expected, double tolerance)
    {
        Close([expected.Energy], [Energy], tolerance * expected.SiteEnergies.Length);
        Close(expected.SiteEnergies, Energies, tolerance);
        Close(expected.Forces, Forces, tolerance);
        Close(Components(expected.Virial), Virial, tolerance * expected.SiteEnergies.Length);
        for (var k = 0; k < 6; k++)
            Close([Virial[k]], [Virials.Where((_, i) => i % 6 == k).Sum()], tolerance * expected.SiteEnergies.Length);
    }

    public static double[] Components(Virial v) => [v.XX, v.YY, v.ZZ, v.YZ, v.XZ, v.XY];

    /// <summary>Absolute below 1, relative above.</summary>
    public static void Close(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])),
                $"[{i}]: {expected[i]:r} and {actual[i]:r}");
    }
}
