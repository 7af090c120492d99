using FastMtp.Kernels;
using FastMtp.Neighbors;
using FastMtp.Packing;

namespace FastMtp.Moving;

/// <summary>Lists, picks and measures the neighbours of one <see cref="MovingGroup"/> after another. Not thread-safe; one per thread.</summary>
internal sealed unsafe class GroupLister(int lanes, int speciesCount, double cutoff) : IDisposable
{
    private readonly NeighborBuffer _found = new();
    private readonly SiteNumbers _numbers = new();
    private readonly NeighborRows _rows = new(speciesCount, cutoff, hasDisplacements: false);
    private readonly BatchOrder _order = new(lanes);
    private readonly LanePacker _packer = new(lanes, speciesCount);
    private AlignedBuffer _sites = new(0);
    private AlignedBuffer _displacements = new(0);
    private int[] _types = [];
    private int[] _locals = [];

    /// <summary>Lists all neighbours that a search finds for the centres at places <paramref name="first"/> … end − 1.</summary>
    /// <param name="search">Reaches beyond the cutoff.</param>
    /// <param name="group">Takes the list.</param>
    /// <param name="first">First place.</param>
    /// <param name="end">One past the last.</param>
    /// <param name="positions">[place][<see cref="MovingGroup.SiteLength"/>] Å.</param>
    public void List(NeighborSearch search, MovingGroup group, int first, int end, double* positions)
    {
        _numbers.Begin(search.AtomCount, first, end - first, search.HomeImage);
        _rows.Clear();
        for (var place = first; place < end; place++) AddRow(search, search.Order[place]);
        group.Renew(_rows, _numbers.Places, _numbers.Images);
        Place(group, search.Shifts, positions);
        group.FillRows(_sites.Pointer, cutoff, _rows);
        group.Arrange(_rows, _order);
    }

    /// <summary>Finds where the sites of a group are; <see cref="Pick"/> and <see cref="Measure"/> go by them.</summary>
    public void Place(MovingGroup group, Vector3[] shifts, double* positions)
    {
        var length = (long)MovingGroup.SiteLength * group.SiteCount;
        if (_sites.Length < length)
        {
            _sites.Dispose();
            _sites = new AlignedBuffer(2 * length);
        }
        group.PlaceSites(positions, shifts, _sites.Pointer);
    }

    /// <summary>Packs the neighbours up to a skin (Å) beyond the cutoff into the group's block.</summary>
    public void Pick(MovingGroup group, double skin)
    {
        group.FillRows(_sites.Pointer, cutoff + skin, _rows);
        group.Pack(_rows, _packer);
    }

    /// <summary>Gives the block its displacements, until another group is measured.</summary>
    public void Measure(MovingGroup group) => group.Measure(_sites.Pointer, cutoff, ref _displacements);

    /// <inheritdoc/>
    public void Dispose()
    {
        _sites.Dispose();
        _displacements.Dispose();
    }

    private void AddRow(NeighborSearch search, int center)
    {
        search.Collect(center, _found);
        if (_types.Length < _found.Count) (_types, _locals) = (new int[2 * _found.Count], new int[2 * _found.Count]);
        for (var k = 0; k < _found.Count; k++)
        {
            _types[k] = KnownType(search, _found.Index[k]);
            _locals[k] = _numbers.Of(search.PlaceOf(_found.Index[k]), _found.Image[k]);
        }
        _rows.AppendSorted(KnownType(search, center), _found, _types.AsSpan(0, _found.Count), _locals.AsSpan(0, _found.Count));
    }

    private int KnownType(NeighborSearch search, int atom)
    {
        var type = search.Types[atom];
        if ((uint)type < (uint)speciesCount) return type;
        throw new InputException($"Atom {atom + 1} is of species number {type}; the potential has the numbers 0 to {speciesCount - 1}.");
    }
}
