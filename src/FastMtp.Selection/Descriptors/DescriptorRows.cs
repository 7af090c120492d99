using System.Numerics;
using System.Runtime.InteropServices;

namespace FastMtp.Selection.Descriptors;

/// <summary>A descriptor for each configuration of a set, and distances between them.</summary>
/// <param name="count">Number of configurations.</param>
/// <param name="length">Numbers in each row.</param>
internal sealed class DescriptorRows(int count, int length)
{
    private readonly double[] _values = new double[checked(count * length)];

    /// <summary>Number of configurations.</summary>
    public int Count => count;

    /// <summary>Numbers in each row.</summary>
    public int Length => length;

    /// <summary>The row of a configuration.</summary>
    public Span<double> this[int configuration] => _values.AsSpan(configuration * length, length);

    /// <summary>Root mean square of the differences between two rows: about 1.4 for two random configurations of a set.</summary>
    public double Distance(int i, int j) => Math.Sqrt(SquaredDistance(this[i], this[j]));

    /// <summary>Root mean square of a row: how far the configuration is from the mean of the set.</summary>
    public double Size(int i) => Math.Sqrt(SquaredDistance(this[i], new double[length]));

    /// <summary>The square of <see cref="Distance"/>.</summary>
    public double SquaredDistance(int i, int j) => SquaredDistance(this[i], this[j]);

    private static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var x = MemoryMarshal.Cast<double, Vector<double>>(a);
        var y = MemoryMarshal.Cast<double, Vector<double>>(b);
        var sums = Vector<double>.Zero;
        for (var k = 0; k < x.Length; k++) sums += (x[k] - y[k]) * (x[k] - y[k]);
        var sum = Vector.Sum(sums);
        for (var k = x.Length * Vector<double>.Count; k < a.Length; k++) sum += (a[k] - b[k]) * (a[k] - b[k]);
        return sum / Math.Max(1, a.Length);
    }
}
