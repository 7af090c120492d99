using System.Collections.Immutable;

namespace FastMtp.Evaluation;

/// <summary>Collects the kinds of pairs of slot after slot, each kind once per slot with the lanes that have it.</summary>
internal sealed class SlotEntries(int lanes, int speciesCount)
{
    private readonly int[] _indexOf = new int[speciesCount * speciesCount];
    private (int Type, uint Lanes)[] _entries = new (int, uint)[256];
    private int _count;
    private int _slotStart;
    private uint _used;

    /// <summary>Says that a lane of the present slot has a pair of a type z_i·N_T + z_j.</summary>
    public void Add(int type, int lane)
    {
        _used |= 1u << lane;
        for (var i = _slotStart; i < _count; i++)
        {
            if (_entries[i].Type != type) continue;
            _entries[i].Lanes |= 1u << lane;
            return;
        }
        Append(type, 1u << lane);
    }

    /// <summary>Ends the present slot and returns the number of entries so far.</summary>
    /// <remarks>Unused lanes join an entry that is there anyway, so that a slot of one kind needs no selection.</remarks>
    public int EndSlot()
    {
        if (_count == _slotStart) Append(0, 0);
        _entries[_slotStart].Lanes |= ((1u << lanes) - 1) & ~_used;
        _slotStart = _count;
        _used = 0;
        return _count;
    }

    /// <summary>The kinds that occurred, ascending, and all entries; then starts anew.</summary>
    public (ImmutableArray<int> PairTypes, SlotEntry[] Entries) Collect()
    {
        Array.Clear(_indexOf);
        foreach (var (type, _) in _entries.AsSpan(0, _count)) _indexOf[type] = 1;
        var pairTypes = ImmutableArray.CreateBuilder<int>();
        for (var type = 0; type < _indexOf.Length; type++)
        {
            if (_indexOf[type] == 0) continue;
            _indexOf[type] = pairTypes.Count;
            pairTypes.Add(type);
        }
        var entries = new SlotEntry[_count];
        for (var i = 0; i < _count; i++) entries[i] = new(_indexOf[_entries[i].Type], _entries[i].Lanes);
        (_count, _slotStart, _used) = (0, 0, 0);
        return (pairTypes.ToImmutable(), entries);
    }

    private void Append(int type, uint lanes)
    {
        if (_count == _entries.Length) Array.Resize(ref _entries, 2 * _count);
        _entries[_count++] = (type, lanes);
    }
}
