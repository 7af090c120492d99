using System.Runtime.CompilerServices;
using FastMtp.Neighbors;

namespace FastMtp.Data;

/// <summary>Two atoms of a configuration.</summary>
/// <param name="First">Species of one atom.</param>
/// <param name="Second">Species of the other, not less than the first.</param>
/// <param name="Distance">Å.</param>
/// <param name="Origin">The configuration.</param>
/// <param name="Index">Its number in the data set.</param>
internal sealed record ClosestPair(int First, int Second, double Distance, string Origin, int Index);

/// <summary>The shortest distances of a configuration for each pair of species, and how many neighbours its atoms have.</summary>
internal sealed class ClosestPairs(int speciesCount) : IDisposable
{
    private readonly NeighborBuffer _buffer = new();

    /// <summary>
    /// [N_T][N_T] distances, Å, infinite where no such pair is within the cutoff; the upper triangle counts. And atoms without any
    /// neighbour.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (double[] Distances, long Neighbors, int Isolated) Find(Configuration configuration, double cutoff)
    {
        var squares = new double[speciesCount * speciesCount];
        Array.Fill(squares, double.PositiveInfinity);
        var search = new NeighborSearch(configuration, cutoff);
        var (neighbors, isolated) = (0L, 0);
        for (var i = 0; i < configuration.Count; i++)
        {
            search.Collect(i, _buffer);
            neighbors += _buffer.Count;
            if (_buffer.Count == 0) isolated++;
            for (var k = 0; k < _buffer.Count; k++)
            {
                var (a, b) = (configuration.Types[i], configuration.Types[_buffer.Index[k]]);
                ref var shortest = ref squares[Math.Min(a, b) * speciesCount + Math.Max(a, b)];
                var (x, y, z) = (_buffer.X[k], _buffer.Y[k], _buffer.Z[k]);
                shortest = Math.Min(shortest, x * x + y * y + z * z);
            }
        }
        return (Array.ConvertAll(squares, Math.Sqrt), neighbors, isolated);
    }

    public void Dispose()
    {
    }
}
