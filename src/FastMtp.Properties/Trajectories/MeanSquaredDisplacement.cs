using FastMtp.Properties.Statistics;

namespace FastMtp.Properties.Trajectories;

/// <summary>How far the atoms of a species move in a time: ⟨|r(t) − r(0)|²⟩ over atoms and starts.</summary>
/// <param name="Species">Number of the species.</param>
/// <param name="Lags">[lag] times, ps.</param>
/// <param name="Values">[lag] Å².</param>
/// <param name="Diffusion">D = slope/6 in Å²/ps with its standard error; 1 Å²/ps is 1e-8 m²/s.</param>
internal sealed record MeanSquaredDisplacement(int Species, double[] Lags, double[] Values, (double Mean, double Error) Diffusion)
{
    /// <summary>Parts of the trajectory whose slopes give the error.</summary>
    private const int Parts = 4;
    private const int MostLags = 200;
    private const int MostStarts = 200;

    /// <summary>Frames that a trajectory needs: each part has a few lags.</summary>
    public const int FewestFrames = 10 * Parts;

    /// <summary>All species of a trajectory with frames at equal distances in time.</summary>
    public static IReadOnlyList<MeanSquaredDisplacement> Of(Trajectory trajectory)
    {
        var positions = Unwrapped.Positions(trajectory);
        var interval = (trajectory.Times[^1] - trajectory.Times[0]) / (trajectory.Times.Length - 1);
        var types = trajectory.Frames[0].Types;
        return [.. types.Distinct().Order().Select(species =>
        {
            int[] atoms = [.. Enumerable.Range(0, types.Length).Where(atom => types[atom] == species)];
            var (lags, values) = Curve(positions, atoms, interval);
            var slopes = Enumerable.Range(0, Parts).Select(part =>
            {
                var (first, end) = (positions.Count * part / Parts, positions.Count * (part + 1) / Parts);
                return Slope(Curve([.. positions.Skip(first).Take(end - first)], atoms, interval));
            });
            return new MeanSquaredDisplacement(
                species, lags, values, (Slope((lags, values)) / 6, SeriesAverage.OfIndependent([.. slopes.Select(s => s / 6)]).Error));
        })];
    }

    private static (double[] Lags, double[] Values) Curve(IReadOnlyList<double[]> positions, int[] atoms, double interval)
    {
        var longest = positions.Count / 2;
        var step = Math.Max(1, longest / MostLags);
        int[] lags = [.. Enumerable.Range(0, longest / step + 1).Select(i => i * step)];
        return ([.. lags.Select(lag => lag * interval)], [.. lags.AsParallel().AsOrdered().Select(Average)]);

        double Average(int lag)
        {
            var starts = positions.Count - lag;
            var between = Math.Max(1, starts / MostStarts);
            var (sum, count) = (0.0, 0);
            for (var start = 0; start < starts; start += between, count++)
            {
                var (from, to) = (positions[start], positions[start + lag]);
                foreach (var atom in atoms)
                {
                    for (var i = 3 * atom; i < 3 * atom + 3; i++) sum += (to[i] - from[i]) * (to[i] - from[i]);
                }
            }
            return sum / count / atoms.Length;
        }
    }

    /// <summary>Of the second half of the curve: before it, atoms still fly or rattle in their cages.</summary>
    private static double Slope((double[] Lags, double[] Values) curve)
    {
        var half = curve.Lags.Length / 2;
        return Line.Through(curve.Lags.AsSpan(half), curve.Values.AsSpan(half)).Slope;
    }
}
