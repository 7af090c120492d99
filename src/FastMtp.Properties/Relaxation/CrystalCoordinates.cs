using FastMtp.Atoms;
using FastMtp.Properties.Energies;
using FastMtp.Properties.Geometry;
using FastMtp.Properties.Symmetry;

namespace FastMtp.Properties.Relaxation;

/// <summary>
/// The coordinates of a relaxation: positions in the undeformed cell, Å, then the logarithm of the deformation gradient in a basis of
/// strains. Atoms that do not move in these coordinates follow the cell.
/// </summary>
/// <remarks>
/// Positions are exp(U)·x and lattice vectors exp(U)·a, with U symmetric, so that the cell does not turn. The gradient is exact, also
/// at large strains, as U is differentiated through the exponential.
/// </remarks>
internal sealed class CrystalCoordinates
{
    private readonly Configuration _reference;
    private readonly StrainSpace _strains;
    private readonly SymmetryGroup? _symmetry;
    private readonly double _pressure;

    /// <summary>Sets the coordinates up.</summary>
    /// <param name="reference">The undeformed structure.</param>
    /// <param name="strains">Strains that the cell may have.</param>
    /// <param name="isFixed">[N] atoms that do not move.</param>
    /// <param name="symmetry">The symmetry of the reference, to be kept; null for none.</param>
    /// <param name="pressure">External pressure, eV/Å³.</param>
    public CrystalCoordinates(Configuration reference, StrainSpace strains, bool[] isFixed, SymmetryGroup? symmetry, double pressure)
    {
        (_reference, _strains, _symmetry, _pressure) = (reference, strains, symmetry, pressure);
        IsFixed = isFixed;
        AtomLength = 3 * reference.Count;
        // A cell that does not repeat in all directions may have no volume; its strains are measured per Å or Å² of what repeats.
        Volume = reference.Cell.Volume > 0 ? reference.Cell.Volume : RepeatingSize(reference.Cell);
    }

    /// <summary>[N] atoms that do not move.</summary>
    public bool[] IsFixed { get; }

    /// <summary>Number of coordinates of atoms.</summary>
    public int AtomLength { get; }

    /// <summary>Number of coordinates.</summary>
    public int Length => AtomLength + _strains.Basis.Length;

    /// <summary>Volume of the undeformed cell, Å³.</summary>
    public double Volume { get; }

    /// <summary>The coordinates of the reference.</summary>
    public double[] Start() => [.. _reference.Positions, .. new double[_strains.Basis.Length]];

    /// <summary>The logarithm of the deformation gradient.</summary>
    public Matrix3 Strain(ReadOnlySpan<double> coordinates) => _strains.At(coordinates[AtomLength..]);

    /// <summary>The structure at some coordinates.</summary>
    public Configuration At(ReadOnlySpan<double> coordinates)
    {
        var deformation = new SymmetricMatrix(Strain(coordinates)).Exp();
        var positions = new double[AtomLength];
        for (var i = 0; i < AtomLength; i += 3)
        {
            var r = deformation * new Vector3(coordinates[i], coordinates[i + 1], coordinates[i + 2]);
            (positions[i], positions[i + 1], positions[i + 2]) = (r.X, r.Y, r.Z);
        }
        var cell = _reference.Cell;
        return _reference with
        {
            Positions = positions,
            Cell = _strains.Basis.Length == 0
                ? cell
                : cell with { A = deformation * cell.A, B = deformation * cell.B, C = deformation * cell.C },
        };
    }

    /// <summary>The enthalpy of an evaluated structure, eV.</summary>
    public double Enthalpy(Configuration at, SurfacePoint point) =>
        _pressure == 0 ? point.Energy : point.Energy + _pressure * at.Cell.Volume;

    /// <summary>Forces and stress that are left at some coordinates, and the gradient of the enthalpy.</summary>
    /// <param name="coordinates">Coordinates.</param>
    /// <param name="at">The structure there.</param>
    /// <param name="point">Its energy, forces and virial.</param>
    /// <param name="gradient">Receives the gradient.</param>
    public Residual Gradient(ReadOnlySpan<double> coordinates, Configuration at, SurfacePoint point, Span<double> gradient)
    {
        var strain = new SymmetricMatrix(Strain(coordinates));
        var deformation = strain.Exp();
        var forces = _symmetry?.Average(point.Forces) ?? point.Forces;
        var largest = 0.0;
        for (var atom = 0; atom < _reference.Count; atom++)
        {
            var f = IsFixed[atom] ? default : new Vector3(forces[3 * atom], forces[3 * atom + 1], forces[3 * atom + 2]);
            largest = Math.Max(largest, Vector3.Dot(f, f));
            var g = deformation * f;
            (gradient[3 * atom], gradient[3 * atom + 1], gradient[3 * atom + 2]) = (-g.X, -g.Y, -g.Z);
        }
        if (_strains.Basis.Length == 0) return new(Math.Sqrt(largest), 0);

        var virial = Matrix3.Of(point.Virial) - _pressure * at.Cell.Volume * Matrix3.Identity;
        if (_symmetry is not null) virial = _symmetry.Average(virial);
        var pulled = strain.ExpDerivative((virial * deformation.Inverse).Symmetric);
        for (var k = 0; k < _strains.Basis.Length; k++) gradient[AtomLength + k] = -Matrix3.Dot(_strains.Basis[k], pulled);
        var volume = Volume * deformation.Determinant;
        return new(Math.Sqrt(largest), Units.GigapascalsPerEvPerCubicAngstrom / volume * _strains.Project(virial).Largest);
    }

    private static double RepeatingSize(Cell cell)
    {
        Vector3[] vectors = [.. new[] { (cell.A, cell.PeriodicA), (cell.B, cell.PeriodicB), (cell.C, cell.PeriodicC) }
            .Where(v => v.Item2).Select(v => v.Item1)];
        return vectors.Length switch
        {
            1 => vectors[0].Length,
            2 => Vector3.Cross(vectors[0], vectors[1]).Length,
            _ => 1,
        };
    }
}
