using System.Runtime.CompilerServices;
using FastMtp.Atoms;
using FastMtp.Blocks;

namespace FastMtp.Training.Loss;

/// <summary>Sums of a loss and of squared errors over configurations.</summary>
internal struct LossSum
{
    /// <summary>Number of values.</summary>
    public const int Length = 7;

    private double _loss;
    private double _energy;
    private double _force;
    private double _stress;
    private long _energies;
    private long _forces;
    private long _stresses;

    /// <summary>Adds a configuration and, if asked, fills the derivatives of its loss.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(BlockMember member, in Residuals residuals, BlockCotangents? cotangents)
    {
        var configuration = member.Configuration;
        var weights = member.Weights;
        var n = configuration.Count;
        if (configuration.Energy is not null)
        {
            var d = residuals.Energy;
            _loss += weights.Energy * d * d;
            _energy += d * d / ((double)n * n);
            _energies++;
            cotangents?.EnergyWeights.AsSpan(member.FirstCenter, n).Fill(2 * weights.Energy * d);
        }
        if (configuration.Forces is { } labels) AddForces(member, residuals.Forces, labels, cotangents);
        if (configuration.Virial is not null)
        {
            var d = residuals.Virial;
            _loss += weights.Stress * d.SquaredNorm;
            if (configuration.Cell.IsBulk)
            {
                var toGPa = Units.GigapascalsPerEvPerCubicAngstrom / configuration.Cell.Volume;
                _stress += d.SquaredNorm * toGPa * toGPa;
                _stresses += 9;
            }
            if (cotangents is not null) Spread(2 * weights.Stress * d, cotangents.VirialWeights.AsSpan(6 * member.FirstCenter, 6 * n));
        }
    }

    public static LossSum operator +(LossSum a, LossSum b) => new()
    {
        _loss = a._loss + b._loss,
        _energy = a._energy + b._energy,
        _force = a._force + b._force,
        _stress = a._stress + b._stress,
        _energies = a._energies + b._energies,
        _forces = a._forces + b._forces,
        _stresses = a._stresses + b._stresses,
    };

    public readonly double Loss => _loss;

    /// <summary>The same errors with another loss.</summary>
    public readonly LossSum WithLoss(double loss) => this with { _loss = loss };

    /// <summary>Reads the sums from <see cref="Length"/> numbers.</summary>
    public static LossSum From(ReadOnlySpan<double> numbers) => new()
    {
        _loss = numbers[0],
        _energy = numbers[1],
        _force = numbers[2],
        _stress = numbers[3],
        _energies = (long)numbers[4],
        _forces = (long)numbers[5],
        _stresses = (long)numbers[6],
    };

    /// <summary>Writes the sums as <see cref="Length"/> numbers.</summary>
    public readonly void CopyTo(Span<double> numbers) =>
        ((ReadOnlySpan<double>)[_loss, _energy, _force, _stress, _energies, _forces, _stresses]).CopyTo(numbers);

    public readonly ErrorSummary Summary() => new(_loss, Rms(_energy, _energies), Rms(_force, _forces), Rms(_stress, _stresses));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddForces(BlockMember member, ReadOnlySpan<double> predicted, double[] labels, BlockCotangents? cotangents)
    {
        double sum = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            var d = predicted[i] - labels[i];
            sum += d * d;
            if (cotangents is not null) cotangents.ForceWeights[3 * member.FirstCenter + i] = 2 * member.Weights.Force * d;
        }
        _loss += member.Weights.Force * sum;
        _force += sum;
        _forces += labels.Length;
    }

    private static void Spread(Virial weight, Span<double> perCenter)
    {
        var components = weight.Components;
        for (var i = 0; i < perCenter.Length; i += 6) components.CopyTo(perCenter[i..]);
    }

    private static double? Rms(double sum, long count) => count == 0 ? null : Math.Sqrt(sum / count);
}
