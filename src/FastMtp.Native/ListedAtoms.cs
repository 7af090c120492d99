using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FastMtp.Atoms;
using FastMtp.Kernels;

namespace FastMtp.Native;

/// <summary>
/// Atoms whose neighbours the caller of the library has listed, usually far beyond the cutoff: those within it are picked
/// here. Reads the caller's memory, and nothing outside of it whatever the lists say.
/// </summary>
internal sealed unsafe class ListedAtoms(double cutoff) : INeighborSource, IDisposable
{
    /// <summary>Doubles per atom: a whole vector, so that one load takes it.</summary>
    private const int RowLength = 4;
    private const int Step = 8;
    private const double SamePlace = 1e-3;
    private const double FarAway = 1e100;

    private NativeAtoms _atoms;
    private AlignedBuffer _rows = new(0);
    private int _mask;

    public int CenterCount => _atoms.CenterCount;

    public int AtomCount => _atoms.Count;

    public ReadOnlySpan<int> Types => new(_atoms.Species, _atoms.Count);

    public ReadOnlySpan<int> Order => _atoms.Centers == null ? default : new(_atoms.Centers, _atoms.CenterCount);

    /// <summary>Takes what the caller hands over.</summary>
    /// <exception cref="InputException">Something is missing or impossible.</exception>
    public void Take(in NativeAtoms atoms)
    {
        Require(atoms.Count >= 0 && atoms.CenterCount >= 0 && atoms.CenterCount <= atoms.Count, "there are fewer than no atoms, or more centers than atoms");
        Require(atoms.Count == 0 || (atoms.Species != null && atoms.Positions != null), "species or positions are missing");
        Require(atoms.CenterCount == 0 || (atoms.Neighbors != null ? atoms.NeighborCounts != null : atoms.First != null && atoms.List != null),
            "the neighbour lists are missing, give neighbor_counts and neighbors, or first and list");
        _atoms = atoms;
        _mask = atoms.NeighborMask == 0 ? -1 : atoms.NeighborMask;
        foreach (var center in Order)
            if ((uint)center >= (uint)atoms.Count) throw new InputException($"fastmtp_atoms: center {center} is not one of {atoms.Count} atoms.");
        CopyPositions();
    }

    public void Collect(int center, NeighborBuffer buffer)
    {
        var list = _atoms.Neighbors != null ? _atoms.Neighbors[center] : _atoms.List + _atoms.First[center];
        var count = _atoms.Neighbors != null ? _atoms.NeighborCounts[center] : checked((int)(_atoms.First[center + 1] - _atoms.First[center]));
        if (count < 0 || (count > 0 && list == null)) throw new InputException($"fastmtp_atoms: the list of neighbours of atom {center} is missing or has a negative length.");
        buffer.Clear();
        buffer.Reserve(count);
        var rest = stackalloc int[Step];
        var whole = count & -Step;
        // Vectors are read whole, but not past the end of the list.
        for (var k = 0; k < Step; k++) rest[k] = whole + k < count ? Known(center, list[whole + k] & _mask) : _atoms.Count;
        var near = Avx512F.IsSupported
            ? Pick512(center, rest, 1, isRest: true, buffer, Pick512(center, list, whole / Step, isRest: false, buffer, FarAway))
            : Pick(center, rest, Step, isRest: true, buffer, Pick(center, list, whole, isRest: false, buffer, FarAway));
        if (near < SamePlace * SamePlace) throw Coincide(center, buffer);
    }

    public void Dispose() => _rows.Dispose();

    private void CopyPositions()
    {
        var length = (long)RowLength * (_atoms.Count + 1);
        if (_rows.Length < length)
        {
            _rows.Dispose();
            _rows = new AlignedBuffer(length + length / 8);
        }
        var from = _atoms.Positions;
        var to = _rows.Pointer;
        var sum = 0.0;
        for (var atom = 0; atom < _atoms.Count; atom++, from += 3, to += RowLength)
        {
            (to[0], to[1], to[2]) = (from[0], from[1], from[2]);
            // Zero for numbers, no number for what is infinite or none.
            sum += 0 * (from[0] + from[1] + from[2]);
        }
        (to[0], to[1], to[2]) = (FarAway, FarAway, FarAway);
        if (sum == 0) return;
        var bad = new ReadOnlySpan<double>(_atoms.Positions, 3 * _atoms.Count).IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
        if (bad >= 0) throw new InputException(FormattableString.Invariant($"fastmtp_atoms: atom {bad / 3} has the coordinate {_atoms.Positions[bad]}."));
    }

