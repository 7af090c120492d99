namespace FastMtp.Neighbors;

/// <summary>
/// Atoms and their neighbours, whoever found them: our own search, or a molecular-dynamics code with local and ghost atoms.
/// </summary>
internal interface INeighborSource
{
    /// <summary>Number of atoms that have a site energy (local atoms).</summary>
    int CenterCount { get; }

    /// <summary>Number of atoms that forces act on: centres first, then ghosts if there are any.</summary>
    int AtomCount { get; }

    /// <summary>[AtomCount] species numbers.</summary>
    ReadOnlySpan<int> Types { get; }

    /// <summary>The centres in an order in which those that follow one another are near each other; empty for their own order.</summary>
    ReadOnlySpan<int> Order { get; }

    /// <summary>
    /// Replaces the buffer's content by all neighbours j of a centre with |r_j − r_i| strictly below the cutoff; images of
    /// the atom itself are neighbours. Safe to call from several threads with a buffer each.
    /// </summary>
    void Collect(int center, NeighborBuffer buffer);
}
