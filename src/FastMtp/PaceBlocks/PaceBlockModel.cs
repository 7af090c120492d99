using FastMtp.Blocks;
using FastMtp.Kernels;

namespace FastMtp.PaceBlocks;

/// <summary>Potentials in the form of PACE as blocks of atoms see them.</summary>
internal static class PaceBlockModel
{
    /// <summary>For the widest vectors of this processor.</summary>
    public static IBlockModel Create(PacePotential potential) => Create(potential, VectorWidths.Supported[0]);

    /// <summary>For vectors of a width.</summary>
    public static IBlockModel Create(PacePotential potential, VectorWidth width) => width switch
    {
        VectorWidth.Widest when VectorWidths.HasWidest => new PaceBlockModel<Lanes512>(potential, width),
        VectorWidth.Wide when VectorWidths.HasWide => new PaceBlockModel<Lanes256>(potential, width),
        _ => new PaceBlockModel<Lanes128>(potential, width),
    };
}

/// <summary>The same in vectors of a type.</summary>
internal sealed class PaceBlockModel<T>(PacePotential potential, VectorWidth width) : IBlockModel
    where T : unmanaged, ILanes<T>
{
    // By species; null where there are only functions of rank 1.
    private readonly PlanInterpreter<T>?[] _products =
        [.. potential.Species.Select(species => species.Program is { } program ? new PlanInterpreter<T>(program, width) : null)];

    /// <inheritdoc/>
    public double Cutoff => potential.Cutoff;

    /// <inheritdoc/>
    public int SpeciesCount => potential.Elements.Count;

    /// <inheritdoc/>
    public int Lanes => width.Lanes();

    /// <inheritdoc/>
    public string KernelName => $"pace-{(int)width}";

    /// <inheritdoc/>
    public bool HasGrades => false;

    /// <inheritdoc/>
    public int MemberCount => 0;

    /// <inheritdoc/>
    public Configuration Take(Configuration configuration) =>
        configuration.Species is null ? configuration : configuration.For(potential.Elements);

    /// <inheritdoc/>
    public IBlockWorker CreateWorker() => new PaceWorker<T>(potential, _products);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
