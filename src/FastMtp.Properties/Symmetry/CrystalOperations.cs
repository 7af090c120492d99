using FastMtp.Properties.Geometry;

namespace FastMtp.Properties.Symmetry;

/// <summary>The operations s → s·m + t that hold within a tolerance, m being integer in a reduced lattice.</summary>
internal sealed class CrystalOperations
{
    /// <summary>Symmetric atoms are moved to within this distance, Å, unless the operations form no group.</summary>
    private const double Exact = 1e-9;

    private readonly Configuration _crystal;
    private readonly Matrix3 _lattice;
    private readonly int[] _kinds;
    private readonly List<(Matrix3 Matrix, int[] Images)> _operations = [];
    private readonly List<int[]> _translations = [];
    private Vector3[] _places;

    /// <summary>Finds the operations.</summary>
    public CrystalOperations(Configuration crystal, Matrix3 lattice, int[] kinds, double tolerance, Func<Matrix3, bool>? accept)
    {
        (_crystal, _lattice, _kinds) = (crystal, lattice, kinds);
        var inverse = lattice.Inverse;
        _places = [.. Enumerable.Range(0, crystal.Count).Select(atom => crystal.Position(atom) * inverse)];
        var sites = new FractionalSites(lattice, _places, kinds);
        var rarest = Enumerable.Range(0, crystal.Count).GroupBy(atom => kinds[atom]).MinBy(g => g.Count())!.ToArray();
        foreach (var matrix in PointOperations.Of(lattice, tolerance))
        {
            if (accept?.Invoke((inverse * matrix * lattice).Transposed) == false) continue;
            var isIdentity = matrix == Matrix3.Identity;
            foreach (var atom in rarest)
            {
                if (sites.Images(matrix, _places[atom] - _places[rarest[0]] * matrix, tolerance) is not { } images) continue;
                if (isIdentity) _translations.Add(images);
                if (!isIdentity || atom == rarest[0]) _operations.Add((matrix, images));
                if (!isIdentity) break;
            }
        }
    }

    /// <summary>Moves atoms and lattice vectors to where the operations hold exactly.</summary>
    /// <returns>False if they do not hold then, because they form no group.</returns>
    public bool Symmetrized(out SymmetryGroup group)
    {
        foreach (var averaged in (List<(Matrix3, int[])>[])[[.. _translations.Select(images => (Matrix3.Identity, images))], _operations])
            _places = Averaged(averaged);
        var lattice = SymmetricLattice();
        var toLattice = _lattice.Inverse * lattice;
        var positions = new double[3 * _places.Length];
        for (var atom = 0; atom < _places.Length; atom++)
        {
            var r = _places[atom] * lattice;
            (positions[3 * atom], positions[3 * atom + 1], positions[3 * atom + 2]) = (r.X, r.Y, r.Z);
        }
        var cell = _crystal.Cell;
        var reference = _crystal with
        {
            Positions = positions,
            Cell = cell with { A = cell.A * toLattice, B = cell.B * toLattice, C = cell.C * toLattice },
        };
        var inverse = lattice.Inverse;
        group = new(
            reference,
            [.. _operations.Select(o => new SymmetryOperation((inverse * o.Matrix * lattice).Transposed, o.Images))],
            Orbits());
        var metric = lattice * lattice.Transposed;
        return _operations.Concat(_translations.Select(images => (Matrix: Matrix3.Identity, Images: images))).All(o =>
            (o.Matrix * metric * o.Matrix.Transposed - metric).Largest < Exact * metric.Largest
            && Misses(o.Matrix, o.Images).All(d => (d * lattice).Length < Exact));
    }

    // Every place becomes the mean of the places that operations bring to it.
    private Vector3[] Averaged(List<(Matrix3 Matrix, int[] Images)> operations)
    {
        var sums = new Vector3[_places.Length];
        foreach (var (matrix, images) in operations)
        {
            var misses = Misses(matrix, images);
            for (var atom = 0; atom < sums.Length; atom++) sums[images[atom]] += misses[atom];
        }
        return [.. _places.Select((place, atom) => place + 1.0 / operations.Count * sums[atom])];
    }

    // Where atoms arrive, relative to the atoms there, for the translation that makes their mean zero.
    private Vector3[] Misses(Matrix3 matrix, int[] images)
    {
        var translation = _places[images[0]] - _places[0] * matrix;
        Vector3[] misses =
            [.. _places.Select((place, atom) => FractionalSites.Nearest(place * matrix + translation - _places[images[atom]]))];
        var mean = 1.0 / misses.Length * misses.Aggregate(default(Vector3), (sum, miss) => sum + miss);
        return [.. misses.Select(miss => miss - mean)];
    }

    private Matrix3 SymmetricLattice()
    {
        var metric = default(Matrix3);
        foreach (var (m, _) in _operations)
            metric += 1.0 / _operations.Count * (m * (_lattice * _lattice.Transposed) * m.Transposed);
        var inverse = _lattice.Inverse;
        return _lattice * new SymmetricMatrix(inverse * metric * inverse.Transposed).Apply(Math.Sqrt);
    }

    private int[] Orbits()
    {
        var orbits = new int[_places.Length];
        Array.Fill(orbits, -1);
        var count = 0;
        for (var atom = 0; atom < orbits.Length; atom++)
        {
            if (orbits[atom] >= 0) continue;
            foreach (var images in _translations) orbits[images[atom]] = count;
            count++;
        }
        return orbits;
    }
}
