namespace FastMtp;

/// <summary>Atoms in a cell, with the DFT labels that a file gave. Immutable by convention: arrays are not written after construction.</summary>
public sealed record Configuration
{
    /// <summary>[N] species number of each atom, an index into the <see cref="SpeciesList"/> the configuration was read with.</summary>
    public required int[] Types { get; init; }

    /// <summary>[3·N] Cartesian positions, Å, x y z of atom 0 first.</summary>
    public required double[] Positions { get; init; }

    /// <summary>Lattice and periodicity.</summary>
    public Cell Cell { get; init; } = Cell.Open;

    /// <summary>Total energy, eV.</summary>
    public double? Energy { get; init; }

    /// <summary>[3·N] forces, eV/Å.</summary>
    public double[]? Forces { get; init; }

    /// <summary>Virial, eV; see <see cref="FastMtp.Virial"/> for the sign.</summary>
    public Virial? Virial { get; init; }

    /// <summary>The group the configuration belongs to (<c>config_type</c>); weights are given by it.</summary>
    public string? ConfigType { get; init; }

    /// <summary>All other features of the file (key, value), in order; kept when the configuration is written again.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Features { get; init; } = [];

    /// <summary>Where the configuration comes from, for messages and tables: file and 1-based position, "train.cfg #17".</summary>
    public string Origin { get; init; } = "configuration";

    /// <summary>Number of atoms.</summary>
    public int Count => Types.Length;

    /// <summary>Position of an atom, Å.</summary>
    public Vector3 Position(int atom) => new(Positions[3 * atom], Positions[3 * atom + 1], Positions[3 * atom + 2]);
}
