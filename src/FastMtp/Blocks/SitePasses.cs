using System.Runtime.CompilerServices;
using FastMtp.Kernels;
using FastMtp.Packing;

namespace FastMtp.Blocks;

/// <summary>
/// The passes of an evaluation that read moment coefficients. A kernel takes one set of them for all lanes; where the atoms of a batch need
/// several, it runs once for each, and every lane keeps its own result.
/// </summary>
internal static unsafe class SitePasses
{
    /// <summary>∂V/∂M of a batch.</summary>
    /// <typeparam name="T">A vector of the kernel's numbers.</typeparam>
    /// <param name="kernel">The kernel.</param>
    /// <param name="block">The atoms.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="coefficients">The coefficients.</param>
    /// <param name="frame">The moments of the batch; the adjoints are filled.</param>
    /// <param name="spare">Room for other adjoints.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backpropagate<T>(
        MtpKernel kernel, AtomBlock block, int batch, ISiteCoefficients coefficients, in BlockState.Frame frame, double* spare)
        where T : unmanaged, ILanes<T>
    {
        var species = new CentralSpecies(block, batch, coefficients.AreCommon);
        while (species.MoveNext())
        {
            var xi = coefficients.KernelMomentsOf(species.Species);
            if (species.AreAll)
            {
                kernel.Backpropagate(frame.Moments, xi, frame.Adjoints);
                return;
            }
            kernel.Backpropagate(frame.Moments, xi, spare);
            LaneRows.Keep(species.Lanes, (T*)spare, (T*)frame.Adjoints, kernel.Program.RowCount);
        }
    }

    /// <summary>Site energies: sums of many terms that nearly cancel, in double precision whatever the moments are.</summary>
    /// <typeparam name="T">A vector of doubles.</typeparam>
    /// <typeparam name="TNumber">double or float.</typeparam>
    /// <param name="block">The atoms; its batches have two of the vectors side by side if the moments are floats.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="functions">[A] rows of the basis functions.</param>
    /// <param name="coefficients">The coefficients.</param>
    /// <param name="moments">[row][lane] the moments of the batch.</param>
    /// <param name="siteEnergies">To be filled.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SetEnergies<T, TNumber>(
        AtomBlock block, int batch, int[] functions, ISiteCoefficients coefficients, TNumber* moments, double[] siteEnergies)
        where T : unmanaged, ILanes<T>
        where TNumber : unmanaged
    {
        var centers = block.Centers.AsSpan(batch * block.Lanes, block.Lanes);
        for (var lane = 0; lane < block.Lanes; lane += T.Count)
        {
            var energies = T.Broadcast(0);
            var species = new CentralSpecies(block, batch, coefficients.AreCommon);
            while (species.MoveNext())
            {
                var sum = Energies<T, TNumber>(functions, coefficients.MomentsOf(species.Species), moments + lane, block.Lanes);
                energies = species.AreAll ? sum : T.Select(T.Mask(species.Lanes >> lane), sum, energies);
            }
            SiteSums<T>.Set(centers.Slice(lane, T.Count), energies, siteEnergies);
        }
        foreach (var center in centers)
            if (center >= 0) siteEnergies[center] += coefficients.Species[block.CenterTypes[center]];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Energies<T, TNumber>(int[] functions, double* xi, TNumber* moments, long lanes)
        where T : unmanaged, ILanes<T>
        where TNumber : unmanaged
    {
        T even = T.Broadcast(0), odd = even;
        for (var alpha = 0; alpha + 1 < functions.Length; alpha += 2)
        {
            even = T.MultiplyAdd(T.Broadcast(xi[alpha]), SiteSums<T>.Load(moments + functions[alpha] * lanes), even);
            odd = T.MultiplyAdd(T.Broadcast(xi[alpha + 1]), SiteSums<T>.Load(moments + functions[alpha + 1] * lanes), odd);
        }
        if (functions.Length % 2 == 1)
            even = T.MultiplyAdd(T.Broadcast(xi[functions.Length - 1]), SiteSums<T>.Load(moments + functions[^1] * lanes), even);
        return even + odd;
    }
}
