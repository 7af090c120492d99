using FastMtp.Properties.Statistics;

namespace FastMtp.Properties.Trajectories;

/// <summary>The radial distribution function g(r) of a pair of species.</summary>
internal sealed class PairDistribution
{
    /// <summary>Parts of the trajectory that are averaged separately, for the errors.</summary>
    private const int Parts = 5;

    private readonly double[][] _parts;

    private PairDistribution(int first, int second, double width, double[][] parts, double density)
    {
        (First, Second, Width, _parts, Density) = (first, second, width, parts, density);
        Values = [.. Enumerable.Range(0, parts[0].Length).Select(bin => parts.Average(part => part[bin]))];
    }

    /// <summary>Number of the first species.</summary>
    public int First { get; }

    /// <summary>Number of the second species, not below the first.</summary>
    public int Second { get; }

    /// <summary>Width of a bin, Å.</summary>
    public double Width { get; }

    /// <summary>[bin] g(r); the bin i is centred at (i + ½)·<see cref="Width"/>.</summary>
    public double[] Values { get; }

    /// <summary>Atoms of the second species per Å³, apart from the one they are neighbours of.</summary>
    public double Density { get; }

    /// <summary>Position (Å) and height of the first peak with standard errors; null if g never rises above 1.</summary>
    public ((double Mean, double Error) Position, (double Mean, double Error) Height)? Peak()
    {
        if (PeakOf(Values) is not { } peak) return null;
        var each = _parts.Select(PeakOf).OfType<(double Position, double Height)>().ToArray();
        if (each.Length < 2) return ((peak.Position, double.NaN), (peak.Height, double.NaN));
        return ((peak.Position, SeriesAverage.OfIndependent([.. each.Select(p => p.Position)]).Error),
            (peak.Height, SeriesAverage.OfIndependent([.. each.Select(p => p.Height)]).Error));
    }

    /// <summary>Neighbours of the second species around an atom of the first, up to the minimum behind the first peak.</summary>
    public double? Coordination()
    {
        if (PeakOf(Values) is not { } peak) return null;
        var (top, sum) = ((int)(peak.Position / Width), 0.0);
        // The minimum is searched within twice the distance of the peak, where noise of an empty tail cannot be mistaken for it.
        var end = Math.Min(Values.Length, 2 * top);
        if (end <= top + 1) return null;
        var least = Enumerable.Range(top, end - top).MinBy(bin => Values[bin]);
        for (var bin = 0; bin <= least; bin++) sum += Values[bin] * Shell(bin, Width) * Density;
        return sum;
    }

    /// <summary>All pairs of species of a trajectory.</summary>
    /// <param name="trajectory">Periodic in all directions.</param>
    /// <param name="farthest">Å; distances beyond it are not counted.</param>
    /// <param name="width">Width of a bin, Å.</param>
    public static IReadOnlyList<PairDistribution> Of(Trajectory trajectory, double farthest, double width)
    {
        var (species, frames) = (trajectory.Species.Count, trajectory.Frames);
        var parts = Math.Min(Parts, frames.Count);
        var count = new int[species];
        foreach (var type in frames[0].Types) count[type]++;
        var averages = Enumerable.Range(0, parts).Select(part =>
        {
            var (first, end) = (frames.Count * part / parts, frames.Count * (part + 1) / parts);
            var sum = new PairCounts(species, farthest, width);
            for (var frame = first; frame < end; frame++) sum.Add(frames[frame]);
            return sum;
        }).ToArray();
        var volume = frames.Average(frame => frame.Cell.Volume);
        return
        [
            .. from a in Enumerable.Range(0, species)
               from b in Enumerable.Range(a, species - a)
               where count[a] > (a == b ? 1 : 0) && count[b] > 0
               let others = a == b ? count[a] - 1 : count[b]
               select new PairDistribution(
                   a, b, width, [.. averages.Select(part => part.Normalized(a, b, (double)count[a] * others))], others / volume),
        ];
    }

    /// <summary>Volume of a bin, Å³.</summary>
    internal static double Shell(int bin, double width) => 4.0 / 3 * Math.PI * (3 * bin * (bin + 1) + 1) * width * width * width;

    /// <summary>The highest point before g first falls to half of what it rose above 1, refined by a parabola.</summary>
    private (double Position, double Height)? PeakOf(double[] values)
    {
        var top = -1;
        for (var bin = 0; bin < values.Length; bin++)
        {
            if (values[bin] > 1 && (top < 0 || values[bin] > values[top])) top = bin;
            if (top >= 0 && values[bin] < 0.5 * (1 + values[top])) break;
        }
        if (top < 0) return null;
        // Five points on each side would be too many for the sharp peaks of crystals, three in all too noisy for liquids.
        var reach = Math.Min(2, Math.Min(top, values.Length - 1 - top));
        if (reach == 0) return ((top + 0.5) * Width, values[top]);
        double s2 = 0, s4 = 0, sy = 0, s1y = 0, s2y = 0;
        for (var k = -reach; k <= reach; k++)
        {
            var y = values[top + k];
            (s2, s4, sy, s1y, s2y) = (s2 + k * k, s4 + (double)k * k * k * k, sy + y, s1y + k * y, s2y + k * k * y);
        }
        var points = 2 * reach + 1;
        var curvature = (points * s2y - s2 * sy) / (points * s4 - s2 * s2);
        var slope = s1y / s2;
        if (!(curvature < 0)) return ((top + 0.5) * Width, values[top]);
        var shift = Math.Clamp(-slope / (2 * curvature), -reach, reach);
        var middle = (sy - curvature * s2) / points;
        return ((top + 0.5 + shift) * Width, middle + slope * shift + curvature * shift * shift);
    }
}
