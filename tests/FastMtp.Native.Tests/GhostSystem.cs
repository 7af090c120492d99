using FastMtp.Tests.Atoms;

namespace FastMtp.Native.Tests;

/// <summary>
/// A configuration as a program with domains has it: its atoms, images of them as ghosts, and full lists that reach beyond
/// the cutoff. Ghosts and atoms are mixed, so that centres are not the first ones.
/// </summary>
internal sealed unsafe class GhostSystem
{
    private readonly List<int> _owners = [];
    private readonly List<Vector3> _positions = [];
    private readonly List<int>[] _lists;
    private readonly int[] _place;

    /// <summary>Makes the lists.</summary>
    /// <param name="configuration">The atoms when the lists were made.</param>
    /// <param name="reach">How far the lists reach, Å.</param>
    /// <param name="moved">Where the atoms are now, if they have moved since.</param>
    /// <param name="ghostCentersWithin">Ghosts that are as near to an atom are centres, too, after the atoms, Å.</param>
    public GhostSystem(Configuration configuration, double reach, Configuration? moved = null, double ghostCentersWithin = 0)
    {
        var found = new Dictionary<(int, long, long, long), int>();
        var count = configuration.Count;
        for (var i = 0; i < count; i++) Site(i, configuration.Position(i));
        var centers = Enumerable.Range(0, count).ToList();
        var lists = centers.ConvertAll(ListOfSite);
        for (var site = count; ghostCentersWithin > 0 && site < _owners.Count; site++)
            if (Enumerable.Range(0, count).Any(i => (_positions[i] - _positions[site]).Length < ghostCentersWithin)) centers.Add(site);
        lists.AddRange(centers.Skip(count).Select(ListOfSite).ToList());
        // Another order of the sites.
        _place = [.. Enumerable.Range(0, _owners.Count)];
        new Random(1).Shuffle(_place);
        var (owners, positions) = (_owners.ToArray(), _positions.ToArray());
        _lists = new List<int>[owners.Length];
        for (var site = 0; site < owners.Length; site++)
            (_owners[_place[site]], _positions[_place[site]], _lists[_place[site]]) = (owners[site], positions[site], []);
        foreach (var (center, list) in centers.Zip(lists)) _lists[_place[center]] = list.ConvertAll(k => _place[k]);
        if (moved is not null)
            for (var site = 0; site < owners.Length; site++)
                _positions[site] += moved.Position(_owners[site]) - configuration.Position(_owners[site]);
        Centers = [.. centers.Select(site => _place[site])];
        Species = [.. _owners.Select(owner => configuration.Types[owner])];

        List<int> ListOfSite(int site) => BruteForceNeighbors.Of(configuration, _owners[site], reach)
            .ConvertAll(n => Site(n.Index, _positions[site] + n.Displacement));

        int Site(int owner, Vector3 at)
        {
            var key = (owner, (long)Math.Round(at.X * 1e6), (long)Math.Round(at.Y * 1e6), (long)Math.Round(at.Z * 1e6));
            if (found.TryGetValue(key, out var site)) return site;
            _owners.Add(owner);
            _positions.Add(at);
            return found[key] = _owners.Count - 1;
        }
    }

    public int Count => _owners.Count;

    /// <summary>[atom of the configuration] where it is; behind them, ghosts that are centres.</summary>
    public int[] Centers { get; }

    public int[] Species { get; }

    public List<int> ListOf(int center) => _lists[center];

    /// <summary>Evaluates with pointers to the lists, or with one list for all; entries may have bits that mean something else.</summary>
    public int Compute(Api api, nint potential, ApiResults* results, bool asPointers, int extraBits = 0)
    {
        double[] positions = [.. _positions.SelectMany(r => new[] { r.X, r.Y, r.Z })];
        int[] counts = [.. _lists.Select(list => list.Count)];
        long[] first = [.. counts.Select((_, i) => (long)counts.Take(i).Sum()), counts.Sum()];
        int[] all = [.. _lists.SelectMany(list => list).Select(j => j | extraBits)];
        fixed (int* centers = Centers, species = Species, numbers = counts, list = all)
        fixed (long* begin = first)
        fixed (double* r = positions)
        {
            var pointers = stackalloc int*[Count];
            for (var i = 0; i < Count; i++) pointers[i] = list + first[i];
            var atoms = new ApiAtoms
            {
                Size = (nuint)sizeof(ApiAtoms), Count = Count, CenterCount = Centers.Length, Centers = centers,
                Species = species, Positions = r,
                NeighborCounts = asPointers ? numbers : null, Neighbors = asPointers ? pointers : null,
                First = asPointers ? null : begin, List = asPointers ? null : list, NeighborMask = extraBits == 0 ? 0 : ~extraBits,
            };
            return api.Compute(potential, &atoms, results);
        }
    }

    /// <summary>Brings what is at the sites to the atoms they are of.</summary>
    public double[] ToAtoms(double[] atSites, int perSite)
    {
        var sums = new double[perSite * Centers.Length];
        for (var site = 0; site < Count; site++)
            for (var k = 0; k < perSite; k++) sums[perSite * _owners[site] + k] += atSites[perSite * site + k];
        return sums;
    }
}
