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
    /// <param name="pairForces">[slot][3] ∂V_i/∂r_ij.</param>
    /// <param name="results">Of the block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddForces(AtomBlock block, int batch, double* pairForces, SiteArrays results)
    {
        var first = block.FirstSlot[batch];
        var slots = block.FirstSlot[batch + 1] - first;
        T fx = T.Broadcast(0), fy = fx, fz = fx, xx = fx, yy = fx, zz = fx, yz = fx, xz = fx, xy = fx;
        fixed (double* forces = results.Forces)
        fixed (int* neighbors = block.Neighbors)
        {
            var f = (T*)pairForces;
            var d = (T*)block.Displacements.Pointer + 3L * first;
            for (var slot = 0; slot < slots; slot++, f += 3, d += 3)
            {
                fx += f[0];
                fy += f[1];
                fz += f[2];
                xx = T.MultiplyAdd(f[0], d[0], xx);
                yy = T.MultiplyAdd(f[1], d[1], yy);
                zz = T.MultiplyAdd(f[2], d[2], zz);
                yz = T.MultiplyAdd(f[1], d[2], yz);
                xz = T.MultiplyAdd(f[0], d[2], xz);
                xy = T.MultiplyAdd(f[0], d[1], xy);
                LaneRows.Subtract((double*)f, T.Count, neighbors + (first + slot) * T.Count, forces);
            }
        }
        var none = T.Broadcast(0);
        Add3(block, batch, fx, fy, fz, results.Forces, 3, 0);
        Add3(block, batch, none - xx, none - yy, none - zz, results.Virials, 6, 0);
        Add3(block, batch, none - yz, none - xz, none - xy, results.Virials, 6, 3);
    }

    /// <summary>Writes a number for each centre of a batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Set(AtomBlock block, int batch, T values, double[] perCenter)
    {
        var lane = 0;
        foreach (var center in block.Centers.AsSpan(batch * T.Count, T.Count))
        {
            if (center >= 0) perCenter[center] = ((double*)&values)[lane];
            lane++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add3(AtomBlock block, int batch, T a, T b, T c, double[] perCenter, int stride, int offset)
    {
        var lane = 0;
        foreach (var center in block.Centers.AsSpan(batch * T.Count, T.Count))
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
