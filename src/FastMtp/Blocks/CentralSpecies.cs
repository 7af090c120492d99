using FastMtp.Packing;

namespace FastMtp.Blocks;

/// <summary>
/// The central atoms of a batch by species, for potentials whose species have moment coefficients of their own. Batches are sorted by
/// species, so most have one.
/// </summary>
internal ref struct CentralSpecies
{
    private readonly ReadOnlySpan<int> _centers;
    private readonly ReadOnlySpan<int> _types;
    private uint _left;

    /// <summary>The sets of a batch; one with all lanes if the coefficients are common to all species.</summary>
    public CentralSpecies(AtomBlock block, int batch, bool areCommon)
    {
        _centers = block.Centers.AsSpan(batch * block.Lanes, block.Lanes);
        _types = block.CenterTypes;
        AreCommon = areCommon;
        _left = (1u << block.Lanes) - 1;
    }

    /// <summary>True if all species share their coefficients.</summary>
    public bool AreCommon { get; }

    /// <summary>The species of the current lanes; 0 if the coefficients are common.</summary>
    public int Species { get; private set; }

    /// <summary>Bit set of the current lanes; lanes without an atom belong to the first species.</summary>
    public uint Lanes { get; private set; }

    /// <summary>True if the current lanes are all that there are.</summary>
    public readonly bool AreAll => Lanes == (1u << _centers.Length) - 1;

    /// <summary>Goes on to the next species.</summary>
    public bool MoveNext()
    {
        if (_left == 0) return false;
        if (AreCommon)
        {
            (Lanes, _left) = (_left, 0);
            return true;
        }
        var isFirst = Lanes == 0;
        Species = -1;
        Lanes = 0;
        for (var lane = 0; lane < _centers.Length; lane++)
        {
            if ((_left >> lane & 1) == 0) continue;
            var center = _centers[lane];
            if (center < 0)
            {
                if (isFirst) Lanes |= 1u << lane;
                continue;
            }
            if (Species < 0) Species = _types[center];
            if (_types[center] == Species) Lanes |= 1u << lane;
        }
        _left &= ~Lanes;
        Species = Math.Max(Species, 0);
        return true;
    }
}
