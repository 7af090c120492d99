namespace FastMtp.Blocks;

/// <summary>What an evaluation computes beyond energies, forces and virials, where the potential has it.</summary>
[Flags]
internal enum SiteExtras
{
    None = 0,

    /// <summary>The grade of each atom, for a potential with an active set of neighbourhoods.</summary>
    Grades = 1,

    /// <summary>Energies and forces of each member of a committee.</summary>
    Members = 2,
}
