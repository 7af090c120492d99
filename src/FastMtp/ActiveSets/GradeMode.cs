namespace FastMtp.ActiveSets;

/// <summary>What is graded.</summary>
internal enum GradeMode
{
    /// <summary>Every atom: its row is the gradient of its site energy.</summary>
    Neighborhood,

    /// <summary>Every configuration: its row is the gradient of its energy, divided by the number of its atoms.</summary>
    Configuration,
}
