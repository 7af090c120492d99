using FastMtp.Atoms;
using FastMtp.Kernels;

namespace FastMtp.Evaluation;

/// <summary>Packs atoms and their neighbours into an <see cref="AtomBlock"/>. Not thread-safe; reuse one per thread.</summary>
/// <param name="lanes">Atoms per batch.</param>
/// <param name="speciesCount">N_T.</param>
/// <param name="cutoff">Where unused places are put, Å.</param>
public sealed class AtomBlockBuilder(int lanes, int speciesCount, double cutoff)
{
    /// <summary>A centre and where its neighbours, sorted by species, are staged.</summary>
    private readonly record struct Center(int Local, int Type, int First, int Count);

    private readonly NeighborBuffer _found = new();
    private readonly NeighborStage _stage = new(speciesCount);
    private readonly List<Center> _centers = [];
    private readonly List<ulong> _keys = [];
    private readonly List<int> _atoms = [];
    private readonly List<int> _others = [];
    private readonly SlotEntries _entries = new(lanes, speciesCount);
    private int[] _localOf = [];

    /// <summary>Adds the centres <paramref name="first"/> … first + count − 1 of a source.</summary>
    /// <exception cref="InputException">An atom is of a species that the potential does not have.</exception>
    public void Add(INeighborSource source, int first, int count)
    {
        if (_localOf.Length < source.AtomCount)
        {
            _localOf = new int[source.AtomCount];
            Array.Fill(_localOf, -1);
        }
        var othersBefore = _others.Count;
        for (var center = first; center < first + count; center++)
        {
            _localOf[center] = _atoms.Count;
            _atoms.Add(center);
        }
        for (var center = first; center < first + count; center++)
        {
            source.Collect(center, _found);
            var type = KnownType(source, center);
            var start = _stage.Count;
            for (var k = 0; k < _found.Count; k++)
            {
                if (_localOf[_found.Index[k]] == -1) TakeOther(_found.Index[k]);
                _stage.Put(k, KnownType(source, _found.Index[k]), _localOf[_found.Index[k]]);
            }
            var composition = _stage.AppendSorted(_found);
            _centers.Add(new(_localOf[center], type, start, _found.Count));
            // Like species first, then like numbers of neighbours, then like neighbours: what shares a batch should be alike.
            _keys.Add((ulong)type << 48 | (ulong)Math.Min(_found.Count, 0xFFFF) << 32 | composition);
        }
        // Only what was touched: a small part of a large system is added at a time.
        _localOf.AsSpan(first, count).Fill(-1);
        for (var i = othersBefore; i < _others.Count; i++) _localOf[_others[i]] = -1;
    }

    /// <summary>The block of everything added since the last call.</summary>
    public AtomBlock Build()
    {
        // Atoms that are not centres come last, whatever the order in which they were met.
        var centerCount = _atoms.Count;
        _atoms.AddRange(_others);
        Center[] centers = [.. _centers];
        Array.Sort(_keys.ToArray(), centers);
        var batches = (centers.Length + lanes - 1) / lanes;
        var firstSlot = new int[batches + 1];
        var mostSlots = 0;
        for (var batch = 0; batch < batches; batch++)
        {
            var most = 0;
            foreach (var center in InBatch(centers, batch)) most = Math.Max(most, center.Count);
            var padded = (most + MtpKernel.SlotBlock - 1) / MtpKernel.SlotBlock * MtpKernel.SlotBlock;
            firstSlot[batch + 1] = firstSlot[batch] + padded;
            mostSlots = Math.Max(mostSlots, padded);
        }
        var displacements = new AlignedBuffer(3L * firstSlot[batches] * lanes);
        var neighbors = new int[firstSlot[batches] * lanes];
        var firstEntry = new int[firstSlot[batches] + 1];
        for (var batch = 0; batch < batches; batch++) PackBatch(InBatch(centers, batch), firstSlot[batch], firstSlot[batch + 1], centerCount, displacements.Span, neighbors, firstEntry);
        var (pairTypes, entries) = _entries.Collect();
        var block = new AtomBlock(lanes)
        {
            CenterCount = centerCount,
            Atoms = [.. _atoms],
            CenterTypes = TypesByLocal(centers),
            Centers = [.. centers.Select(c => c.Local), .. Enumerable.Repeat(-1, batches * lanes - centers.Length)],
            FirstSlot = firstSlot,
            MostSlots = mostSlots,
            Displacements = displacements,
            Neighbors = neighbors,
            PairTypes = pairTypes,
            FirstEntry = firstEntry,
            Entries = entries,
        };
        Clear();
        return block;
    }

    private void PackBatch(ReadOnlySpan<Center> centers, int firstSlot, int endSlot, int centerCount, Span<double> displacements, Span<int> neighbors, int[] firstEntry)
    {
        for (var slot = firstSlot; slot < endSlot; slot++)
        {
            var k = slot - firstSlot;
            var d = displacements.Slice(3 * slot * lanes, 3 * lanes);
            for (var lane = 0; lane < lanes; lane++)
            {
                if (lane >= centers.Length || k >= centers[lane].Count)
                {
                    d[lane] = cutoff;
                    continue;
                }
                ref readonly var n = ref _stage[centers[lane].First + k];
                d[lane] = n.X;
                d[lanes + lane] = n.Y;
                d[2 * lanes + lane] = n.Z;
                neighbors[slot * lanes + lane] = n.Local >= 0 ? n.Local : centerCount - 2 - n.Local;
                _entries.Add(centers[lane].Type * speciesCount + n.Type, lane);
            }
            firstEntry[slot + 1] = _entries.EndSlot();
        }
    }

    /// <summary>Negative until <see cref="Build"/> knows how many centres there are.</summary>
    private void TakeOther(int atom)
    {
        _localOf[atom] = -2 - _others.Count;
        _others.Add(atom);
    }

    private int KnownType(INeighborSource source, int atom)
    {
        var type = source.TypeOf(atom);
        if ((uint)type >= (uint)speciesCount) throw new InputException($"Atom {atom + 1} is of species number {type}; the potential has the numbers 0 to {speciesCount - 1}.");
        return type;
    }

    private ReadOnlySpan<Center> InBatch(Center[] centers, int batch) => centers.AsSpan(batch * lanes, Math.Min(lanes, centers.Length - batch * lanes));

    private static int[] TypesByLocal(Center[] centers)
    {
        var types = new int[centers.Length];
        foreach (var center in centers) types[center.Local] = center.Type;
        return types;
    }

    private void Clear()
    {
        _stage.Clear();
        _centers.Clear();
        _keys.Clear();
        _atoms.Clear();
        _others.Clear();
    }
}
