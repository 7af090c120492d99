using System.Collections;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FastMtp.Moving;
using FastMtp.Neighbors;
using FastMtp.Packing;

namespace FastMtp.Native;

/// <summary>
/// Atoms with the caller's neighbour lists, which usually reach far beyond the cutoff. The neighbours that matter are picked
/// here and kept as long as the lists are the same and no atom has moved far. Whatever the indices in the lists, only the
/// caller's memory is read.
/// </summary>
internal sealed unsafe class ListedAtoms(double cutoff) : INeighborSource, IDisposable
{
    /// <summary>Neighbours are picked this far beyond the cutoff, Å: more makes each evaluation slower, less makes picking more frequent.</summary>
    private const double Skin = 0.15;
    private const int Step = 8;
    private const double SamePlace = 1e-3;

    /// <summary>Indices of coordinates in rows of four stay below 2³¹.</summary>
    private const int MostAtoms = int.MaxValue / SiteRows.Length;

    private readonly double _squaredReach = (cutoff + Skin) * (cutoff + Skin);
    private readonly SiteRows[] _positions = [new(), new()];
    private readonly ListCopy _lists = new();
    private readonly List<KeptBlock> _blocks = [];
    private NativeAtoms _atoms;
    private int _mask;
    private bool _isPicked;

    public int CenterCount => _atoms.CenterCount;

    public int AtomCount => _atoms.Count;

    public ReadOnlySpan<int> Types => new(_atoms.Species, _atoms.Count);

    public ReadOnlySpan<int> Order => _atoms.Centers == null ? default : new(_atoms.Centers, _atoms.CenterCount);

    private SiteRows Positions => _positions[0];