    /// <summary>Appends those of a list that are near; returns the smaller of the least squared distance and <paramref name="least"/>.</summary>
    private double Pick(int center, int* list, int count, bool isRest, NeighborBuffer buffer, double least)
    {
        var rows = _rows.Pointer;
        var at = Vector256.Load(rows + (long)RowLength * center);
        var (index, xs, ys, zs) = (buffer.Index, buffer.X, buffer.Y, buffer.Z);
        var found = buffer.Count;
        var unknown = false;
        for (var k = 0; k < count; k++)
        {
            var atom = Math.Min((uint)(isRest ? list[k] : list[k] & _mask), (uint)_atoms.Count);
            unknown |= !isRest & atom == (uint)_atoms.Count;
            var d = Vector256.Load(rows + RowLength * (long)atom) - at;
            var square = d[0] * d[0] + d[1] * d[1] + d[2] * d[2];
            // Every candidate is written; one that is too far is overwritten by the next.
            (index[found], xs[found], ys[found], zs[found]) = ((int)atom, d[0], d[1], d[2]);
            found += square < cutoff * cutoff ? 1 : 0;
            least = Math.Min(least, square);
        }
        buffer.Count = found;
        if (unknown) throw Unknown(center);
        return least;
    }

    private double Pick512(int center, int* list, int steps, bool isRest, NeighborBuffer buffer, double least)
    {
        var rows = _rows.Pointer;
        var at = rows + (long)RowLength * center;
        var (x, y, z) = (Vector512.Create(at[0]), Vector512.Create(at[1]), Vector512.Create(at[2]));
        var (limit, shortest) = (Vector512.Create(cutoff * cutoff), Vector512.Create(least));
        var (mask, nobody, unknown) = (Vector256.Create(isRest ? -1 : _mask), Vector256.Create((uint)_atoms.Count), Vector256<uint>.Zero);
        fixed (int* index = buffer.Index)
        fixed (double* xs = buffer.X, ys = buffer.Y, zs = buffer.Z)
        {
            var found = buffer.Count;
            for (var end = list + Step * steps; list < end; list += Step)
            {
                var atoms = Vector256.Min((Vector256.Load(list) & mask).AsUInt32(), nobody);
                unknown |= Vector256.Equals(atoms, nobody);
                var (sx, sy, sz) = Gather512(rows, atoms);
                var (dx, dy, dz) = (sx - x, sy - y, sz - z);
                var square = Vector512.MultiplyAddEstimate(dx, dx, Vector512.MultiplyAddEstimate(dy, dy, dz * dz));
                shortest = Vector512.MinNative(shortest, square);
                var near = Vector512.LessThan(square, limit);
                Avx512F.ConvertToVector256Int32(Avx512F.Compress(default, near.AsInt64(), Avx512F.ConvertToVector512Int64(atoms))).Store(index + found);
                Avx512F.Compress(default, near, dx).Store(xs + found);
                Avx512F.Compress(default, near, dy).Store(ys + found);
                Avx512F.Compress(default, near, dz).Store(zs + found);
                found += BitOperations.PopCount((uint)near.ExtractMostSignificantBits());
            }
            buffer.Count = found;
        }
        if (!isRest && unknown != default) throw Unknown(center);
        for (var lane = 0; lane < Step; lane++) least = Math.Min(least, shortest[lane]);
        return least;
    }

    /// <summary>x, y and z of eight atoms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> X, Vector512<double> Y, Vector512<double> Z) Gather512(double* rows, Vector256<uint> atoms)
    {
        var (ae, bf, cg, dh) = (Pair(rows, atoms[0], atoms[4]), Pair(rows, atoms[1], atoms[5]), Pair(rows, atoms[2], atoms[6]), Pair(rows, atoms[3], atoms[7]));
        var (left, right) = (Avx512F.UnpackLow(ae, bf), Avx512F.UnpackLow(cg, dh));
        var first = Vector512.Create(0L, 1, 8, 9, 4, 5, 12, 13);
        return (Avx512F.PermuteVar8x64x2(left, first, right),
            Avx512F.PermuteVar8x64x2(Avx512F.UnpackHigh(ae, bf), first, Avx512F.UnpackHigh(cg, dh)),
            Avx512F.PermuteVar8x64x2(left, Vector512.Create(2L, 3, 10, 11, 6, 7, 14, 15), right));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Pair(double* rows, uint a, uint b) =>
        Avx512F.InsertVector256(Vector256.Load(rows + RowLength * (long)a).ToVector512Unsafe(), Vector256.Load(rows + RowLength * (long)b), 1);

    private static void Require(bool condition, string otherwise)
    {
        if (!condition) throw new InputException($"fastmtp_atoms: {otherwise}.");
    }

    private int Known(int center, int atom) => (uint)atom < (uint)_atoms.Count ? atom : throw Unknown(center);

    private InputException Unknown(int center) => new($"fastmtp_atoms: the list of atom {center} has a neighbour that is not one of {_atoms.Count} atoms.");

    private static InputException Coincide(int center, NeighborBuffer buffer)
    {
        var n = 0;
        while (buffer.X[n] * buffer.X[n] + buffer.Y[n] * buffer.Y[n] + buffer.Z[n] * buffer.Z[n] >= SamePlace * SamePlace) n++;
        return buffer.Index[n] == center
            ? new($"fastmtp_atoms: atom {center} is in its own list of neighbours; leave it out.")
            : new(FormattableString.Invariant($"fastmtp_atoms: atoms {center} and {buffer.Index[n]} are at the same place (within {SamePlace} Å)."));
    }
}
