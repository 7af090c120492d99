using FastMtp.Neighbors;

namespace FastMtp.Properties.Trajectories;

/// <summary>How many pairs of atoms lie how far apart, summed over frames.</summary>
internal sealed class PairCounts(int species, double farthest, double width)
{
    private readonly int _bins = (int)Math.Floor(farthest / width + 1e-9);
    private readonly double[,][] _sums = Empty(species, (int)Math.Floor(farthest / width + 1e-9));
    private readonly NeighborBuffer _buffer = new();
    private int _frames;

    /// <summary>Counts a frame, times its volume.</summary>
    public void Add(Configuration frame)
    {
        var search = new NeighborSearch(frame, _bins * width);
        var volume = frame.Cell.Volume;
        for (var i = 0; i < search.AtomCount; i++)
        {
            search.Collect(i, _buffer);
            for (var n = 0; n < _buffer.Count; n++)
            {
                var (x, y, z) = (_buffer.X[n], _buffer.Y[n], _buffer.Z[n]);
                var bin = (int)(Math.Sqrt(x * x + y * y + z * z) / width);
                if (bin < _bins) _sums[frame.Types[i], frame.Types[_buffer.Index[n]]][bin] += volume;
            }
        }
        _frames++;
    }

    /// <summary>g(r) of two species.</summary>
    /// <param name="a">The one.</param>
    /// <param name="b">The other.</param>
    /// <param name="pairs">Number of pairs, in both orders if the species are the same.</param>
    public double[] Normalized(int a, int b, double pairs) =>
        [.. _sums[a, b].Select((sum, bin) => sum / _frames / (pairs * PairDistribution.Shell(bin, width)))];

    private static double[,][] Empty(int species, int bins)
    {
        var sums = new double[species, species][];
        for (var a = 0; a < species; a++)
            for (var b = 0; b < species; b++) sums[a, b] = new double[bins];
        return sums;
    }
}
