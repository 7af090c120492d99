using FastMtp.Blocks;
using FastMtp.Kernels;
using FastMtp.Neighbors;
using FastMtp.Packing;
using FastMtp.Potentials;

namespace FastMtp.Benchmarks;

/// <summary>A potential with random coefficients on the <see cref="Crystal"/>, prepared in blocks, on the calling thread alone.</summary>
internal sealed class Workload : IDisposable
{
    /// <summary>Atoms per block.</summary>
    public const int GroupSize = 128;

    private readonly int _batches;
    private readonly BlockState _state;
    private readonly BlockState _keeping;
    private readonly BlockCotangents _cotangents = new();
    private readonly ParameterGradient _gradient;

    public Workload(KernelCase choice)
        : this(choice.Create())
    {
    }

    public Workload(MtpKernel kernel)
        : this(kernel, RandomPotential.Create(kernel.Program.Plan, Crystal.SpeciesCount), RadialSource.Dense)
    {
    }

    public Workload(MtpKernel kernel, PotentialModel potential, RadialSource source, int neighbors = Crystal.Neighbors)
    {
        Kernel = kernel;
        Potential = potential;
        Evaluator = BlockEvaluator.Create(kernel, potential);
        Coefficient = new PotentialCoefficients(potential, source);
        Blocks = BuildBlocks(new NeighborSearch(Crystal.Create(potential.SpeciesCount, neighbors), Crystal.Cutoff),
            kernel.Lanes, potential.SpeciesCount);
        _batches = Blocks.Sum(block => block.BatchCount);
        _state = new BlockState(kernel, keepsBatches: false);
        _keeping = new BlockState(kernel, keepsBatches: true);
        _gradient = new ParameterGradient(potential, kernel.Lanes);
    }

    public MtpKernel Kernel { get; }

    public PotentialModel Potential { get; }

    public BlockEvaluator Evaluator { get; }

    public PotentialCoefficients Coefficient { get; }

    public IReadOnlyList<AtomBlock> Blocks { get; }

    public static List<AtomBlock> BuildBlocks(NeighborSearch atoms, int lanes, int speciesCount = Crystal.SpeciesCount)
    {
        var builder = new AtomBlockBuilder(lanes, speciesCount, Crystal.Cutoff);
        var blocks = new List<AtomBlock>();
        for (var first = 0; first < atoms.AtomCount; first += GroupSize)
        {
            builder.Add(atoms, first, Math.Min(GroupSize, atoms.AtomCount - first));
            blocks.Add(builder.Build());
        }
        return blocks;
    }

    public void Prediction()
    {
        foreach (var block in Blocks) Evaluator.Evaluate(block, Coefficient, _state);
    }

    /// <summary>Forward and back through the products, for as many batches as an evaluation has; needs one before it.</summary>
    public unsafe void Contract()
    {
        for (var b = 0; b < _batches; b++)
        {
            _state.Kernel.Contract(_state[0].Moments);
            _state.Kernel.Backpropagate(_state[0].Moments, Coefficient.Moments, _state[0].Adjoints);
        }
    }

    /// <summary>A loss with labels of zero: its cotangents are the results themselves.</summary>
    public void LossAndGradient()
    {
        foreach (var block in Blocks)
        {
            Evaluator.Evaluate(block, Coefficient, _keeping);
            _cotangents.Prepare(block);
            Array.Copy(_keeping.SiteEnergies, _cotangents.EnergyWeights, block.CenterCount);
            Array.Copy(_keeping.Forces, _cotangents.ForceWeights, 3 * block.Atoms.Length);
            Evaluator.Pullback(block, Coefficient, _cotangents, _keeping, _gradient);
        }
    }

    public void Dispose()
    {
        foreach (var block in Blocks) block.Dispose();
        Coefficient.Dispose();
        _state.Dispose();
        _keeping.Dispose();
        _gradient.Dispose();
    }
}
