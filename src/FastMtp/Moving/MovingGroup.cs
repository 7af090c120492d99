using System.Runtime.Intrinsics;
using FastMtp.Kernels;
using FastMtp.Packing;

namespace FastMtp.Moving;

/// <summary>
/// Centres that share a block, and who may come within the cutoff of them until the list is renewed. Sites are the centres,
/// then other atoms and images of atoms; a site is found by its place in the list's own order of the atoms.
/// </summary>
internal sealed unsafe class MovingGroup
{
    /// <summary>Doubles per site: x y z and one that makes it a vector.</summary>
    public const int SiteLength = 4;

    private const double FarAway = 1e100;

    private readonly int _speciesCount;
    private int[] _centerTypes = [];
    private int[] _lanes = [];
    private int[] _order = [];
    private int[] _places = [];
    private int[] _images = [];
    private int[] _firsts = [];
    private int[] _candidates = [];
    private int[] _bounds = [];
    private int _mostCandidates;

    public MovingGroup(int lanes, int speciesCount)
    {
        _speciesCount = speciesCount;
        Block = new AtomBlock(lanes);
    }

    /// <summary>The group's block; its displacements are those of the thread that works on it.</summary>
    public AtomBlock Block { get; }

    /// <summary>Number of sites; the last is nobody, far from everything.</summary>
    public int SiteCount => _places.Length;

    /// <summary>Takes the rows of the group's centres as found within the cutoff and skin.</summary>
    /// <param name="rows">One row per centre; local indices are sites.</param>
    /// <param name="places">[site].</param>
    /// <param name="images">[site].</param>
    public void Renew(NeighborRows rows, int[] places, int[] images)
    {
        (_places, _images) = (places, images);
        var count = rows.Count;
        (_centerTypes, _firsts, _bounds) = (new int[count], new int[count + 1], new int[count * _speciesCount]);
        for (var row = 0; row < count; row++)
        {
            _centerTypes[row] = rows.CenterType(row);
            _firsts[row + 1] = _firsts[row] + ((rows.Length(row) + SiteFilter.Step - 1) & -SiteFilter.Step);
            rows.Bounds(row).CopyTo(_bounds.AsSpan(row * _speciesCount));
            _mostCandidates = Math.Max(row == 0 ? 0 : _mostCandidates, _firsts[row + 1] - _firsts[row]);
        }
        _candidates = new int[_firsts[count]];
        Array.Fill(_candidates, SiteLength * (SiteCount - 1));
        for (var row = 0; row < count; row++)
        {
            var sites = new ReadOnlySpan<int>(rows.Locals + rows.First(row), rows.Length(row));
            for (var k = 0; k < sites.Length; k++) _candidates[_firsts[row] + k] = SiteLength * sites[k];
        }
    }

    /// <summary>Decides which centres share a batch, from rows as <see cref="FillRows"/> made them.</summary>
    public void Arrange(NeighborRows rows, BatchOrder order)
    {
        order.Sort(rows);
        _order = order.Rows.ToArray();
        _lanes = order.Lanes();
    }

    /// <summary>Finds where the sites are.</summary>
    /// <param name="positions">[place][<see cref="SiteLength"/>] Å.</param>
    /// <param name="shifts">[image] Å.</param>
    /// <param name="sites">[site][<see cref="SiteLength"/>] to be filled.</param>
    public void PlaceSites(double* positions, Vector3[] shifts, double* sites)
    {
        for (var site = 0; site < _places.Length - 1; site++)
        {
            var from = positions + (long)SiteLength * _places[site];
            ref readonly var shift = ref shifts[_images[site]];
            Vector256.Add(Vector256.Load(from), Vector256.Create(shift.X, shift.Y, shift.Z, 0)).Store(sites + SiteLength * site);
        }
        Vector256.Create(FarAway).Store(sites + SiteLength * (SiteCount - 1));
    }

    /// <summary>Fills rows with the neighbours that are nearer than <paramref name="reach"/> (Å) now.</summary>
    public void FillRows(double* sites, double reach, NeighborRows rows)
    {
        rows.Clear();
        var steps = stackalloc uint[2 * (_mostCandidates / SiteFilter.Step + 1)];
        fixed (int* candidates = _candidates)
        fixed (int* reachable = _bounds)
        {
            for (var row = 0; row < _centerTypes.Length; row++)
            {
                var most = _firsts[row + 1] - _firsts[row];
                rows.Begin(_centerTypes[row], most);
                var bounds = rows.Bounds(row);
                SiteFilter.Filter(sites, row, candidates + _firsts[row], most, reach * reach, reachable + row * _speciesCount, bounds, rows.Locals + rows.EntryCount, steps);
                rows.End();
            }
        }
    }

    /// <summary>Packs rows; displacements follow at every step.</summary>
    public void Pack(NeighborRows rows, LanePacker packer)
    {
        (Block.Atoms, Block.CenterTypes, Block.Centers) = (_places, _centerTypes, _lanes);
        packer.Pack(rows, _order, Block, nobody: SiteCount - 1);
    }

    /// <summary>Finds the displacements. What is not nearer than the cutoff, nobody in particular, is put there.</summary>
    public void Measure(double* sites, double cutoff, ref AlignedBuffer displacements)
    {
        var length = 3L * Block.Lanes * Block.FirstSlot[^1];
        if (displacements.Length < length)
        {
            displacements.Dispose();
            displacements = new AlignedBuffer(length + length / 8);
        }
        Block.Borrow(displacements);
        SiteDisplacements.Measure(Block, sites, cutoff);
    }
}
