using FastMtp.Properties.Crystals;

namespace FastMtp.Properties.Testing;

/// <summary>What a tests file asks of one crystal.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Prototype">Its structure; null for the structure of a file.</param>
/// <param name="Elements">Elements of the prototype.</param>
/// <param name="LatticeConstant">Where to start, Å; null to search.</param>
/// <param name="Structure">The structure of a file.</param>
/// <param name="Section">The table with the properties.</param>
internal sealed record CrystalTest(
    string Name, Prototype? Prototype, IReadOnlyList<string> Elements, double? LatticeConstant, Configuration? Structure,
    TestSection Section)
{
    /// <summary>Keys that say which crystal it is.</summary>
    public static CrystalTest Read(TestSection section, SpeciesList species, string directory)
    {
        var (prototype, file) = (section.Text("prototype"), section.Text("file"));
        var elements = section.Texts("elements") ?? (section.Text("element") is { } one ? [one] : null);
        var (name, a) = (section.Text("name"), section.Positive("a"));
        if (prototype is null == (file is null)) throw section.Error("crystal", "needs either a prototype or a file");
        if (file is not null) return OfFile(section, species, System.IO.Path.Combine(directory, file), name);
        Prototype structure;
        try
        {
            structure = Prototype.Of(prototype!);
        }
        catch (InputException e)
        {
            throw section.Error("prototype", e.Message.TrimEnd('.'));
        }
        var remedy = structure.ElementCount switch
        {
            1 => "one element; write element = \"Mo\"",
            2 => "2 elements; write elements = [\"Na\", \"Cl\"]",
            _ => $"{structure.ElementCount} elements; write elements = [\"Sr\", \"Ti\", \"O\"]",
        };
        if (elements is null) throw section.Error("prototype", $"{structure.Name} needs {remedy}");
        if (elements.Length != structure.ElementCount)
            throw section.Error(section.Asks("elements") ? "elements" : "element", $"of {structure.Name} must name {remedy}");
        foreach (var element in elements)
        {
            if (species.IndexOf(element) < 0)
                throw section.Error("element", $"{element} is not one of {species}; use a potential that has it, or leave the crystal out");
        }
        return new CrystalTest(name ?? $"{string.Join('-', elements)} {structure.Name}", structure, elements, a, null, section);
    }

    private static CrystalTest OfFile(TestSection section, SpeciesList species, string path, string? name)
    {
        var set = Files.ConfigurationFiles.ConfigurationFile.Read(path, new() { Species = species });
        if (set.PartlyFixed is { } fault) throw fault;
        if (set.Configurations.Count != 1 || !set.Configurations[0].Cell.IsBulk)
            throw section.Error("file", $"{path} must hold one structure that repeats in three directions");
        return new CrystalTest(name ?? System.IO.Path.GetFileNameWithoutExtension(path), null, [], null, set.Configurations[0], section);
    }
}
