using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Training.Checkpoints;

namespace FastMtp.Training.Loss;

/// <summary>What counts of a training set: all of it, or a sample.</summary>
/// <param name="potential">The shape of the potential.</param>
/// <param name="configurations">The configurations of all ranks.</param>
/// <param name="all">Their loss.</param>
/// <param name="kernel">The kernel in use.</param>
/// <param name="threads">Number of threads; 0 for one per core.</param>
internal sealed class CountedData(PotentialModel potential, IReadOnlyList<Configuration> configurations, DataSetLoss all, MtpKernel kernel,
    int threads) : IDisposable
{
    /// <summary>Labels per parameter with which a sample leads where all data lead: its own minimum is not worth much more.</summary>
    private const int LabelsPerParameter = 16;

    /// <summary>Blocks of a sample: with fewer, chance and cores without work.</summary>
    private const int FewestBlocks = 16;

    private readonly LinearRows _linear = new(potential, all, kernel, threads);
    private LinearRows? _linearOfSample;
    private DataSetLoss? _lossOfSample;

    /// <summary>The sample; null if all counts.</summary>
    public DataSample? Sample { get; private set; }

    /// <summary>Its loss.</summary>
    public DataSetLoss Loss => _lossOfSample ?? all;

    /// <summary>Its equations for the linear coefficients.</summary>
    public LinearRows Linear => _linearOfSample ?? _linear;

    /// <summary>In how many parts the data can be divided so that one still determines so many parameters: 1, 2, 4, ….</summary>
    public int MostPartsFor(int parameters)
    {
        var labels = configurations.Sum(configuration => 1 + (configuration.Forces?.Length ?? 0L));
        var parts = 1;
        while (parts < SampleState.MostParts && all.BlockCount >= 2 * parts * FewestBlocks && labels >= 2L * parts * parameters * LabelsPerParameter)
            parts *= 2;
        return parts;
    }

    /// <summary>Lets a sample count.</summary>
    /// <param name="parts">One in so many blocks; 1 for all.</param>
    public void Take(int parts)
    {
        Dispose();
        Sample = parts > 1 ? new DataSample(configurations, parts) : null;
        _lossOfSample = Sample is null ? null : new DataSetLoss(potential, all, Sample, kernel, threads);
        _linearOfSample = _lossOfSample is null ? null : new LinearRows(potential, _lossOfSample, kernel, threads);
    }

    /// <summary>Frees what a sample has of its own.</summary>
    public void Dispose()
    {
        _lossOfSample?.Dispose();
        _lossOfSample = null;
    }
}
