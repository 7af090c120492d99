using System.Runtime.CompilerServices;
using FastMtp.Packing;

namespace FastMtp.Blocks;

/// <summary>The passes of a fit that read moment coefficients, as <see cref="SitePasses"/> has those of an evaluation.</summary>
internal sealed unsafe partial class BlockEvaluator<T>
{
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
                state.Kernel.BackpropagateTangents(frame.Moments, state.TangentMoments, frame.Adjoints, xi, (double*)&weights,
                    state.TangentAdjoints);
                return;
            }
            state.Kernel.BackpropagateTangents(
                frame.Moments, state.TangentMoments, frame.Adjoints, xi, (double*)&weights, state.SpareAdjoints);
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
}
