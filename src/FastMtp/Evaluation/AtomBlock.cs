using System.Collections.Immutable;
using FastMtp.Kernels;

namespace FastMtp.Evaluation;

/// <summary>One kind of pair in a slot.</summary>
/// <param name="PairType">Index into <see cref="AtomBlock.PairTypes"/>.</param>
/// <param name="Lanes">Bit set of the lanes that have it.</param>
public readonly record struct SlotEntry(int PairType, uint Lanes);

/// <summary>
/// Central atoms with their neighbours in the layout of the kernels: batches of as many atoms as there are lanes; slot k
/// of a batch holds the k-th neighbour of each. Atoms of like species and neighbour count share a batch, so that little is padding.
/// </summary>
/// <remarks>
/// Atoms have local indices: the centres in the order they were added, then other atoms that forces act on. Unused
/// places of a slot lie at the cutoff, where radial functions and their slopes vanish, and name local atom 0.
/// Memory: 28 bytes per place (displacement, index), and 8 to 16 bytes per slot; 26 neighbours take about 0.85 kB per atom.
/// </remarks>
public sealed class AtomBlock : IDisposable
{
    internal AtomBlock(int lanes) => Lanes = lanes;

    /// <summary>Atoms per batch.</summary>
    public int Lanes { get; }

    /// <summary>Number of central atoms; their local indices are 0 … CenterCount − 1.</summary>
    public int CenterCount { get; internal init; }

    /// <summary>[local] the source's own index of each atom.</summary>
    public required int[] Atoms { get; init; }

    /// <summary>[CenterCount] species number of each centre.</summary>
    public required int[] CenterTypes { get; init; }

    /// <summary>[batch][lane] local index of the centre, −1 for an unused lane.</summary>
    public required int[] Centers { get; init; }

    /// <summary>[batch + 1] first slot of each batch; batches have a multiple of <see cref="MtpKernel.SlotBlock"/> slots.</summary>
    public required int[] FirstSlot { get; init; }

    /// <summary>[slot][3][lane] r_j − r_i, Å.</summary>
    public required AlignedBuffer Displacements { get; init; }

    /// <summary>[slot][lane] local index of the neighbour.</summary>
    public required int[] Neighbors { get; init; }

    /// <summary>z_i·N_T + z_j of every kind of pair in the block, ascending.</summary>
    public required ImmutableArray<int> PairTypes { get; init; }

    /// <summary>[slot + 1] first entry of each slot; every lane of a slot is in exactly one entry.</summary>
    public required int[] FirstEntry { get; init; }

    /// <summary>The kinds of pairs, slot by slot.</summary>
    public required SlotEntry[] Entries { get; init; }

    /// <summary>Number of batches.</summary>
    public int BatchCount => FirstSlot.Length - 1;

    /// <summary>The most slots a batch has.</summary>
    public int MostSlots { get; internal init; }

    /// <summary>Bit set of all lanes.</summary>
    public uint AllLanes => (1u << Lanes) - 1;

    /// <inheritdoc/>
    public void Dispose() => Displacements.Dispose();
}
