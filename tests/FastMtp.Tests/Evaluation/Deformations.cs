namespace FastMtp.Tests.Evaluation;

/// <summary>Configurations made from others: the same matter described otherwise, or moved.</summary>
internal static class Deformations
{
    /// <summary>Applies a linear map to positions and lattice.</summary>
    public static Configuration Apply(Configuration configuration, Func<Vector3, Vector3> map)
    {
        var cell = configuration.Cell;
        return WithPositions(configuration, map) with { Cell = cell with { A = map(cell.A), B = map(cell.B), C = map(cell.C) } };
    }

    /// <summary>Applies a map to the positions alone.</summary>
    public static Configuration WithPositions(Configuration configuration, Func<Vector3, Vector3> map) =>
        configuration with
        {
            Positions = [.. Enumerable.Range(0, configuration.Count).SelectMany(i => Coordinates(map(configuration.Position(i))))],
        };

    /// <summary>Takes the atoms in another order: atom k of the result is atom order[k].</summary>
    public static Configuration Reordered(Configuration configuration, int[] order) => configuration with
    {
        Types = [.. order.Select(i => configuration.Types[i])],
        Positions = [.. order.SelectMany(i => Coordinates(configuration.Position(i)))],
    };

    /// <summary>Repeats a bulk cell, all atoms of one copy together.</summary>
    public static Configuration Repeated(Configuration configuration, int alongA, int alongB, int alongC)
    {
        var cell = configuration.Cell;
        var copies = new List<Configuration>();
        for (var a = 0; a < alongA; a++)
            for (var b = 0; b < alongB; b++)
                for (var c = 0; c < alongC; c++)
                {
                    var shift = a * cell.A + b * cell.B + c * cell.C;
                    copies.Add(WithPositions(configuration, r => r + shift));
                }
        return configuration with
        {
            Types = [.. copies.SelectMany(copy => copy.Types)],
            Positions = [.. copies.SelectMany(copy => copy.Positions)],
            Cell = cell with { A = alongA * cell.A, B = alongB * cell.B, C = alongC * cell.C },
        };
    }

    private static double[] Coordinates(Vector3 r) => [r.X, r.Y, r.Z];

    /// <summary>A rotation about no special axis.</summary>
    public static Vector3 Rotated(Vector3 r)
    {
        var (s, c) = Math.SinCos(0.83);
        var v = new Vector3(c * r.X - s * r.Y, s * r.X + c * r.Y, r.Z);
        (s, c) = Math.SinCos(-1.41);
        return new Vector3(v.X, c * v.Y - s * v.Z, s * v.Y + c * v.Z);
    }

    // R·S·Rᵀ, rotating rows and then columns.
}
