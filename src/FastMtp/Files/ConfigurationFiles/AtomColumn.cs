namespace FastMtp.Files.ConfigurationFiles;

/// <summary>Meaning of a column of an atom table.</summary>
internal enum ColumnRole
{
    Ignored,
    Id,
    Type,
    Position,
    Force,

    /// <summary>T for atoms that may move.</summary>
    Mobile,
}

/// <summary>A column of an atom table.</summary>
/// <param name="Name">Name for messages.</param>
/// <param name="Role">Meaning.</param>
/// <param name="Component">0, 1, 2 for x, y, z of a vector.</param>
internal readonly record struct AtomColumn(string Name, ColumnRole Role, int Component = 0);
