using FastMtp.Blocks;
using FastMtp.Potentials;
using FastMtp.Training.Outliers;

namespace FastMtp.Training.Loss;

/// <summary>Buffers in which one thread evaluates blocks.</summary>
internal sealed class LossWorker(PotentialModel potential, BlockEvaluator evaluator) : IDisposable
{
    private readonly BlockState _state = new(evaluator.Kernel, keepsBatches: true);
    private readonly BlockCotangents _cotangents = new();
    private readonly ResidualChanges _changes = new();
    private readonly ParameterGradient _gradient = new(potential, evaluator.Kernel.Lanes);

    public LossSum Evaluate(DataBlock block, PotentialCoefficients coefficients)
    {
        evaluator.Evaluate(block.Atoms, coefficients, _state);
        return Sum(block, null);
    }

    /// <summary>The same for each configuration of the block.</summary>
    public LossSum[] EvaluateEach(DataBlock block, PotentialCoefficients coefficients)
    {
        evaluator.Evaluate(block.Atoms, coefficients, _state);
        return Array.ConvertAll(block.Members, member =>
        {
            var sum = default(LossSum);
            sum.Add(member, new Residuals(member, _state), null);
            return sum;
        });
    }

    /// <summary>Errors of the configurations of a block.</summary>
    public void EvaluateErrors(DataBlock block, PotentialCoefficients coefficients, LabelErrors errors, int first)
    {
        evaluator.Evaluate(block.Atoms, coefficients, _state);
        foreach (var member in block.Members) new Residuals(member, _state).AddTo(errors, first + member.Index, member.Configuration);
    }

    /// <summary>Loss of consecutive blocks; their gradient replaces <paramref name="gradient"/>.</summary>
    public LossSum EvaluateWithGradient(IReadOnlyList<DataBlock> blocks, int first, int end,
        PotentialCoefficients coefficients, double[] gradient)
    {
        var sum = default(LossSum);
        _gradient.Clear();
        for (var i = first; i < end; i++)
        {
            evaluator.Evaluate(blocks[i].Atoms, coefficients, _state);
            _cotangents.Prepare(blocks[i].Atoms);
            sum += Sum(blocks[i], _cotangents);
            evaluator.Pullback(blocks[i].Atoms, coefficients, _cotangents, _state, _gradient);
        }
        _gradient.Collect(gradient);
        return sum;
    }

    /// <summary>
    /// Jᵀ·W·(r(shifted) − r(coefficients))·<paramref name="factor"/> of consecutive blocks, with the weights W of the residuals.
    /// </summary>
    public void PullBackChange(IReadOnlyList<DataBlock> blocks, int first, int end, PotentialCoefficients coefficients,
        PotentialCoefficients shifted, double factor, double[] gradient)
    {
        _gradient.Clear();
        for (var i = first; i < end; i++)
        {
            var atoms = blocks[i].Atoms;
            evaluator.Evaluate(atoms, shifted, _state);
            _changes.Begin(blocks[i], _state);
            evaluator.Evaluate(atoms, coefficients, _state);
            _changes.Finish(blocks[i], _state, factor);
            evaluator.Pullback(atoms, coefficients, _changes.Cotangents, _state, _gradient);
        }
        _gradient.Collect(gradient);
    }

    public void Dispose()
    {
        _state.Dispose();
        _gradient.Dispose();
    }

    private LossSum Sum(DataBlock block, BlockCotangents? cotangents)
    {
        var sum = default(LossSum);
        foreach (var member in block.Members) sum.Add(member, new Residuals(member, _state), cotangents);
        return sum;
    }
}
