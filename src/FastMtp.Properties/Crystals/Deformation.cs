using FastMtp.Properties.Geometry;

namespace FastMtp.Properties.Crystals;

/// <summary>Cells that are deformed as a whole.</summary>
internal static class Deformation
{
    /// <summary>Positions and lattice vectors times a deformation gradient.</summary>
    public static Configuration Deformed(this Configuration configuration, Matrix3 gradient)
    {
        var positions = new double[configuration.Positions.Length];
        for (var atom = 0; atom < configuration.Count; atom++)
        {
            var r = gradient * configuration.Position(atom);
            (positions[3 * atom], positions[3 * atom + 1], positions[3 * atom + 2]) = (r.X, r.Y, r.Z);
        }
        var cell = configuration.Cell;
        return configuration with
        {
            Positions = positions,
            Cell = cell with { A = gradient * cell.A, B = gradient * cell.B, C = gradient * cell.C },
            Energy = null,
            Forces = null,
            Virial = null,
        };
    }

    /// <summary>The same atoms in other places.</summary>
    public static Configuration At(this Configuration configuration, double[] positions) =>
        configuration with { Positions = positions, Energy = null, Forces = null, Virial = null };
}
