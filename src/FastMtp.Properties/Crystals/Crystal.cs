namespace FastMtp.Properties.Crystals;

/// <summary>A crystal whose properties are computed.</summary>
/// <param name="Title">What it is called in reports.</param>
/// <param name="Primitive">The primitive cell, or the cell of a file.</param>
/// <param name="ToConventional">
/// Conventional lattice vectors, to which Miller indices refer, as whole multiples of the primitive ones.
/// </param>
/// <param name="Path">Special points for phonons; a break is marked by null.</param>
internal sealed record Crystal(string Title, Configuration Primitive, int[][] ToConventional, (string Name, Vector3 Q)?[] Path)
{
    private static readonly (string, Vector3)?[] AlongTheAxes =
        [("Γ", default), ("X", new(0.5, 0, 0)), ("Γ", default), ("Y", new(0, 0.5, 0)), ("Γ", default), ("Z", new(0, 0, 0.5))];

    /// <summary>The crystal in the cell of a file.</summary>
    public static Crystal Of(string title, Configuration cell) => new(title, cell, [[1, 0, 0], [0, 1, 0], [0, 0, 1]], AlongTheAxes);

    /// <summary>The conventional cell.</summary>
    public Configuration Conventional => Supercell.Of(Primitive, ToConventional);

    /// <summary>True if all atoms are of one element.</summary>
    public bool IsElemental => Primitive.Types.Distinct().Count() == 1;
}
