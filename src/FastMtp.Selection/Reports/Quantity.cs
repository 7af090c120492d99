namespace FastMtp.Selection.Reports;

/// <summary>What a potential predicts.</summary>
internal enum Quantity
{
    /// <summary>Energy per atom.</summary>
    Energy,

    /// <summary>Force components.</summary>
    Force,

    /// <summary>Stress components of cells that repeat in three directions.</summary>
    Stress,
}
