using System.Runtime.CompilerServices;
using FastMtp.Packing;

namespace FastMtp.Blocks;

/// <summary>
/// The passes that read moment coefficients. A kernel takes one set of them for all lanes; where the atoms of a batch need several, it
/// runs once for each, and every lane keeps its own result.
/// </summary>
internal sealed unsafe partial class BlockEvaluator<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Backpropagate(AtomBlock block, int batch, PotentialCoefficients coefficients, in BlockState.Frame frame, BlockState state)
    {
        var species = new CentralSpecies(block, batch, coefficients.AreCommon);
        while (species.MoveNext())
        {
            var xi = coefficients.MomentsOf(species.Species);
            if (species.AreAll)
            {
                Kernel.Backpropagate(frame.Moments, xi, frame.Adjoints);
                return;
            }
            Kernel.Backpropagate(frame.Moments, xi, state.SpareAdjoints);
            LaneRows.Keep(species.Lanes, (T*)state.SpareAdjoints, (T*)frame.Adjoints, Kernel.Program.RowCount);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void BackpropagateTangents(AtomBlock block, int batch, PotentialCoefficients coefficients, in BlockState.Frame frame,
        T weights, BlockState state)
    {
        var species = new CentralSpecies(block, batch, coefficients.AreCommon);
        while (species.MoveNext())
        {
            var xi = coefficients.MomentsOf(species.Species);
            if (species.AreAll)
            {
                Kernel.BackpropagateTangents(frame.Moments, state.TangentMoments, frame.Adjoints, xi, (double*)&weights,
                    state.TangentAdjoints);
                return;
            }
            Kernel.BackpropagateTangents(frame.Moments, state.TangentMoments, frame.Adjoints, xi, (double*)&weights, state.SpareAdjoints);
            LaneRows.Keep(species.Lanes, (T*)state.SpareAdjoints, (T*)state.TangentAdjoints, Kernel.Program.RowCount);
        }
    }

    /// <summary>∂G/∂ξ_α = e·B_α + Ḃ_α.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddMomentGradient(AtomBlock block, int batch, PotentialCoefficients coefficients, T weights, T* moments, T* tangents,
        T* gradient)
    {
        var species = new CentralSpecies(block, batch, coefficients.AreCommon);
        while (species.MoveNext())
        {
            var mask = T.Mask(species.Lanes);
            var target = gradient + species.Species * _functions.Length;
            for (var alpha = 0; alpha < _functions.Length; alpha++)
            {
                var row = _functions[alpha];
                var sum = T.MultiplyAdd(weights, moments[row], tangents[row]);
                target[alpha] += species.AreAll ? sum : T.And(mask, sum);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ScatterEnergies(AtomBlock block, int batch, PotentialCoefficients coefficients, T* moments, BlockState state)
    {
        var energies = T.Broadcast(0);
        var species = new CentralSpecies(block, batch, coefficients.AreCommon);
        while (species.MoveNext())
        {
            var sum = Energies(coefficients.MomentsOf(species.Species), moments);
            energies = species.AreAll ? sum : T.Select(T.Mask(species.Lanes), sum, energies);
        }
        SiteSums<T>.Set(block, batch, energies, state.SiteEnergies);
        foreach (var center in Lanes(block, batch))
            if (center >= 0) state.SiteEnergies[center] += coefficients.Species[block.CenterTypes[center]];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private T Energies(double* xi, T* moments)
    {
        T even = T.Broadcast(0), odd = even;
        for (var alpha = 0; alpha + 1 < _functions.Length; alpha += 2)
        {
            even = T.MultiplyAdd(T.Broadcast(xi[alpha]), moments[_functions[alpha]], even);
            odd = T.MultiplyAdd(T.Broadcast(xi[alpha + 1]), moments[_functions[alpha + 1]], odd);
        }
        if (_functions.Length % 2 == 1) even = T.MultiplyAdd(T.Broadcast(xi[_functions.Length - 1]), moments[_functions[^1]], even);
        return even + odd;
    }
}
