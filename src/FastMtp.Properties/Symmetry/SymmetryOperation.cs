using FastMtp.Properties.Geometry;

namespace FastMtp.Properties.Symmetry;

/// <summary>An operation that maps a crystal onto itself.</summary>
/// <param name="Rotation">Its rotation of Cartesian vectors, maybe with an inversion.</param>
/// <param name="Images">[N] the atom at whose place each atom arrives.</param>
internal sealed record SymmetryOperation(Matrix3 Rotation, int[] Images);
