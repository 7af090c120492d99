using FastMtp.Evaluation;
using FastMtp.Neighbors;
using FastMtp.Packing;

namespace FastMtp.Moving;

/// <summary>
/// Candidates from our own search up to a skin beyond the cutoff, periodic images included. Rows of the positions are
/// in the search's order.
/// </summary>
internal sealed unsafe class SearchedCandidates : ICandidates
{
    private readonly AtomGroups _groups;
    private readonly SearchedGroup[] _lists;
    private readonly int[] _types;
    private readonly string _origin;
    private NeighborSearch? _search;

    /// <summary>Creates empty lists.</summary>
    /// <exception cref="InputException">An atom is of a species that the potential does not have.</exception>
    public SearchedCandidates(Configuration configuration, int speciesCount)
    {
        _groups = new AtomGroups(configuration.Count);
        _lists = new SearchedGroup[_groups.Count];
        for (var i = 0; i < _lists.Length; i++) _lists[i] = new SearchedGroup();
        _types = new int[configuration.Count];
        _origin = configuration.Origin;
        for (var atom = 0; atom < _types.Length; atom++) _ = SpeciesNumber.Of(configuration.Types, atom, speciesCount);
    }

    /// <inheritdoc/>
    public int CenterCount => _types.Length;

    /// <inheritdoc/>
    public Vector3[] Shifts => _search!.Shifts;

    /// <summary>Rebuilds the skin lists of all groups.</summary>
    /// <param name="search">Reaches beyond the cutoff.</param>
    /// <param name="positions">In the order of the search.</param>
    /// <param name="evaluator">Runs the groups.</param>
    public void List(NeighborSearch search, SiteRows positions, GroupEvaluator<GroupWorkspace> evaluator)
    {
        _search = search;
        var order = search.Order;
        for (var place = 0; place < order.Length; place++) _types[place] = search.Types[order[place]];
        evaluator.ForGroups(_groups.Count, (workspace, group) => List(search, group, positions, workspace));
    }

    /// <inheritdoc/>
    public GroupSites Pick(int group, SiteRows positions, double reach, GroupWorkspace workspace)
    {
        var list = _lists[group];
        list.FillRows(workspace.Place(list.Sites, positions, Shifts), reach, workspace);
        return list.Sites;
    }

    /// <inheritdoc/>
    public InputException Coincide(ShortestPair pair) => SamePlace.Error(_origin, _search!.Order[pair.First], _search.Order[pair.Second]);

    private void List(NeighborSearch search, int group, SiteRows positions, GroupWorkspace workspace)
    {
        var (first, count) = _groups[group];
        var (rows, found) = (workspace.Rows, workspace.Found);
        rows.Begin(search.AtomCount, search.HomeImage);
        for (var place = first; place < first + count; place++) rows.Number(place);
        for (var place = first; place < first + count; place++)
        {
            search.Collect(search.Order[place], found);
            var places = found.Index.AsSpan(0, found.Count);
            for (var k = 0; k < places.Length; k++) places[k] = search.PlaceOf(places[k]);
            rows.Add(place, places, found.Image.AsSpan(0, found.Count), _types);
        }
        var sites = rows.Sites();
        var list = _lists[group];
        list.Renew(rows.Neighbors, sites);
        // Batches are chosen by the neighbours within the cutoff, not those in the skin.
        list.FillRows(workspace.Place(sites, positions, search.Shifts), workspace.Cutoff, workspace);
        rows.Arrange(sites);
    }
}
