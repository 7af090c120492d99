using FastMtp.Basis;
using FastMtp.Blocks;
using FastMtp.Potentials;
using FastMtp.Training.LeastSquares;

namespace FastMtp.Training.Loss;

/// <summary>Derivatives of sums of weighted residuals with random signs; the buffers of one thread.</summary>
/// <param name="potential">The shape of the potential.</param>
/// <param name="evaluator">Its evaluator.</param>
/// <param name="projection">Derivatives with respect to the parameters.</param>
/// <param name="dimension">Number of parameters.</param>
internal sealed class SignedRows(PotentialModel potential, BlockEvaluator evaluator, RowProjection projection, int dimension) : IDisposable
{
    private readonly BlockState _state = new(evaluator.Kernel, keepsBatches: true);
    private readonly BlockCotangents _cotangents = new();
    private readonly ParameterGradient _gradient = new(potential, evaluator.Kernel.Lanes);
    private readonly double[] _whole = new double[potential.ParameterCount];
    private readonly double[] _row = new double[dimension];

    /// <summary>Products of the rows of some blocks.</summary>
    /// <param name="blocks">All blocks.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="end">One behind the last.</param>
    /// <param name="coefficients">Where the derivatives are taken.</param>
    /// <param name="seed">Seed of the signs, which do not depend on how blocks are distributed.</param>
    /// <param name="repeats">Rows per block, if it has as many residuals.</param>
    public NormalSum Sum(
        IReadOnlyList<DataBlock> blocks, int first, int end, PotentialCoefficients coefficients, ulong seed, int repeats)
    {
        var sum = new NormalSum(dimension);
        for (var i = first; i < end; i++)
        {
            var block = blocks[i];
            var signs = new SplitMix64(new SplitMix64(seed).Next() ^ (ulong)block.Index);
            evaluator.Evaluate(block.Atoms, coefficients, _state);
            var rows = Math.Min(repeats, block.Members.Sum(member => 7 + 3 * member.Configuration.Count));
            for (var row = 0; row < rows; row++)
            {
                _cotangents.Prepare(block.Atoms);
                foreach (var member in block.Members) Weigh(member, signs);
                _gradient.Clear();
                evaluator.Pullback(block.Atoms, coefficients, _cotangents, _state, _gradient);
                _gradient.Collect(_whole);
                projection(_whole, _row);
                sum.Add(_row, 0, 1 / Math.Sqrt(rows));
            }
        }
        return sum;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _state.Dispose();
        _gradient.Dispose();
    }

    private void Weigh(BlockMember member, SplitMix64 signs)
    {
        var (configuration, weights, n) = (member.Configuration, member.Weights, member.Configuration.Count);
        if (configuration.Energy is not null) _cotangents.EnergyWeights.AsSpan(member.FirstCenter, n).Fill(Sign(signs, weights.Energy));
        if (configuration.Forces is not null)
            foreach (ref var weight in _cotangents.ForceWeights.AsSpan(3 * member.FirstCenter, 3 * n)) weight = Sign(signs, weights.Force);
        if (configuration.Virial is null || weights.Stress <= 0) return;
        // An off-diagonal component stands for two of the nine, and its cotangent for both.
        var components = new double[6];
        for (var k = 0; k < components.Length; k++) components[k] = Sign(signs, k < 3 ? weights.Stress : weights.Stress / 2);
        for (var i = 0; i < n; i++) components.CopyTo(_cotangents.VirialWeights.AsSpan(6 * (member.FirstCenter + i)));
    }

    private static double Sign(SplitMix64 signs, double weight) => (signs.Next() >> 63 == 0 ? 1 : -1) * Math.Sqrt(weight);
}
