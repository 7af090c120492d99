using System.Runtime.CompilerServices;
using FastMtp.Packing;

namespace FastMtp.Blocks;

/// <summary>
/// Derivatives of each site energy with respect to the coefficients: the parameter gradient of an energy alone, whose directions are
/// zero, without the sum over atoms.
/// </summary>
internal sealed unsafe partial class BlockEvaluator<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void EvaluateRows(AtomBlock block, PotentialCoefficients coefficients, BlockState state, GradientRows rows)
    {
        state.Prepare(block);
        rows.Prepare(block);
        var pairs = coefficients.Locate(block, state);
        new Span<double>(state.Directions, 4 * block.MostSlots * T.Count).Clear();
        for (var batch = 0; batch < block.BatchCount; batch++)
        {
            var frame = state[batch];
            var slots = block.FirstSlot[batch + 1] - block.FirstSlot[batch];
            EvaluateMoments(block, batch, pairs, coefficients.Tables, frame, state);
            SitePasses.Backpropagate<T>(state.Kernel, block, batch, coefficients, frame, state.SpareAdjoints);
            state.Kernel.PairGradients(slots, frame.Geometry, state.Directions, frame.Adjoints, frame.Adjoints, state.PairGradients);
            state.PairLists.Sort(block, batch);
            var accumulators = rows.Accumulators(block);
            _radial.AddGradient(block, batch, state.PairLists, frame.Geometry, state.Directions, state.PairGradients,
                state.Polynomials(_radial.GradientScratch), (T*)accumulators);
            ScatterRows(block, batch, state.PairLists, accumulators, frame.Moments, rows);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ScatterRows(AtomBlock block, int batch, PairLists lists, double* accumulators, double* moments, GradientRows rows)
    {
        var lane = 0;
        foreach (var center in Lanes(block, batch))
        {
            if (center >= 0)
            {
                foreach (var pair in lists.Pairs)
                {
                    var (species, neighbor) = Math.DivRem(block.PairTypes[pair], rows.Layout.SpeciesCount);
                    if (species != block.CenterTypes[center]) continue;
                    var source = accumulators + pair * _radial.PairLength * T.Count + lane;
                    var target = rows.Radial(center, neighbor);
                    for (var i = 0; i < _radial.PairLength; i++) target[i] = source[i * T.Count];
                }
                var linear = rows.Linear(center);
                *linear++ = 1;
                foreach (var row in _functions) *linear++ = moments[row * T.Count + lane];
            }
            lane++;
        }
    }
}
