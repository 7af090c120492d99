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
    public GhostSystem(Configuration configuration, double reach, Configuration? moved = null)
    {
        var found = new Dictionary<(int, long, long, long), int>();
        var count = configuration.Count;
        for (var i = 0; i < count; i++) Site(i, configuration.Position(i));
        var lists = Enumerable.Range(0, count)
            .Select(i => BruteForceNeighbors.Of(configuration, i, reach)
                .Select(n => Site(n.Index, configuration.Position(i) + n.Displacement)).ToList()).ToArray();
        // Another order of the sites.
        _place = [.. Enumerable.Range(0, _owners.Count)];
        new Random(1).Shuffle(_place);
        var (owners, positions) = (_owners.ToArray(), _positions.ToArray());
        _lists = new List<int>[owners.Length];
        for (var site = 0; site < owners.Length; site++)
        {
            (_owners[_place[site]], _positions[_place[site]]) = (owners[site], positions[site]);
            _lists[_place[site]] = site < count ? lists[site].ConvertAll(k => _place[k]) : [];
        }
        if (moved is not null)
            for (var site = 0; site < owners.Length; site++)
                _positions[site] += moved.Position(_owners[site]) - configuration.Position(_owners[site]);
        Centers = _place[..count];
        Species = [.. _owners.Select(owner => configuration.Types[owner])];

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

    /// <summary>[atom of the configuration] where it is.</summary>
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
