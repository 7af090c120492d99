namespace FastMtp.Properties.Testing;

/// <summary>A tests file: crystals with their properties and references, in TOML.</summary>
/// <param name="Crystals">The crystals, in the order of the file.</param>
/// <param name="ChemicalPotentials">Energies of atoms in their reservoirs, eV; null if the file gives none.</param>
/// <param name="PairsFrom">Shortest distance of pair curves, Å; null if they are not asked for.</param>
internal sealed record TestFile(
    IReadOnlyList<CrystalTest> Crystals, IReadOnlyDictionary<string, double>? ChemicalPotentials, double? PairsFrom)
{
    private const double StandardNearest = 0.5;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="species">Elements of the potential.</param>
    /// <param name="cutoff">Its cutoff, Å.</param>
    /// <exception cref="InputException">The file cannot be used; the message names the line and the remedy.</exception>
    public static TestFile Read(string path, SpeciesList species, double cutoff)
    {
        var root = TestSection.Read(path);
        var directory = System.IO.Path.GetDirectoryName(path) ?? "";
        var crystals = root.Sections("crystal").Select(crystal => CrystalTest.Read(crystal, species, directory)).ToArray();
        foreach (var crystal in crystals.GroupBy(crystal => crystal.Name).SelectMany(same => same.Skip(1)))
        {
            throw crystal.Section.Error(crystal.Section.Asks("name") ? "name" : "crystal",
                $"{crystal.Name} is there twice, and results go by names; give one of them another name");
        }
        var potentials = root.Section("chemical_potentials");
        var pairs = root.Asks("pairs") ? PairsFromIn(root.Section("pairs"), cutoff) : (double?)null;
        var given = potentials is null ? null : species.Names.Select(name => (Name: name, Value: potentials.Number(name)))
            .Where(p => p.Value is not null).ToDictionary(p => p.Name, p => p.Value!.Value);
        potentials?.RequireUsed("chemical_potentials");
        root.RequireUsed("a tests file");
        if (crystals.Length == 0 && pairs is null)
            throw new InputException($"{path}: there is nothing to test; write [[crystal]] with a prototype and elements, or [pairs].");
        return new TestFile(crystals, given, pairs);
    }

    private static double PairsFromIn(TestSection? pairs, double cutoff)
    {
        var nearest = pairs?.Positive("from") ?? StandardNearest;
        return nearest < cutoff ? nearest
            : throw pairs!.Error("from", FormattableString.Invariant($"must be below the cutoff of the potential, {cutoff} Å"));
    }
}
