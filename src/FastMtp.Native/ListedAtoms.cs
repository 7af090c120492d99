using System.Runtime.Intrinsics;
using FastMtp.Blocks;
using FastMtp.Data;
using FastMtp.Evaluation;
using FastMtp.Moving;

namespace FastMtp.Native;

/// <summary>
/// Atoms with the caller's neighbour lists, and the blocks built from them, which are reused while the lists are unchanged and no
/// atom has moved far.
/// </summary>
internal sealed unsafe class ListedAtoms : IDisposable
{
    /// <summary>Largest coordinate of an atom, Å: beyond it, rounding errors would affect the forces.</summary>
    private const double Farthest = 1e9;

    private readonly CallerLists _lists = new();
    private readonly ListCopy _copy = new();
    private readonly SiteRows _positions = new();
    private readonly SkinBlocks _blocks;
    private readonly ListedCandidates _candidates;
    private bool _isTaken;

    public ListedAtoms(GroupEvaluator<GroupWorkspace> evaluator) => (_blocks, _candidates) = (new(evaluator), new(_lists));

    /// <summary>Takes the atoms of a call.</summary>
    /// <exception cref="InputException">An argument is missing or out of range.</exception>
    public void Take(in NativeAtoms atoms)
    {
        // If anything fails from here on, the next call must not reuse the blocks.
        var mayServe = _isTaken;
        _isTaken = false;
        _lists.Take(atoms);
        TakePositions();
        mayServe &= _copy.Take(_lists);
        if (!mayServe) _blocks.Forget();
        if (!_blocks.Serve(_positions)) _lists.RequireDistinctCenters();
        _isTaken = true;
    }

    /// <summary>Evaluates the atoms taken last.</summary>
    public void Evaluate(Action<GroupResult> inOrder, PairDistances? limits, SiteExtras extras) =>
        _blocks.Evaluate(_candidates, _positions, inOrder, limits, extras);

    public void Dispose()
    {
        _positions.Dispose();
        _blocks.Dispose();
    }

    private void TakePositions()
    {
        _positions.Resize(_lists.AtomCount);
        double* from = _lists.Positions, to = _positions.Pointer;
        var (bad, limit) = (Vector256<double>.Zero, Vector256.Create(Farthest));
        for (var atom = 0; atom < _lists.AtomCount; atom++, from += 3, to += SiteRows.Length)
        {
            var row = Vector256.Create(from[0], from[1], from[2], 0);
            row.Store(to);
            bad |= ~Vector256.LessThanOrEqual(Vector256.Abs(row), limit);
        }
        if (bad.ExtractMostSignificantBits() == 0) return;
        var at = new ReadOnlySpan<double>(_lists.Positions, 3 * _lists.AtomCount).IndexOfAnyExceptInRange(-Farthest, Farthest);
        throw new InputException(FormattableString.Invariant(
            $"fastmtp_atoms: atom {at / 3} has the coordinate {_lists.Positions[at]} Å; it must be finite and within ±{Farthest} Å."));
    }
}
