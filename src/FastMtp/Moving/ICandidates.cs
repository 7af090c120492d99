using FastMtp.Packing;

namespace FastMtp.Moving;

/// <summary>
/// Who may come near whom, whoever finds out: our own search in a cell that repeats, or a molecular-dynamics code that
/// keeps lists of local and ghost atoms.
/// </summary>
internal interface ICandidates
{
    /// <summary>Number of atoms that have a site energy.</summary>
    int CenterCount { get; }

    /// <summary>[image] how far an image is displaced from its atom, Å.</summary>
    Vector3[] Shifts { get; }

    /// <summary>
    /// Fills the rows of a workspace with the neighbours of a group's centres that are within reach now. Several threads pick
    /// for a group each.
    /// </summary>
    /// <param name="group">Number of the group; see <see cref="Evaluation.AtomGroups"/>.</param>
    /// <param name="positions">Where the atoms are.</param>
    /// <param name="reach">Å.</param>
    /// <param name="workspace">The thread's own.</param>
    /// <returns>Who is in the group.</returns>
    GroupSites Pick(int group, SiteRows positions, double reach, GroupWorkspace workspace);

    /// <summary>Says that two atoms are at the same place.</summary>
    /// <param name="pair">As rows of the positions.</param>
    InputException Coincide(ShortestPair pair);
}
