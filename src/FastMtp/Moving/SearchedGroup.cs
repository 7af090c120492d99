using System.Runtime.CompilerServices;
using FastMtp.Packing;

namespace FastMtp.Moving;

/// <summary>
/// The skin list of a group: the sites that may come within reach of its centres until the list is rebuilt, sorted by species.
/// </summary>
internal sealed unsafe class SearchedGroup
{
    private int[] _firsts = [];
    private int[] _candidates = [];
    private int[] _bounds = [];
    private int _mostCandidates;

    /// <summary>The sites of the group.</summary>
    public GroupSites Sites { get; private set; } = new([0], [0], []);

    /// <summary>Copies the rows of the group's centres found within cutoff plus skin.</summary>
    /// <param name="rows">One row per centre; local indices are sites.</param>
    /// <param name="sites">The sites of the group.</param>
    public void Renew(NeighborRows rows, GroupSites sites)
    {
        Sites = sites;
        var (count, species) = (rows.Count, rows.SpeciesCount);
        (_mostCandidates, _firsts, _bounds) = (0, new int[count + 1], new int[count * species]);
        for (var row = 0; row < count; row++)
        {
            _firsts[row + 1] = _firsts[row] + ((rows.Length(row) + SiteFilter.Step - 1) & -SiteFilter.Step);
            rows.Bounds(row).CopyTo(_bounds.AsSpan(row * species));
            _mostCandidates = Math.Max(_mostCandidates, _firsts[row + 1] - _firsts[row]);
        }
        _candidates = new int[_firsts[count]];
        Array.Fill(_candidates, SiteRows.Length * sites.Nobody);
        for (var row = 0; row < count; row++)
        {
            var found = new ReadOnlySpan<int>(rows.Locals + rows.First(row), rows.Length(row));
            for (var k = 0; k < found.Length; k++) _candidates[_firsts[row] + k] = SiteRows.Length * found[k];
        }
    }

    /// <summary>Fills rows with the neighbours currently nearer than <paramref name="reach"/> (Å).</summary>
    /// <param name="sites">Where the sites are.</param>
    /// <param name="reach">Å.</param>
    /// <param name="workspace">Has the rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void FillRows(double* sites, double reach, GroupWorkspace workspace)
    {
        var rows = workspace.Rows.Neighbors;
        rows.Clear();
        workspace.Reserve(_mostCandidates);
        fixed (int* candidates = _candidates)
        fixed (int* reachable = _bounds)
        {
            for (var row = 0; row < Sites.CenterTypes.Length; row++)
            {
                var most = _firsts[row + 1] - _firsts[row];
                rows.Begin(Sites.CenterTypes[row], most);
                SiteFilter.Filter(
                    sites, row, candidates + _firsts[row], most, reach * reach, reachable + row * rows.SpeciesCount, rows.Bounds(row),
                    rows.Locals + rows.EntryCount, workspace.Steps);
                rows.End();
            }
        }
    }
}
