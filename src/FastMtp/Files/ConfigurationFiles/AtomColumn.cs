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

    /// <summary>How far an atom is from those that a potential was fitted to.</summary>
    Grade,

    /// <summary>How far members of a committee disagree on the force, eV/Å.</summary>
    Spread,
}

/// <summary>A column of an atom table.</summary>
/// <param name="Name">Name for messages.</param>
/// <param name="Role">Meaning.</param>
/// <param name="Component">0, 1, 2 for x, y, z of a vector.</param>
internal readonly record struct AtomColumn(string Name, ColumnRole Role, int Component = 0)
{
    /// <summary>Name of grades in both formats, as MLIP-3 has it.</summary>
    public const string Grades = "nbh_grades";

    /// <summary>Name of the spread of forces in both formats.</summary>
    public const string ForceSpread = "force_spread";
}
