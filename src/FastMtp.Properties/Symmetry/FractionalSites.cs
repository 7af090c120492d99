using FastMtp.Properties.Geometry;

namespace FastMtp.Properties.Symmetry;

/// <summary>Atoms in fractional coordinates, found again by kind and place.</summary>
internal sealed class FractionalSites
{
    private readonly Matrix3 _lattice;
    private readonly int[] _kinds;
    private readonly (int Kind, double X, int Atom)[] _sorted;

    /// <summary>Sorts the atoms.</summary>
    /// <param name="lattice">Lattice vectors as rows.</param>
    /// <param name="places">[N] fractional coordinates.</param>
    /// <param name="kinds">[N] only atoms of the same kind are alike.</param>
    public FractionalSites(Matrix3 lattice, Vector3[] places, int[] kinds)
    {
        (_lattice, Places, _kinds) = (lattice, places, kinds);
        _sorted = [.. places.Select((place, atom) => (kinds[atom], place.X - Math.Floor(place.X), atom)).Order()];
    }

    /// <summary>[N] fractional coordinates.</summary>
    public Vector3[] Places { get; }

    /// <summary>A vector between two places to the nearest image, in fractional coordinates.</summary>
    public static Vector3 Nearest(Vector3 d) => new(d.X - Math.Round(d.X), d.Y - Math.Round(d.Y), d.Z - Math.Round(d.Z));

    /// <summary>The atoms to which an operation s → s·m + t brings the atoms; null if it brings one to an empty place.</summary>
    public int[]? Images(Matrix3 m, Vector3 t, double tolerance)
    {
        var images = new int[Places.Length];
        for (var atom = 0; atom < images.Length; atom++)
        {
            images[atom] = Find(_kinds[atom], Places[atom] * m + t, tolerance);
            if (images[atom] < 0) return null;
        }
        // Two atoms at one place would make it no permutation.
        return images.Distinct().Count() == images.Length ? images : null;
    }

    private int Find(int kind, Vector3 place, double tolerance)
    {
        var x = place.X - Math.Floor(place.X);
        // The distance of lattice planes across the first vector is 1 / |first column of the inverse|.
        var window = tolerance * _lattice.Inverse.Transposed.X.Length;
        foreach (var shifted in (double[])[x, x - 1, x + 1])
        {
            var first = Array.BinarySearch(_sorted, (kind, shifted - window, -1));
            for (var k = first < 0 ? ~first : first; k < _sorted.Length && _sorted[k].Kind == kind && _sorted[k].X <= shifted + window; k++)
            {
                var atom = _sorted[k].Atom;
                if ((Nearest(Places[atom] - place) * _lattice).Length <= tolerance) return atom;
            }
        }
        return -1;
    }
}
