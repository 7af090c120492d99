using System.Security.Cryptography;
using System.Runtime.InteropServices;
using System.Text;
using FastMtp.Atoms;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Training.LeastSquares;
using FastMtp.Training.Parameterizations;

namespace FastMtp.Training.Loss;

/// <summary>A potential's loss on training data, with a validation set on the side: what the trainer works on.</summary>
public sealed class TrainingLoss : ITrainingProblem, IDisposable
{
    private readonly DataSetLoss _training;
    private readonly DataSetLoss? _validation;
    private readonly LinearColumns _linear;

    /// <summary>Packs the data for the kernels.</summary>
    /// <param name="potential">Gives the shape: species, plan, radial basis. Must have species names.</param>
    /// <param name="training">Configurations whose types index the potential's species.</param>
    /// <param name="validation">Configurations to watch; may be empty.</param>
    /// <param name="weights">Weights of the loss.</param>
    /// <param name="threads">Number of threads; 0 for one per core.</param>
    /// <param name="kernel">The kernel; by default the registry chooses.</param>
    /// <exception cref="InputException">There is no configuration, or two atoms of one are at the same place.</exception>
    public TrainingLoss(MtpPotential potential, IReadOnlyList<Configuration> training, IReadOnlyList<Configuration> validation, LossWeights weights, int threads = 0, MtpKernel? kernel = null)
    {
        Species = potential.Species ?? throw new ArgumentException("A potential to be fitted has species names.", nameof(potential));
        if (training.Count == 0) throw new InputException("There is nothing to fit to: the training data hold no configuration.");
        Kernel = kernel ?? KernelRegistry.For(potential.Plan);
        Layout = ParameterLayout.Of(potential);
        _training = new DataSetLoss(potential, training, weights, Kernel, threads);
        _validation = validation.Count == 0 ? null : new DataSetLoss(potential, validation, weights, Kernel, threads);
        _linear = new LinearColumns(potential, _training, Kernel, threads);
        RadialScale = RadialScaleEstimate.Of(potential.Radial, _training.Blocks);
        Fingerprint = Digest(potential, training, validation, weights);
    }

    /// <summary>The kernel that runs.</summary>
    public MtpKernel Kernel { get; }

    /// <inheritdoc/>
    public ParameterLayout Layout { get; }

    /// <inheritdoc/>
    public SpeciesList Species { get; }

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <inheritdoc/>
    public double RadialScale { get; }

    /// <inheritdoc/>
    public ErrorSummary? TrainingErrors { get; private set; }

    /// <inheritdoc/>
    public int Dimension => Layout.Count;

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var sum = _training.Evaluate(point, gradient);
        TrainingErrors = sum.Summary();
        return sum.Loss;
    }

    /// <inheritdoc/>
    public ErrorSummary? ValidationErrors(ReadOnlySpan<double> point) => _validation?.Evaluate(point).Summary();

    /// <inheritdoc/>
    public NormalEquations LinearSystem(ReadOnlySpan<double> point) => _linear.At(point);

    /// <inheritdoc/>
    public void Dispose()
    {
        _training.Dispose();
        _validation?.Dispose();
    }

    /// <summary><see cref="Fingerprint"/> without packing the data.</summary>
    internal static string Digest(MtpPotential potential, IReadOnlyList<Configuration> training, IReadOnlyList<Configuration> validation, LossWeights weights)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Text($"{potential.Species} {potential.Radial} {potential.Plan.MomentCount} {potential.Plan.Level}");
        Text($"{weights.Energy:R} {weights.Force:R} {weights.Stress:R} {weights.Normalization} {string.Join(';', weights.Groups.OrderBy(g => g.Key, StringComparer.Ordinal))}");
        // The best coefficients are those of the lowest loss on the validation set, so another set would compare unlike numbers.
        Text($"{training.Count} {validation.Count}");
        foreach (var c in training.Concat(validation))
        {
            Text($"{c.Cell} {c.Energy:R} {c.Virial} {c.ConfigType}");
            hash.AppendData(MemoryMarshal.AsBytes<int>(c.Types));
            hash.AppendData(MemoryMarshal.AsBytes<double>(c.Positions));
            if (c.Forces is not null) hash.AppendData(MemoryMarshal.AsBytes<double>(c.Forces));
        }
        return Convert.ToHexString(hash.GetHashAndReset());

        void Text(FormattableString text) => hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant(text)));
    }
}
