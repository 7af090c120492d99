using System.Runtime.CompilerServices;

namespace FastMtp.Packing;

/// <summary>A slot of a batch, and the lanes in it that have the kind of pair in question.</summary>
internal readonly record struct PairSlot(int Slot, uint Lanes);

/// <summary>The inverse of the entries of a batch: the slots of each kind of pair. Reused from batch to batch.</summary>
internal sealed class PairLists
{
    private int[] _pairs = [];
    private int[] _first = [];
    private int[] _count = [];
    private PairSlot[] _slots = [];
    private int _pairCount;

    /// <summary>The kinds of pairs in the batch, indices into <see cref="AtomBlock.PairTypes"/>.</summary>
    public ReadOnlySpan<int> Pairs => _pairs.AsSpan(0, _pairCount);

    /// <summary>The slots of a kind, counted from the first one of the batch.</summary>
    public ReadOnlySpan<PairSlot> Of(int pair) => _slots.AsSpan(_first[pair], _count[pair]);

    /// <summary>Builds the lists of a batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Sort(AtomBlock block, int batch)
    {
        var (first, last) = (block.FirstSlot[batch], block.FirstSlot[batch + 1]);
        var entries = block.Entries.AsSpan(block.FirstEntry[first]..block.FirstEntry[last]);
        Prepare(block.PairTypes.Length, entries.Length);
        foreach (var entry in entries)
        {
            if (_count[entry.PairType]++ == 0) _pairs[_pairCount++] = entry.PairType;
        }
        var next = 0;
        foreach (var pair in Pairs)
        {
            _first[pair] = next;
            next += _count[pair];
            _count[pair] = 0;
        }
        for (var slot = first; slot < last; slot++)
        {
            for (var entry = block.FirstEntry[slot]; entry < block.FirstEntry[slot + 1]; entry++)
            {
                var (pair, lanes) = block.Entries[entry];
                _slots[_first[pair] + _count[pair]++] = new(slot - first, lanes);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Prepare(int pairTypes, int entries)
    {
        foreach (var pair in Pairs) _count[pair] = 0;
        _pairCount = 0;
        if (_count.Length < pairTypes) (_pairs, _first, _count) = (new int[pairTypes], new int[pairTypes], new int[pairTypes]);
        if (_slots.Length < entries) _slots = new PairSlot[entries];
    }
}
