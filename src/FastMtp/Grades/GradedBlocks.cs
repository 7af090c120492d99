using FastMtp.ActiveSets;
using FastMtp.Blocks;
using FastMtp.Kernels;
using FastMtp.Packing;
using FastMtp.Potentials;

namespace FastMtp.Grades;

/// <summary>A potential with an active set of neighbourhoods: it also grades atoms, when they are wanted.</summary>
internal sealed class GradedBlocks : IBlockModel
{
    private readonly KernelBlocks _blocks;
    private readonly RowModel _rows;
    private readonly GradeTables _tables;

    /// <param name="potential">A potential with all its coefficients.</param>
    /// <param name="set">Its active set.</param>
    /// <param name="kernel">The kernel to use; by default the registry chooses.</param>
    public GradedBlocks(PotentialModel potential, ActiveSet set, MtpKernel? kernel = null)
    {
        _blocks = new KernelBlocks(potential, kernel);
        _rows = new RowModel(potential, kernel);
        _tables = new GradeTables(_rows.Layout, set);
    }

    /// <inheritdoc/>
    public double Cutoff => _blocks.Cutoff;

    /// <inheritdoc/>
    public int SpeciesCount => _blocks.SpeciesCount;

    /// <inheritdoc/>
    public int Lanes => _blocks.Lanes;

    /// <inheritdoc/>
    public string KernelName => _blocks.KernelName;

    /// <inheritdoc/>
    public bool HasGrades => true;

    /// <inheritdoc/>
    public int MemberCount => 0;

    /// <inheritdoc/>
    public Configuration Take(Configuration configuration) => _blocks.Take(configuration);

    /// <inheritdoc/>
    public IBlockWorker CreateWorker() => new Worker(this);

    /// <inheritdoc/>
    public void Dispose()
    {
        _tables.Dispose();
        _rows.Dispose();
        _blocks.Dispose();
    }

    private sealed class Worker(GradedBlocks model) : IBlockWorker
    {
        private readonly IBlockWorker _blocks = model._blocks.CreateWorker();
        private readonly RowModel.Worker _rows = new(model._rows);

        public SiteArrays Evaluate(AtomBlock block, SiteExtras extras)
        {
            var results = _blocks.Evaluate(block, SiteExtras.None);
            if (extras.HasFlag(SiteExtras.Grades))
                model._tables.Grade(_rows.Evaluate(block), block.CenterTypes, results.PrepareGrades(block));
            return results;
        }

        public void Dispose()
        {
            _rows.Dispose();
            _blocks.Dispose();
        }
    }
}
