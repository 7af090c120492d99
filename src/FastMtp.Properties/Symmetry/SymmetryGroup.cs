using FastMtp.Properties.Geometry;

namespace FastMtp.Properties.Symmetry;

/// <summary>The operations that map a crystal onto itself: translations within the cell, and one operation for each rotation.</summary>
/// <param name="reference">The crystal, in which the operations hold exactly.</param>
/// <param name="operations">One operation for each rotation.</param>
/// <param name="orbits">[N] atoms with equal numbers are translations of each other.</param>
internal sealed class SymmetryGroup(Configuration reference, IReadOnlyList<SymmetryOperation> operations, int[] orbits)
{
    private readonly int[] _sizes = Sizes(orbits);

    /// <summary>The crystal, in which the operations hold exactly.</summary>
    public Configuration Reference => reference;

    /// <summary>One operation for each rotation.</summary>
    public IReadOnlyList<SymmetryOperation> Operations => operations;

    /// <summary>Number of translations within the cell.</summary>
    public int Translations => _sizes[orbits[0]];

    /// <summary>The symmetric part of vectors on the atoms.</summary>
    public double[] Average(double[] vectors)
    {
        var translated = OverTranslations(vectors);
        var average = new double[vectors.Length];
        foreach (var (rotation, images) in operations)
        {
            for (var atom = 0; atom < images.Length; atom++)
            {
                var turned = 1.0 / operations.Count
                    * (rotation * new Vector3(translated[3 * atom], translated[3 * atom + 1], translated[3 * atom + 2]));
                var to = 3 * images[atom];
                average[to] += turned.X;
                average[to + 1] += turned.Y;
                average[to + 2] += turned.Z;
            }
        }
        return average;
    }

    /// <summary>The symmetric part of a tensor.</summary>
    public Matrix3 Average(Matrix3 tensor) =>
        operations.Aggregate(default(Matrix3), (sum, g) => sum + 1.0 / operations.Count * (g.Rotation * tensor * g.Rotation.Transposed));

    private double[] OverTranslations(double[] vectors)
    {
        if (Translations == 1) return vectors;
        var sums = new Vector3[_sizes.Length];
        for (var atom = 0; atom < orbits.Length; atom++)
            sums[orbits[atom]] += new Vector3(vectors[3 * atom], vectors[3 * atom + 1], vectors[3 * atom + 2]);
        var average = new double[vectors.Length];
        for (var atom = 0; atom < orbits.Length; atom++)
        {
            var mean = 1.0 / Translations * sums[orbits[atom]];
            (average[3 * atom], average[3 * atom + 1], average[3 * atom + 2]) = (mean.X, mean.Y, mean.Z);
        }
        return average;
    }

    private static int[] Sizes(int[] orbits)
    {
        var sizes = new int[orbits.Max() + 1];
        foreach (var orbit in orbits) sizes[orbit]++;
        return sizes;
    }
}
