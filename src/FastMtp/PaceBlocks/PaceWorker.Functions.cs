using System.Runtime.CompilerServices;
using FastMtp.Pace;

namespace FastMtp.PaceBlocks;

/// <summary>From functions to densities and energies, and back.</summary>
internal sealed unsafe partial class PaceWorker<T>
{
    // ρ_p += Σ ξ_α·B_α.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddFunctions(PaceSpecies species)
    {
        var count = species.FunctionRows.Length;
        fixed (double* all = species.FunctionCoefficients)
        fixed (int* rows = species.FunctionRows)
        {
            var xi = all;
            for (var p = 0; p < species.Embedding.DensityCount; p++, xi += count)
            {
                T even = Densities[p], odd = T.Broadcast(0);
                for (var i = 0; i + 1 < count; i += 2)
                {
                    even = T.MultiplyAdd(T.Broadcast(xi[i]), Moments[rows[i]], even);
                    odd = T.MultiplyAdd(T.Broadcast(xi[i + 1]), Moments[rows[i + 1]], odd);
                }
                if (count % 2 == 1) even = T.MultiplyAdd(T.Broadcast(xi[count - 1]), Moments[rows[count - 1]], even);
                Densities[p] = even + odd;
            }
        }
    }

    // Energies, ∂V/∂ρ and ∂V/∂c, zero in other lanes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private T Embed(PaceSpecies species, uint lanes)
    {
        var energies = T.Broadcast(0);
        var count = species.Embedding.DensityCount;
        Span<double> densities = stackalloc double[count];
        Span<double> slopes = stackalloc double[count];
        for (var lane = 0; lane < T.Count; lane++)
        {
            for (var p = 0; p < count; p++) densities[p] = ((double*)(Densities + p))[lane];
            var isIn = (lanes >> lane & 1) != 0;
            var core = ((double*)Core)[lane];
            var energy = EmbeddedEnergy.Of(species.Embedding, densities, slopes);
            var outside = EmbeddedEnergy.OutsideOfCore(species.Embedding, core);
            ((double*)&energies)[lane] = energy * outside.Value + core + species.E0;
            for (var p = 0; p < count; p++) ((double*)(Slopes + p))[lane] = isIn ? slopes[p] * outside.Value : 0;
            ((double*)(Core + 1))[lane] = isIn ? energy * outside.Slope + 1 : 0;
        }
        return energies;
    }

    // ∂V/∂B_α = Σ_p ∂V/∂ρ_p·ξ_α, in the rows of the functions.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Backpropagate(PaceSpecies species)
    {
        new Span<T>(Adjoints, _rows).Clear();
        var (count, densities) = (species.FunctionRows.Length, species.Embedding.DensityCount);
        fixed (double* xi = species.FunctionCoefficients)
        fixed (int* rows = species.FunctionRows)
        {
            for (var i = 0; i < count; i++)
            {
                var sum = T.Broadcast(xi[i]) * Slopes[0];
                for (var p = 1; p < densities; p++) sum = T.MultiplyAdd(T.Broadcast(xi[p * count + i]), Slopes[p], sum);
                Adjoints[rows[i]] = sum;
            }
        }
    }
}
