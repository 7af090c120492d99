using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FastMtp.Blocks;

namespace FastMtp.Moving;

/// <summary>Picks the candidates of a centre that are currently within reach.</summary>
internal static unsafe class SiteFilter
{
    /// <summary>Number of candidates processed together.</summary>
    public const int Step = 8;

    /// <summary>Sites that one gather of 256 bits takes.</summary>
    private const int Four = 4;

    /// <summary>[set of lanes][4] these lanes first, in their order.</summary>
    private static readonly int[] Orders =
        [.. Enumerable.Range(0, 1 << Four).SelectMany(set => Enumerable.Range(0, Four).OrderBy(lane => (set >> lane & 1) == 0))];

    /// <summary>Writes the candidates within reach, in their order.</summary>
    /// <param name="sites">[site][<see cref="SiteRows.Length"/>] Å.</param>
    /// <param name="center">Site of the centre.</param>
    /// <param name="candidates">[count] places of sites in <paramref name="sites"/>, padded with those of the dummy site.</param>
    /// <param name="count">A multiple of <see cref="Step"/>.</param>
    /// <param name="squaredReach">Å².</param>
    /// <param name="reachable">[species] end of the candidates of each.</param>
    /// <param name="bounds">[species] to be filled: the end of those within reach.</param>
    /// <param name="to">Room for all candidates: the sites that are near.</param>
    /// <param name="steps">Room for two numbers per step and two more.</param>
    public static void Filter(
        double* sites, int center, int* candidates, int count, double squaredReach, int* reachable, Span<int> bounds, int* to, uint* steps)
    {
        if (Avx512F.IsSupported)
            Filter512(sites, center, candidates, count, squaredReach, reachable, bounds, to, steps);
        else if (Avx2.IsSupported)
            Filter256(sites, center, candidates, count, squaredReach, reachable, bounds, to, steps);
        else
            FilterEach(sites, center, candidates, squaredReach, reachable, bounds, to);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Filter512(
        double* sites, int center, int* candidates, int count, double squaredReach, int* reachable, Span<int> bounds, int* to, uint* steps)
    {
        var at = sites + SiteRows.Length * center;
        var (x, y, z) = (Vector512.Create(at[0]), Vector512.Create(at[1]), Vector512.Create(at[2]));
        var limit = Vector512.Create(squaredReach);
        var found = 0u;
        var step = steps;
        for (var end = candidates + count; candidates < end; candidates += Step, step += 2)
        {
            var (sx, sy, sz) = SiteGather.Gather512(
                sites,
                candidates[0], candidates[1], candidates[2], candidates[3],
                candidates[4], candidates[5], candidates[6], candidates[7]);
            var (dx, dy, dz) = (sx - x, sy - y, sz - z);
            var near = Vector512.LessThan(Vector512.MultiplyAddEstimate(dx, dx, Vector512.MultiplyAddEstimate(dy, dy, dz * dz)), limit);
            var local = Avx512F.ConvertToVector512Int64(Vector256.Load(candidates) >> SiteRows.Shift);
            Avx512F.ConvertToVector256Int32(Avx512F.Compress(default, near.AsInt64(), local)).Store(to + found);
            step[0] = found;
            step[1] = (uint)near.ExtractMostSignificantBits();
            found += (uint)BitOperations.PopCount(step[1]);
        }
        (step[0], step[1]) = (found, 0);
        SetBounds(reachable, bounds, steps);
    }

    /// <summary>The same operations as <see cref="FilterEach"/> on four candidates at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Filter256(
        double* sites, int center, int* candidates, int count, double squaredReach, int* reachable, Span<int> bounds, int* to, uint* steps)
    {
        var at = sites + SiteRows.Length * center;
        var (x, y, z) = (Vector256.Create(at[0]), Vector256.Create(at[1]), Vector256.Create(at[2]));
        var limit = Vector256.Create(squaredReach);
        var found = 0u;
        var step = steps;
        fixed (int* orders = Orders)
        {
            for (var end = candidates + count; candidates < end; step += 2)
            {
                step[0] = found;
                var near = 0u;
                for (var half = 0; half < Step; half += Four, candidates += Four)
                {
                    var local = Vector128.Load(candidates) >> SiteRows.Shift;
                    var (sx, sy, sz) = LaneRows.Columns(
                        Vector256.Load(sites + candidates[0]), Vector256.Load(sites + candidates[1]),
                        Vector256.Load(sites + candidates[2]), Vector256.Load(sites + candidates[3]));
                    var (dx, dy, dz) = (sx - x, sy - y, sz - z);
                    var here = Vector256.LessThan(dx * dx + dy * dy + dz * dz, limit).ExtractMostSignificantBits();
                    Avx.PermuteVar(local.AsSingle(), Vector128.Load(orders + Four * here)).AsInt32().Store(to + found);
                    found += (uint)BitOperations.PopCount(here);
                    near |= here << half;
                }
                step[1] = near;
            }
        }
        (step[0], step[1]) = (found, 0);
        SetBounds(reachable, bounds, steps);
    }

    /// <summary>The ends of those within reach, from how many there are before each step and which it has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SetBounds(int* reachable, Span<int> bounds, uint* steps)
    {
        for (var species = 0; species < bounds.Length; species++)
        {
            var whole = steps + 2 * (reachable[species] / Step);
            var rest = reachable[species] % Step;
            bounds[species] = (int)whole[0] + BitOperations.PopCount(whole[1] & ((1u << rest) - 1));
        }
    }

    // Every candidate is written; one that is too far is overwritten by the next. That is cheaper than an unpredictable branch.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FilterEach(
        double* sites, int center, int* candidates, double squaredReach, int* reachable, Span<int> bounds, int* to)
    {
        var at = sites + SiteRows.Length * center;
        var found = 0;
        var k = 0;
        for (var species = 0; species < bounds.Length; species++)
        {
            for (; k < reachable[species]; k++)
            {
                var site = sites + candidates[k];
                var (dx, dy, dz) = (site[0] - at[0], site[1] - at[1], site[2] - at[2]);
                to[found] = candidates[k] / SiteRows.Length;
                found += dx * dx + dy * dy + dz * dz < squaredReach ? 1 : 0;
            }
            bounds[species] = found;
        }
    }
}
