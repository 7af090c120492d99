using System.Runtime.CompilerServices;
using FastMtp.Kernels;
using FastMtp.Packing;

namespace FastMtp.Blocks;

/// <summary>Adds what the lanes of a batch computed to the results of a block.</summary>
internal static unsafe class SiteSums<T>
    where T : unmanaged, ILanes<T>
{
    /// <summary>F_i += ∂V_i/∂r_ij, F_j −= ∂V_i/∂r_ij, W −= ∂V_i/∂r_ij ⊗ r_ij.</summary>
    /// <param name="block">The atoms.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="pairForces">[slot][3] ∂V_i/∂r_ij, doubles or floats.</param>
    /// <param name="results">Of the block.</param>
    /// <remarks>The block has two of these vectors side by side if its kernel computes with floats.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddForces<TNumber>(AtomBlock block, int batch, TNumber* pairForces, SiteArrays results)
        where TNumber : unmanaged
    {
        var first = block.FirstSlot[batch];
        var (slots, lanes) = (block.FirstSlot[batch + 1] - first, block.Lanes);
        fixed (double* forces = results.Forces)
        fixed (int* neighbors = block.Neighbors)
        {
            var f = pairForces;
            var atoms = neighbors + (long)first * lanes;
            for (; slots > 0; slots--, f += 3 * lanes, atoms += lanes)
            {
                if (typeof(TNumber) == typeof(float)) LaneRows.Subtract((float*)f, lanes, atoms, forces);
                else LaneRows.Subtract((double*)f, lanes, atoms, forces);
            }
        }
        for (var lane = 0; lane < lanes; lane += T.Count) AddToCenters(block, batch, lane, pairForces + lane, results);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddToCenters<TNumber>(AtomBlock block, int batch, int lane, TNumber* f, SiteArrays results)
        where TNumber : unmanaged
    {
        T fx = T.Broadcast(0), fy = fx, fz = fx, xx = fx, yy = fx, zz = fx, yz = fx, xz = fx, xy = fx;
        var lanes = block.Lanes;
        var d = block.Displacements.Pointer + 3L * block.FirstSlot[batch] * lanes + lane;
        for (var slots = block.FirstSlot[batch + 1] - block.FirstSlot[batch]; slots > 0; slots--, f += 3 * lanes, d += 3 * lanes)
        {
            T f0 = Load(f), f1 = Load(f + lanes), f2 = Load(f + 2 * lanes);
            T d0 = Load(d), d1 = Load(d + lanes), d2 = Load(d + 2 * lanes);
            fx += f0;
            fy += f1;
            fz += f2;
            xx = T.MultiplyAdd(f0, d0, xx);
            yy = T.MultiplyAdd(f1, d1, yy);
            zz = T.MultiplyAdd(f2, d2, zz);
            yz = T.MultiplyAdd(f1, d2, yz);
            xz = T.MultiplyAdd(f0, d2, xz);
            xy = T.MultiplyAdd(f0, d1, xy);
        }
        var none = T.Broadcast(0);
        var centers = block.Centers.AsSpan(batch * lanes + lane, T.Count);
        Add3(centers, fx, fy, fz, results.Forces, 3, 0);
        Add3(centers, none - xx, none - yy, none - zz, results.Virials, 6, 0);
        Add3(centers, none - yz, none - xz, none - xy, results.Virials, 6, 3);
    }

    /// <summary>As many doubles or floats as there are lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load<TNumber>(TNumber* numbers)
        where TNumber : unmanaged => typeof(TNumber) == typeof(float) ? T.Load((float*)numbers) : T.Load((double*)numbers);

    /// <summary>Writes a number for each centre of a batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Set(AtomBlock block, int batch, T values, double[] perCenter) =>
        Set(block.Centers.AsSpan(batch * T.Count, T.Count), values, perCenter);

    /// <summary>Writes a number for each of some centres.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Set(ReadOnlySpan<int> centers, T values, double[] perCenter)
    {
        var lane = 0;
        foreach (var center in centers)
        {
            if (center >= 0) perCenter[center] = ((double*)&values)[lane];
            lane++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add3(ReadOnlySpan<int> centers, T a, T b, T c, double[] perCenter, int stride, int offset)
    {
        var lane = 0;
        foreach (var center in centers)
        {
            if (center >= 0)
            {
                var target = stride * center + offset;
                perCenter[target] += ((double*)&a)[lane];
                perCenter[target + 1] += ((double*)&b)[lane];
                perCenter[target + 2] += ((double*)&c)[lane];
            }
            lane++;
        }
    }
}
