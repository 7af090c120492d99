using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FastMtp.Packing;

/// <summary>Writes the kinds of pairs of slot after slot into a block, each kind once per slot with the lanes that have it.</summary>
internal sealed unsafe class SlotEntries
{
    /// <summary>Bounds are kept for this many lanes, regardless of the width.</summary>
    public const int MostLanes = 16;

    /// <summary>Lanes that are compared at once.</summary>
    private const int Half = MostLanes / 2;

    /// <summary>Up to this many species, looping over all of them is cheaper than unpredictable branches.</summary>
    private const int FewSpecies = 8;

    private readonly int _speciesCount;
    private readonly uint _allLanes;
    private readonly bool _isWide;
    private readonly int[] _indexOf;
    private readonly int[] _starts;
    private readonly int[] _ends;
    private readonly List<int> _pairTypes = [];
    private int[] _index = [];
    private int _some;
    private SlotEntry[] _entries = new SlotEntry[1024];
    private int _count;

    public SlotEntries(int lanes, int speciesCount)
    {
        _speciesCount = speciesCount;
        _allLanes = (1u << lanes) - 1;
        _isWide = lanes > Half;
        _indexOf = new int[speciesCount * speciesCount];
        _starts = new int[speciesCount];
        _ends = new int[speciesCount];
        Bounds = new int[MostLanes * speciesCount];
        Array.Fill(_indexOf, -1);
    }

    /// <summary>
    /// [species][lane] for the next batch: one past the last slot in which a lane has a neighbour of the species or one before
    /// it.
    /// </summary>
    public int[] Bounds { get; }

    /// <summary>Adds the slots of a batch. Lanes go through the species in the same order, some ahead of others.</summary>
    /// <param name="centers">Species of the centres and the lanes that have them.</param>
    /// <param name="firstEntry">Where each slot's entries begin; that of the first slot is known.</param>
    public void AddBatch(ReadOnlySpan<(int Type, uint Lanes)> centers, Span<int> firstEntry)
    {
        var slots = firstEntry.Length - 1;
        var most = _count + slots * MostLanes + 1;
        if (most > _entries.Length) Array.Resize(ref _entries, 2 * most);
        if (_speciesCount > FewSpecies) FindExtents();
        FindIndices(centers);
        fixed (SlotEntry* entries = _entries)
        fixed (int* bounds = Bounds, first = firstEntry, index = _index)
        {
            if (centers.Length == 1)
                AddSlots(slots, bounds, index, entries, first);
            else
                AddMixedSlots(slots, bounds, index, centers, entries, first);
        }
    }