    /// <summary>Takes the atoms of one evaluation.</summary>
    /// <param name="atoms">From the caller.</param>
    /// <param name="groups">How many groups of centres there are.</param>
    /// <exception cref="InputException">An argument is missing or out of range.</exception>
    public void Take(in NativeAtoms atoms, int groups)
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
        // If anything fails from here on, the picked neighbours must not be used again.
        var mayLast = _isPicked && _mask == (atoms.NeighborMask == 0 ? -1 : atoms.NeighborMask);
        (_isPicked, _mask) = (false, atoms.NeighborMask == 0 ? -1 : atoms.NeighborMask);
        foreach (var center in Order)
        {
            if ((uint)center < (uint)atoms.Count) continue;
            throw new InputException($"fastmtp_atoms: centers has the entry {center}, but atoms are numbered from 0 to {atoms.Count - 1}.");
        }
        var bad = Positions.Take(atoms.Positions, atoms.Count);
        if (bad >= 0) throw OutOfRange(bad);
        _isPicked = _lists.Take(this) && mayLast && 4 * Positions.FarthestMove(_positions[1], atoms.Count) <= Skin * Skin;
        if (!_isPicked) RequireDistinctCenters();
        while (_blocks.Count < groups) _blocks.Add(new KeptBlock());
    }

    /// <summary>A group of centres, ready to be evaluated. Several threads prepare one each.</summary>
    public AtomBlock Prepare(AtomBlockBuilder builder, int group, int first, int count)
    {
        var kept = _blocks[group];
        if (!_isPicked) kept.Pick(builder, this, first, count);
        if (kept.Measure(Positions.Pointer, cutoff) < SamePlace * SamePlace) throw Coincide(ShortestPair.Of(kept.Block!, cutoff));
        return kept.Block!;
    }

    /// <summary>To be called after all groups are prepared: keeps the picked neighbours for the next evaluation.</summary>
    public void Keep()
    {
        if (_isPicked) return;
        (_positions[0], _positions[1]) = (_positions[1], _positions[0]);
        _isPicked = true;
    }

    /// <summary>The caller's list of a centre.</summary>
    public ReadOnlySpan<int> ListOf(int center)
    {
        if (_atoms.Neighbors == null) return PartOfList(center);
        var list = _atoms.Neighbors[center];
        var count = _atoms.NeighborCounts[center];
        if ((uint)count > (uint)_atoms.Count)
            throw new InputException($"fastmtp_atoms: neighbor_counts[{center}] is {count}, but there are {_atoms.Count} atoms.");
        if (count > 0 && list == null) throw new InputException($"fastmtp_atoms: neighbors[{center}] is NULL.");
        return new(list, count);
    }

    /// <summary>Offsets that no list of distinct neighbours can have are refused: the length of the whole array is not known.</summary>
    private ReadOnlySpan<int> PartOfList(int center)
    {
        var (first, end) = (_atoms.First[center], _atoms.First[center + 1]);
        if (first < 0 || end < first || end - first > _atoms.Count || end > (long)_atoms.Count * _atoms.Count)
        {
            throw new InputException(
                $"fastmtp_atoms: first[{center}] is {first} and first[{center + 1}] is {end}; offsets must not decrease, and no list can be longer than the {_atoms.Count} atoms.");
        }
        return new(_atoms.List + first, (int)(end - first));
    }

    public void Collect(int center, NeighborBuffer buffer)
    {
        var span = ListOf(center);
        buffer.Clear();
        buffer.Reserve(span.Length);
        // Vectors are read whole, but not past the end of the list.
        var rest = stackalloc int[Step];
        var whole = span.Length & -Step;
        for (var k = 0; k < Step; k++) rest[k] = whole + k < span.Length ? Known(center, span[whole + k] & _mask) : _atoms.Count;
        fixed (int* list = span)
        {
            if (Avx512F.IsSupported)
            {
                Pick512(center, list, whole / Step, isRest: false, buffer);
                Pick512(center, rest, 1, isRest: true, buffer);
            }
            else
            {
                Pick(center, list, whole, isRest: false, buffer);
                Pick(center, rest, Step, isRest: true, buffer);
            }
        }
        RequireDistinct(center, buffer.Index.AsSpan(0, buffer.Count));
    }

    public void Dispose()
    {
        foreach (var positions in _positions) positions.Dispose();
        foreach (var block in _blocks) block.Dispose();
    }

    /// <summary>Appends the atoms of a list that are within reach.</summary>
    private void Pick(int center, int* list, int count, bool isRest, NeighborBuffer buffer)
    {
        var rows = Positions.Pointer;
        var at = Vector256.Load(rows + SiteRows.Length * (long)center);
        var (index, xs, ys, zs) = (buffer.Index, buffer.X, buffer.Y, buffer.Z);
        var found = buffer.Count;
        var unknown = false;
        for (var k = 0; k < count; k++)
        {
            var atom = Math.Min((uint)(isRest ? list[k] : list[k] & _mask), (uint)_atoms.Count);
            unknown |= !isRest & atom == (uint)_atoms.Count;
            var d = Vector256.Load(rows + SiteRows.Length * (long)atom) - at;
            // Every candidate is written; one that is too far is overwritten by the next.
            (index[found], xs[found], ys[found], zs[found]) = ((int)atom, d[0], d[1], d[2]);
            found += d[0] * d[0] + d[1] * d[1] + d[2] * d[2] < _squaredReach ? 1 : 0;
        }
        buffer.Count = found;
        if (unknown) throw Unknown(center);
    }

    private void Pick512(int center, int* list, int steps, bool isRest, NeighborBuffer buffer)
    {
        var rows = Positions.Pointer;
        var at = rows + SiteRows.Length * (long)center;
        var (x, y, z, limit) = (Vector512.Create(at[0]), Vector512.Create(at[1]), Vector512.Create(at[2]), Vector512.Create(_squaredReach));
        var (mask, nobody, unknown) = (Vector256.Create(isRest ? -1 : _mask), Vector256.Create((uint)_atoms.Count), Vector256<uint>.Zero);
        fixed (int* index = buffer.Index)
        fixed (double* xs = buffer.X, ys = buffer.Y, zs = buffer.Z)
        {
            var found = buffer.Count;
            for (var end = list + Step * steps; list < end; list += Step)
            {
                var atoms = Vector256.Min((Vector256.Load(list) & mask).AsUInt32(), nobody);
                unknown |= Vector256.Equals(atoms, nobody);
                var p = (atoms << 2).AsInt32();
                var (sx, sy, sz) = SiteDisplacements.Gather512(rows, p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7]);
                var (dx, dy, dz) = (sx - x, sy - y, sz - z);
                var near = Vector512.LessThan(Vector512.MultiplyAddEstimate(dx, dx, Vector512.MultiplyAddEstimate(dy, dy, dz * dz)), limit);
                Avx512F.ConvertToVector256Int32(Avx512F.Compress(default, near.AsInt64(), Avx512F.ConvertToVector512Int64(atoms))).Store(index + found);
                Avx512F.Compress(default, near, dx).Store(xs + found);
                Avx512F.Compress(default, near, dy).Store(ys + found);
                Avx512F.Compress(default, near, dz).Store(zs + found);
                found += BitOperations.PopCount((uint)near.ExtractMostSignificantBits());
            }
            buffer.Count = found;
        }
        if (!isRest && unknown != default) throw Unknown(center);
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition) throw new InputException($"fastmtp_atoms: {otherwise}.");
    }

    private int Known(int center, int atom) => (uint)atom < (uint)_atoms.Count ? atom : throw Unknown(center);

    private InputException Unknown(int center) =>
        new($"fastmtp_atoms: the list of atom {center} has a neighbour that is not one of the {_atoms.Count} atoms.");

    private void RequireDistinctCenters()
    {
        if (Order.IsEmpty) return;
        var seen = new BitArray(_atoms.Count);
        foreach (var center in Order)
        {
            if (seen[center]) throw new InputException($"fastmtp_atoms: atom {center} occurs twice in centers.");
            seen[center] = true;
        }
    }

    /// <summary>A neighbour that is listed twice would be counted twice.</summary>
    private static void RequireDistinct(int center, ReadOnlySpan<int> picked)
    {
        // Most are told apart by the lowest bits of their numbers.
        const int Bits = 4096;
        var seen = stackalloc ulong[Bits / 64];
        new Span<ulong>(seen, Bits / 64).Clear();
        for (var k = 0; k < picked.Length; k++)
        {
            ref var word = ref seen[(picked[k] & (Bits - 1)) / 64];
            var bit = 1UL << picked[k];
            if ((word & bit) != 0 && picked[..k].Contains(picked[k]))
            {
                throw new InputException(
                    $"fastmtp_atoms: atom {picked[k]} is in the list of atom {center} twice; a periodic image must be an atom of its own.");
            }
            word |= bit;
        }
    }

    private InputException OutOfRange(int coordinate) => new(FormattableString.Invariant(
        $"fastmtp_atoms: atom {coordinate / 3} has the coordinate {_atoms.Positions[coordinate]} Å; it must be finite and within ±{SiteRows.Farthest} Å."));

    private static InputException Coincide(ShortestPair pair) => pair.First == pair.Second
        ? new($"fastmtp_atoms: atom {pair.First} is in its own neighbour list; leave it out.")
        : new(FormattableString.Invariant($"fastmtp_atoms: atoms {pair.First} and {pair.Second} are at the same place (within {SamePlace} Å)."));
}
