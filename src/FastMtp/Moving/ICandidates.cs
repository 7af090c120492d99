using FastMtp.Packing;

namespace FastMtp.Moving;

/// <summary>
/// Candidate neighbours from any source: our own search in a periodic cell, or a molecular-dynamics code that
/// keeps lists of local and ghost atoms.
/// </summary>
internal interface ICandidates
{
    /// <summary>Number of atoms that have a site energy.</summary>
    int CenterCount { get; }

    /// <summary>[image] how far an image is displaced from its atom, Å.</summary>
    Vector3[] Shifts { get; }

    /// <summary>
    /// Fills the rows of a workspace with the neighbours of a group's centres that are within reach now. Called from several threads,
    /// each with its own group.
    /// </summary>
    /// <param name="group">Number of the group; see <see cref="Evaluation.AtomGroups"/>.</param>
    /// <param name="positions">Where the atoms are.</param>
    /// <param name="reach">Å.</param>
    /// <param name="workspace">The thread's own.</param>
    /// <returns>The sites of the group.</returns>
    GroupSites Pick(int group, SiteRows positions, double reach, GroupWorkspace workspace);

    /// <summary>The error that two atoms are at the same place.</summary>
    /// <param name="pair">As rows of the positions.</param>
    InputException Coincide(ShortestPair pair);
}
