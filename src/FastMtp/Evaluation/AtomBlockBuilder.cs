using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FastMtp.Atoms;
using FastMtp.Kernels;

namespace FastMtp.Evaluation;

/// <summary>Packs atoms and their neighbours into an <see cref="AtomBlock"/>. Not thread-safe; reuse one per thread.</summary>
/// <param name="lanes">Atoms per batch.</param>
/// <param name="speciesCount">N_T.</param>
/// <param name="cutoff">Where unused places are put, Å.</param>
public sealed class AtomBlockBuilder(int lanes, int speciesCount, double cutoff)
{
    private readonly record struct Neighbor(int Type, int Local, double X, double Y, double Z);

    private readonly record struct Center(int Local, int Type, int First, int Count);

    private readonly NeighborBuffer _buffer = new();
    private readonly List<Neighbor> _neighbors = [];
    private readonly List<Center> _centers = [];
    private readonly List<int> _atoms = [];
    private readonly List<int> _others = [];
    private int[] _localOf = [];

    /// <summary>Adds the centres <paramref name="first"/> … first + count − 1 of a source.</summary>
    public void Add(INeighborSource source, int first, int count)
    {
        if (_localOf.Length < source.AtomCount) _localOf = new int[source.AtomCount];
        Array.Fill(_localOf, -1, 0, source.AtomCount);
        for (var center = first; center < first + count; center++)
        {
            _localOf[center] = _atoms.Count;
            _atoms.Add(center);
        }
        for (var center = first; center < first + count; center++)
        {
            source.Collect(center, _buffer);
            var start = _neighbors.Count;
            for (var k = 0; k < _buffer.Count; k++) _neighbors.Add(Take(source, k));
            var mine = CollectionsMarshal.AsSpan(_neighbors)[start..];
            mine.Sort(static (a, b) => a.Type.CompareTo(b.Type));
            _centers.Add(new(_localOf[center], source.TypeOf(center), start, mine.Length));
        }
    }

    /// <summary>The block of everything added since the last call.</summary>
    public AtomBlock Build()
    {
        // Atoms that are not centres come last, whatever the order in which they were met.
        var centerCount = _atoms.Count;
        _atoms.AddRange(_others);
        _centers.Sort(CompareCenters);
        var batches = (_centers.Count + lanes - 1) / lanes;
        var firstSlot = new int[batches + 1];
        for (var batch = 0; batch < batches; batch++)
        {
            var most = 0;
            for (var c = batch * lanes; c < Math.Min((batch + 1) * lanes, _centers.Count); c++) most = Math.Max(most, _centers[c].Count);
            var padded = (most + MtpKernel.SlotBlock - 1) / MtpKernel.SlotBlock * MtpKernel.SlotBlock;
            firstSlot[batch + 1] = firstSlot[batch] + padded;
        }
        var block = Pack(batches, centerCount, firstSlot);
        _neighbors.Clear();
        _centers.Clear();
        _atoms.Clear();
        _others.Clear();
        return block;
    }

    private Neighbor Take(INeighborSource source, int k)
    {
        var j = _buffer.Index[k];
        if (_localOf[j] == -1)
        {
            // Negative until Build knows how many centres there are.
            _localOf[j] = -2 - _others.Count;
            _others.Add(j);
        }
        return new(source.TypeOf(j), _localOf[j], _buffer.X[k], _buffer.Y[k], _buffer.Z[k]);
    }

    private AtomBlock Pack(int batches, int centerCount, int[] firstSlot)
    {
        var slots = firstSlot[batches];
        var displacements = new AlignedBuffer(3L * slots * lanes);
        var neighbors = new int[slots * lanes];
        var centers = new int[batches * lanes];
        var types = new int[centerCount];
        var firstEntry = new int[slots + 1];
        var entries = new List<(int Type, uint Lanes)>(slots);
        var d = displacements.Span;
        Array.Fill(centers, -1);
        for (var batch = 0; batch < batches; batch++)
        {
            for (var slot = firstSlot[batch]; slot < firstSlot[batch + 1]; slot++)
            {
                for (var lane = 0; lane < lanes; lane++)
                {
                    var at = batch * lanes + lane;
                    var k = slot - firstSlot[batch];
                    if (at < _centers.Count && k < _centers[at].Count)
                    {
                        var center = _centers[at];
                        var n = _neighbors[center.First + k];
                        (d[(3 * slot + 0) * lanes + lane], d[(3 * slot + 1) * lanes + lane], d[(3 * slot + 2) * lanes + lane]) = (n.X, n.Y, n.Z);
                        neighbors[slot * lanes + lane] = n.Local >= 0 ? n.Local : centerCount - 2 - n.Local;
                        AddEntry(entries, firstEntry[slot], center.Type * speciesCount + n.Type, 1u << lane);
                    }
                    else
                    {
                        d[3 * slot * lanes + lane] = cutoff;
                    }
                }
                CompleteEntries(entries, firstEntry[slot]);
                firstEntry[slot + 1] = entries.Count;
            }
            for (var at = batch * lanes; at < Math.Min((batch + 1) * lanes, _centers.Count); at++)
            {
                centers[at] = _centers[at].Local;
                types[_centers[at].Local] = _centers[at].Type;
            }
        }
        ImmutableArray<int> pairTypes = [.. entries.Select(e => e.Type).Distinct().Order()];
        return new AtomBlock(lanes)
        {
            CenterCount = centerCount,
            Atoms = [.. _atoms],
            CenterTypes = types,
            Centers = centers,
            FirstSlot = firstSlot,
            MostSlots = batches == 0 ? 0 : Enumerable.Range(0, batches).Max(b => firstSlot[b + 1] - firstSlot[b]),
            Displacements = displacements,
            Neighbors = neighbors,
            PairTypes = pairTypes,
            FirstEntry = firstEntry,
            Entries = [.. entries.Select(e => new SlotEntry(pairTypes.BinarySearch(e.Type), e.Lanes))],
        };
    }

    private static void AddEntry(List<(int Type, uint Lanes)> entries, int first, int type, uint lane)
    {
        for (var i = first; i < entries.Count; i++)
        {
            if (entries[i].Type != type) continue;
            entries[i] = (type, entries[i].Lanes | lane);
            return;
        }
        entries.Add((type, lane));
    }

    /// <summary>Unused places join an entry that is there anyway, so that a slot of one kind needs no selection.</summary>
    private void CompleteEntries(List<(int Type, uint Lanes)> entries, int first)
    {
        if (entries.Count == first) entries.Add((0, 0));
        var used = 0u;
        for (var i = first; i < entries.Count; i++) used |= entries[i].Lanes;
        entries[first] = (entries[first].Type, entries[first].Lanes | (((1u << lanes) - 1) & ~used));
    }

    private int CompareCenters(Center a, Center b)
    {
        var order = a.Type.CompareTo(b.Type);
        if (order == 0) order = a.Count.CompareTo(b.Count);
        for (var k = 0; order == 0 && k < a.Count; k++) order = _neighbors[a.First + k].Type.CompareTo(_neighbors[b.First + k].Type);
        return order != 0 ? order : a.Local.CompareTo(b.Local);
    }
}
