using System.Collections.Immutable;
using FastMtp.Kernels;

namespace FastMtp.Packing;

/// <summary>One kind of pair in a slot.</summary>
/// <param name="PairType">Index into <see cref="AtomBlock.PairTypes"/>.</param>
/// <param name="Lanes">Bit set of the lanes that have it.</param>
internal readonly record struct SlotEntry(int PairType, uint Lanes);

/// <summary>
/// Central atoms with their neighbours in the layout of the kernels: batches of one atom per lane; slot k
/// of a batch holds the k-th neighbour of each. Atoms of similar species and neighbour count share a batch to minimise padding.
/// </summary>
/// <remarks>
/// Atoms have local indices: the centres in the order they were added, then other atoms that forces act on. Padding
/// lies at the cutoff, where radial functions and their slopes vanish, and names local atom 0.
/// Memory: 28 bytes per slot and lane (displacement, index), and 8 to 16 bytes per slot; 26 neighbours take about 0.85 kB per atom.
/// </remarks>
internal sealed class AtomBlock : IDisposable
{
    internal AtomBlock(int lanes) => Lanes = lanes;

    /// <summary>Atoms per batch.</summary>
    public int Lanes { get; }

    /// <summary>Number of central atoms; their local indices are 0 … CenterCount − 1.</summary>
    public int CenterCount => CenterTypes.Length;

    /// <summary>[local] the source's own index of each atom.</summary>
    public int[] Atoms { get; internal set; } = [];

    /// <summary>[CenterCount] species number of each centre.</summary>
    public int[] CenterTypes { get; internal set; } = [];

    /// <summary>[batch][lane] local index of the centre, −1 for an unused lane.</summary>
    public int[] Centers { get; internal set; } = [];

    /// <summary>[batch + 1] first slot of each batch; batches have a multiple of <see cref="KernelPasses.SlotBlock"/> slots.</summary>
    public int[] FirstSlot { get; private set; } = [0];

    /// <summary>[slot][3][lane] r_j − r_i, Å.</summary>
    public AlignedBuffer Displacements { get; private set; } = new(0);

    /// <summary>[slot][lane] local index of the neighbour.</summary>
    public int[] Neighbors { get; private set; } = [];

    /// <summary>z_i·N_T + z_j of every kind of pair in the block.</summary>
    public ImmutableArray<int> PairTypes { get; private set; } = [];

    /// <summary>[slot + 1] first entry of each slot; every lane of a slot is in exactly one entry.</summary>
    public int[] FirstEntry { get; private set; } = [];

    /// <summary>The kinds of pairs, slot by slot.</summary>
    public SlotEntry[] Entries { get; private set; } = [];

    /// <summary>Number of batches.</summary>
    public int BatchCount => FirstSlot.Length - 1;

    /// <summary>What is known of the shortest distances.</summary>
    public BlockDistances Distances { get; } = new();

    /// <summary>Largest number of slots of a batch.</summary>
    public int MostSlots { get; private set; }

    /// <summary>Bit set of all lanes.</summary>
    public uint AllLanes => (1u << Lanes) - 1;

    /// <inheritdoc/>
    public void Dispose() => Displacements.Dispose();

    internal void BeginSlots(int batches)
    {
        if (BatchCount != batches) FirstSlot = new int[batches + 1];
        MostSlots = 0;
    }

    internal void AddBatch(int batch, int slots)
    {
        FirstSlot[batch + 1] = FirstSlot[batch] + slots;
        MostSlots = Math.Max(MostSlots, slots);
    }

    /// <summary>Makes room for the slots of all batches.</summary>
    internal void ReserveSlots()
    {
        var slots = FirstSlot[^1];
        // Exact at first, as most blocks are packed once; with headroom once the size turns out to vary.
        var spare = Neighbors.Length == 0 ? 0 : slots / 8;
        if (Neighbors.Length < slots * Lanes) Neighbors = new int[(slots + spare) * Lanes];
        if (FirstEntry.Length < slots + 1) FirstEntry = new int[slots + spare + 1];
    }

    /// <summary>Makes room for displacements owned by the block.</summary>
    internal void ReserveDisplacements()
    {
        var length = 3L * FirstSlot[^1] * Lanes;
        if (Displacements.Length >= length) return;
        Displacements.Dispose();
        Displacements = new AlignedBuffer(length);
    }

    /// <summary>Uses displacements owned by the caller, who disposes of them.</summary>
    internal void Borrow(AlignedBuffer displacements) => Displacements = displacements;

    internal void SetEntries(ReadOnlySpan<SlotEntry> entries, ImmutableArray<int> pairTypes)
    {
        if (Entries.Length < entries.Length) Entries = new SlotEntry[entries.Length + (Entries.Length == 0 ? 0 : entries.Length / 8)];
        entries.CopyTo(Entries);
        PairTypes = pairTypes;
    }
}