    /// <summary>Moves entries and kinds into a block and starts over.</summary>
    public void MoveTo(AtomBlock block)
    {
        block.SetEntries(_entries.AsSpan(0, _count), [.. _pairTypes]);
        foreach (var type in _pairTypes) _indexOf[type] = -1;
        _pairTypes.Clear();
        _count = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddSlots(int slots, int* bounds, int* index, SlotEntry* entries, int* firstEntry)
    {
        var (last, all) = (_speciesCount - 1, _allLanes);
        var (least, most) = (0, _speciesCount <= FewSpecies ? last : 0);
        var entry = entries + _count;
        for (var slot = 0; slot < slots; slot++)
        {
            if (last >= FewSpecies) Follow(slot, ref least, ref most);
            var k = Vector256.Create(slot);
            var start = entry;
            var used = LanesBefore(bounds, last, k);
            var left = used;
            for (var species = least; species <= most; species++)
            {
                var before = LanesBefore(bounds, species, k);
                // An entry without lanes is overwritten by the next.
                *entry = new(index[species], left & before);
                entry += (left & before) == 0 ? 0 : 1;
                left &= ~before;
            }
            if (entry == start) *entry++ = new(_some, 0);
            // Unused lanes join an existing entry, so that a slot of one kind needs no selection.
            *start = new(start->PairType, start->Lanes | (all & ~used));
            firstEntry[slot + 1] = (int)(entry - entries);
        }
        _count = (int)(entry - entries);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddMixedSlots(int slots, int* bounds, int* index, ReadOnlySpan<(int Type, uint Lanes)> centers, SlotEntry* entries,
        int* firstEntry)
    {
        for (var slot = 0; slot < slots; slot++)
        {
            var k = Vector256.Create(slot);
            var start = _count;
            var left = LanesBefore(bounds, _speciesCount - 1, k);
            var unused = _allLanes & ~left;
            for (var species = 0; left != 0; species++)
            {
                var here = left & LanesBefore(bounds, species, k);
                left &= ~here;
                for (var c = 0; c < centers.Length; c++)
                    if ((here & centers[c].Lanes) != 0)
                        entries[_count++] = new(index[c * _speciesCount + species], here & centers[c].Lanes);
            }
            if (_count == start) entries[_count++] = new(_some, 0);
            entries[start] = new(entries[start].PairType, entries[start].Lanes | unused);
            firstEntry[slot + 1] = _count;
        }
    }

    /// <summary>Moves on to the species between those that the last lane and the first lane have reached.</summary>
    private void Follow(int slot, ref int least, ref int most)
    {
        while (least < _speciesCount - 1 && _ends[least] <= slot) least++;
        while (most < _speciesCount - 1 && _starts[most + 1] <= slot) most++;
    }

    /// <summary>[centre species of the batch][species] indices into the block's pair types, for pairs that occur.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FindIndices(ReadOnlySpan<(int Type, uint Lanes)> centers)
    {
        Span<int> none = stackalloc int[MostLanes];
        none.Clear();
        if (_index.Length < centers.Length * _speciesCount) _index = new int[centers.Length * _speciesCount];
        for (var species = 0; species < _speciesCount; species++)
        {
            var lanes = LanesAbove(ref Bounds[MostLanes * species], ref species == 0 ? ref none[0] : ref Bounds[MostLanes * (species - 1)]);
            for (var c = 0; c < centers.Length; c++)
                if ((lanes & centers[c].Lanes) != 0)
                    _index[c * _speciesCount + species] = _some = IndexOf(centers[c].Type * _speciesCount + species);
        }
    }

    /// <summary>The slot in which the first lane starts with a species and the one before which the last lane ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FindExtents()
    {
        Array.Fill(_starts, int.MaxValue);
        Array.Clear(_ends);
        for (var species = 0; species < _speciesCount; species++)
        {
            for (var lane = 0; lane < MostLanes; lane++)
            {
                _starts[species] = Math.Min(_starts[species], species == 0 ? 0 : Bounds[MostLanes * (species - 1) + lane]);
                _ends[species] = Math.Max(_ends[species], Bounds[MostLanes * species + lane]);
            }
        }
    }

    /// <summary>Bit set of the lanes that are not yet past a species at slot k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint LanesBefore(int* bounds, int species, Vector256<int> k)
    {
        var at = bounds + MostLanes * species;
        var lanes = Vector256.GreaterThan(Vector256.Load(at), k).ExtractMostSignificantBits();
        return _isWide ? lanes | Vector256.GreaterThan(Vector256.Load(at + Half), k).ExtractMostSignificantBits() << Half : lanes;
    }

    /// <summary>Bit set of the lanes in which one number is greater than another.</summary>
    private static uint LanesAbove(ref int numbers, ref int others) =>
        HalfAbove(ref numbers, ref others, 0) | HalfAbove(ref numbers, ref others, Half) << Half;

    private static uint HalfAbove(ref int numbers, ref int others, nuint first) =>
        Vector256.GreaterThan(Vector256.LoadUnsafe(ref numbers, first), Vector256.LoadUnsafe(ref others, first))
            .ExtractMostSignificantBits();

    private int IndexOf(int type)
    {
        if (_indexOf[type] < 0)
        {
            _pairTypes.Add(type);
            _indexOf[type] = _pairTypes.Count - 1;
        }
        return _indexOf[type];
    }
}
