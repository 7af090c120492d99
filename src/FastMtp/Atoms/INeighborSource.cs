namespace FastMtp.Atoms;

/// <summary>
/// Atoms and their neighbours, whoever found them: our own search, or a molecular-dynamics code with local and ghost atoms.
/// </summary>
public interface INeighborSource
{
    /// <summary>Number of atoms that have a site energy (local atoms).</summary>
    int CenterCount { get; }

    /// <summary>Number of atoms that forces act on: centres first, then ghosts if there are any.</summary>
    int AtomCount { get; }

    /// <summary>Species number of an atom, below <see cref="AtomCount"/>.</summary>
    int TypeOf(int atom);

    /// <summary>
    /// Replaces the buffer's content by all neighbours j of a centre with |r_j − r_i| strictly below the cutoff; images of
    /// the atom itself are neighbours. Safe to call from several threads with a buffer each.
    /// </summary>
    void Collect(int center, NeighborBuffer buffer);
}
