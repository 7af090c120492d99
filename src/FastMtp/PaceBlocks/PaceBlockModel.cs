using FastMtp.Blocks;
using FastMtp.Kernels;

namespace FastMtp.PaceBlocks;

/// <summary>A potential in the form of PACE as blocks of atoms see it.</summary>
internal sealed class PaceBlockModel(PacePotential potential, VectorWidth width) : IBlockModel
{
    /// <summary>For the widest vectors of this processor.</summary>
    public PaceBlockModel(PacePotential potential)
        : this(potential, VectorWidths.Supported[0])
    {
    }

    /// <inheritdoc/>
    public double Cutoff => potential.Cutoff;

    /// <inheritdoc/>
    public int SpeciesCount => potential.Elements.Count;

    /// <inheritdoc/>
    public int Lanes => width.Lanes();

    /// <inheritdoc/>
    public string KernelName => $"pace-{(int)width}";

    /// <inheritdoc/>
    public Configuration Take(Configuration configuration) => configuration.Species is null ? configuration : configuration.For(potential.Elements);

    /// <inheritdoc/>
    public IBlockWorker CreateWorker() => width switch
    {
        VectorWidth.Widest => new PaceWorker<Lanes512>(potential, width),
        VectorWidth.Wide => new PaceWorker<Lanes256>(potential, width),
        _ => new PaceWorker<Lanes128>(potential, width),
    };

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
