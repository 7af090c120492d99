namespace FastMtp.Properties.Relaxation;

/// <summary>How a relaxation may deform the cell.</summary>
internal enum CellMode
{
    /// <summary>All lengths and angles.</summary>
    Full,

    /// <summary>The volume alone, or the area of a layer.</summary>
    Isotropic,

    /// <summary>Not at all.</summary>
    Fixed,
}
