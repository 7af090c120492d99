using FastMtp.Atoms;

namespace FastMtp.Errors;

/// <summary>Errors of predictions against the labels of configurations; missing labels are skipped.</summary>
internal sealed class PredictionErrors
{
    /// <summary>Number of configurations, labelled or not.</summary>
    public int Configurations { get; private set; }

    /// <summary>Energy per atom, eV; one value per configuration.</summary>
    public ErrorStatistics Energy { get; } = new();

    /// <summary>Force components, eV/Å.</summary>
    public ErrorStatistics Forces { get; } = new();

    /// <summary>
    /// Stress of cells that repeat in three directions, GPa; nine components, so that off-diagonal ones count twice as in
    /// the loss function.
    /// </summary>
    public ErrorStatistics Stress { get; } = new();

    /// <summary>Adds a configuration and its prediction.</summary>
    public void Add(Configuration labelled, Prediction predicted)
    {
        Configurations++;
        if (labelled.Energy is { } energy) Energy.Add([(predicted.Energy - energy) / labelled.Count], labelled.Origin);
        if (labelled.Forces is { } forces) AddForces(forces, predicted.Forces, labelled.Origin);
        if (labelled.Virial is { } virial && labelled.Cell.IsBulk)
        {
            var d = Units.GigapascalsPerEvPerCubicAngstrom / labelled.Cell.Volume * (predicted.Virial - virial);
            Stress.Add([d.XX, d.YY, d.ZZ, d.YZ, d.YZ, d.XZ, d.XZ, d.XY, d.XY], labelled.Origin);
        }
    }

    private void AddForces(double[] labels, double[] predicted, string origin)
    {
        var errors = new double[labels.Length];
        for (var i = 0; i < errors.Length; i++) errors[i] = predicted[i] - labels[i];
        Forces.Add(errors, origin);
    }
}
