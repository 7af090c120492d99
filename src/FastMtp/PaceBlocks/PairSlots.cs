using FastMtp.Kernels;
using FastMtp.Packing;

namespace FastMtp.PaceBlocks;

/// <summary>Neighbours of one species in a block of slots.</summary>
/// <param name="Slot">First slot of the block, from the first of the batch.</param>
/// <param name="Species">Of the neighbours.</param>
/// <param name="Lanes">Bit sets of the lanes that have one, eight bits for each slot of the block.</param>
internal readonly record struct PairSlots(int Slot, int Species, uint Lanes)
{
    private const int Bits = 8;

    /// <summary>The lanes of one slot.</summary>
    public uint LanesOf(int slot) => Lanes >> (Bits * slot) & 0xFF;

    /// <summary>Lists the neighbours of those lanes of a batch that have a central atom of one species.</summary>
    public static void List(AtomBlock block, int batch, int center, uint lanes, int speciesCount, List<PairSlots> pairs)
    {
        pairs.Clear();
        Span<uint> found = stackalloc uint[speciesCount];
        var first = block.FirstSlot[batch];
        for (var slot = first; slot < block.FirstSlot[batch + 1]; slot += KernelPasses.SlotBlock)
        {
            found.Clear();
            for (var k = 0; k < KernelPasses.SlotBlock; k++)
            {
                for (var entry = block.FirstEntry[slot + k]; entry < block.FirstEntry[slot + k + 1]; entry++)
                {
                    var type = block.PairTypes[block.Entries[entry].PairType];
                    if (type / speciesCount == center) found[type % speciesCount] |= (block.Entries[entry].Lanes & lanes) << (Bits * k);
                }
            }
            for (var species = 0; species < speciesCount; species++)
                if (found[species] != 0) pairs.Add(new(slot - first, species, found[species]));
        }
    }
}
