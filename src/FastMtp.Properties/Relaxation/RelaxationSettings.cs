namespace FastMtp.Properties.Relaxation;

/// <summary>What a relaxation may move, and when it ends.</summary>
internal sealed record RelaxationSettings
{
    /// <summary>Converged when no free atom has a larger force, eV/Å.</summary>
    public double ForceTolerance { get; init; } = 0.001;

    /// <summary>Converged when no free component of the stress differs by more from the external pressure, GPa.</summary>
    public double StressTolerance { get; init; } = 0.01;

    /// <summary>External pressure, GPa.</summary>
    public double Pressure { get; init; }

    /// <summary>How the cell may deform.</summary>
    public CellMode Cell { get; init; }

    /// <summary>Cartesian axes that neither stretch nor shear: any of x, y and z.</summary>
    public string FixedAxes { get; init; } = "";

    /// <summary>Species whose atoms stay where they are, besides those that <see cref="Configuration.Fixed"/> marks.</summary>
    public IReadOnlyList<string> FixedSpecies { get; init; } = [];

    /// <summary>Numbers of atoms that stay where they are, from 0.</summary>
    public IReadOnlyList<int> FixedAtoms { get; init; } = [];

    /// <summary>The symmetry of the start is kept if it holds within this distance, Å; null to let it go.</summary>
    public double? SymmetryTolerance { get; init; }

    /// <summary>Atoms nearer than this end the relaxation, Å.</summary>
    public double NearestDistance { get; init; } = 0.5;

    /// <summary>Most steps.</summary>
    public int Steps { get; init; } = 1000;
}
