using FastMtp.Blocks;
using FastMtp.Evaluation;
using FastMtp.Kernels;
using FastMtp.Neighbors;
using FastMtp.Packing;
using FastMtp.Potentials;

namespace FastMtp.Grades;

/// <summary>A potential whose derivatives with respect to its coefficients are wanted. Threads share it, with a worker each.</summary>
internal sealed class RowModel : IDisposable
{
    private readonly PotentialModel _potential;
    private readonly BlockEvaluator _blocks;
    private readonly PotentialCoefficients _coefficients;

    /// <param name="potential">A potential with all its coefficients.</param>
    /// <param name="kernel">The kernel to use; by default the registry chooses.</param>
    public RowModel(PotentialModel potential, MtpKernel? kernel = null)
    {
        _potential = potential;
        _blocks = BlockEvaluator.Create(kernel ?? KernelRegistry.For(potential.Plan), potential);
        _coefficients = new PotentialCoefficients(potential);
        Layout = new RowLayout(potential.Layout);
    }

    /// <summary>What a row holds.</summary>
    public RowLayout Layout { get; }

    /// <inheritdoc/>
    public void Dispose() => _coefficients.Dispose();

    /// <summary>Computes rows on one thread.</summary>
    internal sealed class Worker : IDisposable
    {
        private readonly RowModel _model;
        private readonly BlockState _state;
        private readonly GradientRows _rows;
        private readonly AtomBlockBuilder _builder;
        private readonly AtomBlock _block;

        public Worker(RowModel model)
        {
            var lanes = model._blocks.Kernel.Lanes;
            _model = model;
            _state = new BlockState(model._blocks.Kernel, keepsBatches: false);
            _rows = new GradientRows(model.Layout);
            _builder = new AtomBlockBuilder(lanes, model._potential.SpeciesCount, model._potential.Radial.Cutoff);
            _block = new AtomBlock(lanes);
        }

        /// <summary>The rows of a block's centres, valid until the next call.</summary>
        public GradientRows Evaluate(AtomBlock block)
        {
            _model._blocks.EvaluateRows(block, _model._coefficients, _state, _rows);
            return _rows;
        }

        /// <summary>Computes the rows of a configuration, of some hundred atoms at a time.</summary>
        /// <exception cref="InputException">
        /// An atom is of an unknown species, two atoms are at the same place, or the lattice is invalid.
        /// </exception>
        public void ForAtoms(Configuration configuration, Action<AtomBlock, GradientRows> take)
        {
            var search = new NeighborSearch(_model._potential.Take(configuration), _model._potential.Radial.Cutoff);
            var groups = new AtomGroups(configuration.Count);
            for (var group = 0; group < groups.Count; group++)
            {
                _builder.Add(search, search.Order.Slice(groups[group].First, groups[group].Count));
                _builder.Build(_block);
                take(_block, Evaluate(_block));
            }
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            _block.Dispose();
            _rows.Dispose();
            _state.Dispose();
        }
    }
}
