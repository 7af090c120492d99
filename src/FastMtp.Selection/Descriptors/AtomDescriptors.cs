using FastMtp.Blocks;
using FastMtp.Evaluation;
using FastMtp.Kernels;
using FastMtp.Neighbors;
using FastMtp.Packing;
using FastMtp.Potentials;

namespace FastMtp.Selection.Descriptors;

/// <summary>Evaluates the functions of <see cref="DescriptorBasis"/> for the atoms of configurations. One for each thread.</summary>
internal sealed class AtomDescriptors : IDisposable
{
    private readonly double _cutoff;
    private readonly BlockEvaluator _evaluator;
    private readonly PotentialCoefficients _coefficients;
    private readonly BlockState _state;
    private readonly FunctionArrays _functions;
    private readonly AtomBlockBuilder _builder;
    private readonly AtomBlock _block;

    public AtomDescriptors(PotentialModel basis)
    {
        var kernel = KernelRegistry.For(basis.Plan);
        _cutoff = basis.Radial.Cutoff;
        _evaluator = BlockEvaluator.Create(kernel, basis);
        _coefficients = new PotentialCoefficients(basis);
        _state = new BlockState(kernel, keepsBatches: false);
        _functions = new FunctionArrays(basis.Plan.Functions.Length);
        _builder = new AtomBlockBuilder(kernel.Lanes, basis.SpeciesCount, _cutoff);
        _block = new AtomBlock(kernel.Lanes);
    }

    /// <summary>Number of functions.</summary>
    public int Functions => _functions.Functions;

    /// <summary>[atom][function] of configurations, one after the other; large values are compressed to their logarithm.</summary>
    /// <exception cref="InputException">Two atoms are at the same place, or a lattice is invalid.</exception>
    public double[] Of(IReadOnlyList<Configuration> configurations)
    {
        var values = new double[configurations.Sum(configuration => configuration.Count) * Functions];
        if (configurations is [var large])
        {
            var search = new NeighborSearch(large, _cutoff);
            var groups = new AtomGroups(large.Count);
            for (var group = 0; group < groups.Count; group++)
            {
                var centers = search.Order.Slice(groups[group].First, groups[group].Count);
                _builder.Add(search, centers);
                var found = Evaluate();
                for (var i = 0; i < centers.Length; i++)
                    found.AsSpan(i * Functions, Functions).CopyTo(values.AsSpan(centers[i] * Functions));
            }
        }
        else
        {
            foreach (var configuration in configurations) _builder.Add(new NeighborSearch(configuration, _cutoff), 0, configuration.Count);
            Evaluate().AsSpan(0, values.Length).CopyTo(values);
        }
        // Products of four moments span many orders of magnitude.
        for (var i = 0; i < values.Length; i++) values[i] = Math.Asinh(values[i]);
        return values;
    }

    public void Dispose()
    {
        _block.Dispose();
        _state.Dispose();
        _coefficients.Dispose();
    }

    private double[] Evaluate()
    {
        _builder.Build(_block);
        _functions.Prepare(_block, 0, [], withVirials: false);
        _evaluator.EvaluateFunctions(_block, _coefficients, _state, _functions);
        return _functions.Energies;
    }
}
