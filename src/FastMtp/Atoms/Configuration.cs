namespace FastMtp;

/// <summary>Atoms in a cell, with DFT labels if any. Immutable by convention: arrays are not written after construction.</summary>
public sealed record Configuration
{
    /// <summary>
    /// [N] species number of each atom: an index into <see cref="Species"/>, or, if that is null, into the species of the
    /// potential.
    /// </summary>
    public required int[] Types { get; init; }

    /// <summary>Names of the species numbers; null for a <c>.cfg</c> file with type numbers only, if the caller gave no names.</summary>
    public SpeciesList? Species { get; init; }

    /// <summary>[3·N] Cartesian positions, Å, x y z of atom 0 first.</summary>
    public required double[] Positions { get; init; }

    /// <summary>[N] true for atoms that a relaxation does not move; null if the file says nothing of it.</summary>
    internal bool[]? Fixed { get; init; }

    /// <summary>[N] how far each atom is from those that a potential was fitted to; null if it has not been graded.</summary>
    internal double[]? Grades { get; init; }

    /// <summary>[N] how far members of a committee disagree on the force on each atom, eV/Å; null if the file does not say.</summary>
    internal double[]? Spread { get; init; }

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

    /// <summary>A configuration of elements at positions.</summary>
    /// <param name="elements">[N] element of each atom.</param>
    /// <param name="positions">[3·N] Cartesian positions, Å, x y z of atom 0 first.</param>
    /// <param name="cell">Lattice and periodicity; null for an isolated cluster.</param>
    /// <exception cref="InputException">There are not three coordinates for each atom, or an element has no valid name.</exception>
    public static Configuration Of(IReadOnlyList<string> elements, IReadOnlyList<double> positions, Cell? cell = null)
    {
        if (positions.Count != 3 * elements.Count)
            throw new InputException($"There are {positions.Count} coordinates for {elements.Count} atoms; give three for each.");
        var species = new SpeciesList(elements.Distinct().Order(StringComparer.Ordinal));
        return new Configuration
        {
            Types = [.. elements.Select(species.IndexOf)],
            Species = species,
            Positions = [.. positions],
            Cell = cell ?? Cell.Open,
        };
    }

    /// <summary>The same configuration with types that are indices into another list of species.</summary>
    /// <param name="target">The list; types without names are taken as indices into it.</param>
    /// <exception cref="InputException">An atom is of a species that is not in the list.</exception>
    internal Configuration For(SpeciesList target)
    {
        if (Species is null || ReferenceEquals(Species, target) || Species.Equals(target)) return this;
        var numbers = Species.Names.Select(target.IndexOf).ToArray();
        var types = new int[Count];
        for (var atom = 0; atom < Count; atom++)
        {
            types[atom] = numbers[Types[atom]];
            if (types[atom] < 0)
                throw new InputException($"{Origin}: species {Species[Types[atom]]} is not one of {target}; "
                    + "use a potential that has it, or leave the configuration out.");
        }
        return this with { Types = types, Species = target };
    }

    /// <summary>Number of atoms.</summary>
    public int Count => Types.Length;

    /// <summary>Position of an atom, Å.</summary>
    public Vector3 Position(int atom) => new(Positions[3 * atom], Positions[3 * atom + 1], Positions[3 * atom + 2]);
}
