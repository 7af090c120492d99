using System.Runtime.Intrinsics;
using FastMtp.Evaluation;
using FastMtp.Moving;
using FastMtp.Neighbors;
using FastMtp.Packing;

namespace FastMtp.Native;

/// <summary>
/// The entries of the caller's lists as candidates; lists usually reach far beyond the cutoff. Ghost atoms are treated like all
/// others.
/// </summary>
internal sealed unsafe class ListedCandidates(CallerLists lists) : ICandidates
{
    private static readonly Vector3[] NoShift = [default];

    public int CenterCount => lists.CenterCount;

    public Vector3[] Shifts => NoShift;

    public GroupSites Pick(int group, SiteRows positions, double reach, GroupWorkspace workspace)
    {
        var (first, count) = new AtomGroups(CenterCount)[group];
        var rows = workspace.Rows;
        rows.Begin(lists.AtomCount, home: 0);
        for (var i = first; i < first + count; i++) rows.Number(lists.Center(i));
        for (var i = first; i < first + count; i++)
        {
            var center = lists.Center(i);
            var near = Near(center, positions, reach, workspace);
            RequireDistinct(center, near);
            rows.Add(center, near, default, lists.Types);
        }
        var sites = rows.Sites();
        rows.Arrange(sites);
        return sites;
    }

    public InputException Coincide(ShortestPair pair) => pair.First == pair.Second
        ? new($"fastmtp_atoms: atom {pair.First} is in its own neighbour list; leave it out.")
        : new(FormattableString.Invariant(
            $"fastmtp_atoms: atoms {pair.First} and {pair.Second} are at the same place (within {SamePlace.Distance} Å)."));

    /// <summary>The atoms of a list that are within reach.</summary>
    private ReadOnlySpan<int> Near(int center, SiteRows positions, double reach, GroupWorkspace workspace)
    {
        var list = lists.Of(center);
        workspace.Reserve(list.Length);
        var count = CopyKnown(center, list, workspace.Candidates);
        var (length, found) = (list.Length, 0);
        SiteFilter.Filter(
            positions.Pointer, center, workspace.Candidates, count, reach * reach, &length, new Span<int>(ref found),
            workspace.Near, workspace.Steps);
        return new(workspace.Near, found);
    }

    /// <summary>Converts entries to positions of atoms in rows and pads to whole vectors with an index past the last atom.</summary>
    /// <returns>The padded number of entries.</returns>
    private int CopyKnown(int center, ReadOnlySpan<int> list, int* to)
    {
        var (mask, count) = (lists.Mask, (uint)lists.AtomCount);
        var (masks, counts, unknown) = (Vector256.Create(mask), Vector256.Create(count), Vector256<uint>.Zero);
        var k = 0;
        fixed (int* from = list)
        {
            for (; k <= list.Length - SiteFilter.Step; k += SiteFilter.Step)
            {
                var atoms = (Vector256.Load(from + k) & masks).AsUInt32();
                unknown |= Vector256.GreaterThanOrEqual(atoms, counts);
                (atoms << SiteRows.Shift).AsInt32().Store(to + k);
            }
        }
        var isKnown = unknown == default;
        for (; k < list.Length; k++)
        {
            var atom = (uint)(list[k] & mask);
            isKnown &= atom < count;
            to[k] = (int)(atom << SiteRows.Shift);
        }
        for (; k % SiteFilter.Step != 0; k++) to[k] = (int)(count << SiteRows.Shift);
        if (isKnown) return k;
        throw new InputException($"fastmtp_atoms: the list of atom {center} contains an index outside the {count} atoms.");
    }

    /// <summary>Rejects duplicate neighbours, which would be counted twice.</summary>
    private static void RequireDistinct(int center, ReadOnlySpan<int> picked)
    {
        // The lowest bits of the index tell most neighbours apart.
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
                    $"fastmtp_atoms: atom {picked[k]} is in the list of atom {center} twice; a periodic image must be a separate atom.");
            }
            word |= bit;
        }
    }
}
