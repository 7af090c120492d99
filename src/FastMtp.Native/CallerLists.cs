using System.Collections;
using FastMtp.Moving;

namespace FastMtp.Native;

/// <summary>
/// The atoms of a call with the caller's neighbour lists. Invalid indices in the lists never cause reads outside the caller's memory.
/// </summary>
internal sealed unsafe class CallerLists
{
    /// <summary>Indices of coordinates in rows of four stay below 2³¹.</summary>
    private const int MostAtoms = int.MaxValue / SiteRows.Length;

    private NativeAtoms _atoms;

    /// <summary>All atoms, including ghosts.</summary>
    public int AtomCount => _atoms.Count;

    /// <summary>Atoms that have a site energy.</summary>
    public int CenterCount => _atoms.CenterCount;

    /// <summary>[<see cref="AtomCount"/>] species numbers.</summary>
    public ReadOnlySpan<int> Types => new(_atoms.Species, _atoms.Count);

    /// <summary>Mask for the bits of a list entry that hold the atom.</summary>
    public int Mask => _atoms.NeighborMask == 0 ? -1 : _atoms.NeighborMask;

    /// <summary>The central atoms; empty if they are the first ones.</summary>
    public ReadOnlySpan<int> Centers => _atoms.Centers == null ? default : new(_atoms.Centers, _atoms.CenterCount);

    /// <summary>[<see cref="AtomCount"/>][3] Å.</summary>
    public double* Positions => _atoms.Positions;

    /// <summary>Takes the atoms of a call. The lists are checked later, when they are read.</summary>
    /// <exception cref="InputException">An argument is missing or out of range.</exception>
    public void Take(in NativeAtoms atoms)
    {
        if (atoms.Count is < 0 or > MostAtoms)
            throw new InputException($"fastmtp_atoms: count is {atoms.Count}; it must be between 0 and {MostAtoms}.");
        if (atoms.CenterCount < 0 || atoms.CenterCount > atoms.Count)
            throw new InputException($"fastmtp_atoms: center_count is {atoms.CenterCount}; it must be between 0 and count, {atoms.Count}.");
        Require(atoms.Count == 0 || (atoms.Species != null && atoms.Positions != null), "species or positions are missing");
        Require(
            atoms.CenterCount == 0 || (atoms.Neighbors != null ? atoms.NeighborCounts != null : atoms.First != null && atoms.List != null),
            "the neighbour lists are missing; set neighbor_counts and neighbors, or first and list");
        _atoms = atoms;
        foreach (var center in Centers)
        {
            if ((uint)center < (uint)atoms.Count) continue;
            throw new InputException($"fastmtp_atoms: centers contains {center}, but atoms are numbered from 0 to {atoms.Count - 1}.");
        }
    }

    /// <summary>The atom index of the i-th centre.</summary>
    public int Center(int i) => _atoms.Centers == null ? i : _atoms.Centers[i];

    /// <summary>The caller's neighbour list of a centre.</summary>
    public ReadOnlySpan<int> Of(int center)
    {
        if (_atoms.Neighbors == null) return PartOfList(center);
        var list = _atoms.Neighbors[center];
        var count = _atoms.NeighborCounts[center];
        if ((uint)count > (uint)_atoms.Count)
            throw new InputException($"fastmtp_atoms: neighbor_counts[{center}] is {count}, but there are {_atoms.Count} atoms.");
        if (count > 0 && list == null) throw new InputException($"fastmtp_atoms: neighbors[{center}] is NULL.");
        return new(list, count);
    }

    /// <summary>Rejects duplicate centres, which would be counted twice.</summary>
    public void RequireDistinctCenters()
    {
        if (Centers.IsEmpty) return;
        var seen = new BitArray(_atoms.Count);
        foreach (var center in Centers)
        {
            if (seen[center]) throw new InputException($"fastmtp_atoms: atom {center} occurs twice in centers.");
            seen[center] = true;
        }
    }

    /// <summary>Rejects offsets that no lists of distinct neighbours can have, as the length of the whole array is unknown.</summary>
    private ReadOnlySpan<int> PartOfList(int center)
    {
        var (first, end) = (_atoms.First[center], _atoms.First[center + 1]);
        if (first < 0 || end < first || end - first > _atoms.Count || end > (long)_atoms.Count * _atoms.Count)
        {
            throw new InputException(
                $"fastmtp_atoms: first[{center}] is {first} and first[{center + 1}] is {end}; offsets must not decrease, "
                + $"and no list can be longer than the {_atoms.Count} atoms.");
        }
        return new(_atoms.List + first, (int)(end - first));
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition) throw new InputException($"fastmtp_atoms: {otherwise}.");
    }
}
