using FastMtp.Neighbors;
using FastMtp.Packing;

namespace FastMtp.Moving;

/// <summary>
/// A group of centres, packed with the neighbours that are within the cutoff or may come there before an atom has moved by
/// half the skin. Until then a step only measures displacements.
/// </summary>
internal sealed unsafe class SkinBlock(int lanes)
{
    private readonly AtomBlock _block = new(lanes);
    private GroupSites? _sites;

    /// <summary>Picks the neighbours again.</summary>
    /// <param name="candidates">The candidates to pick from.</param>
    /// <param name="group">Number of the group.</param>
    /// <param name="positions">Where the atoms are.</param>
    /// <param name="reach">Cutoff and skin, Å.</param>
    /// <param name="squaredLimits">Limits in relation to which the nearest pairs will be wanted; empty if they will not.</param>
    /// <param name="workspace">The thread's own.</param>
    public void Pick(ICandidates candidates, int group, SiteRows positions, double reach, double[] squaredLimits, GroupWorkspace workspace)
    {
        _sites = candidates.Pick(group, positions, reach, workspace);
        (_block.Atoms, _block.CenterTypes, _block.Centers) = (_sites.Atoms, _sites.CenterTypes, _sites.Lanes);
        workspace.Packer.Pack(workspace.Rows.Neighbors, _sites.Order, _block, _sites.Nobody);
        _block.Distances.Prepare(_block, squaredLimits);
    }

    /// <summary>Sets the block's displacements, valid until the workspace serves another block.</summary>
    /// <exception cref="InputException">Two atoms are at the same place.</exception>
    public AtomBlock Measure(ICandidates candidates, SiteRows positions, GroupWorkspace workspace)
    {
        var sites = workspace.Place(_sites!, positions, candidates.Shifts);
        _block.Borrow(workspace.Displacements(3L * _block.Lanes * _block.FirstSlot[^1]));
        var shortest = SiteDisplacements.Measure(_block, sites, workspace.Cutoff);
        return shortest < SamePlace.Squared ? throw candidates.Coincide(ShortestPair.Of(_block, workspace.Cutoff)) : _block;
    }
}
