using FastMtp.Data;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Loss;

/// <summary>
/// How much the labels of a data set vary: the units in which a loss can compare errors of energies, forces and virials without knowing
/// the material.
/// </summary>
/// <param name="Energy">Of the energy per atom beyond the sum of an energy for each species, eV.</param>
/// <param name="Force">Of a force component, eV/Å.</param>
/// <param name="Virial">Of a component of the virial per atom, eV; null if no configuration has a virial.</param>
internal sealed record LabelScale(double Energy, double Force, double? Virial)
{
    // What is usual in condensed matter, for labels that do not vary.
    private const double UsualEnergy = 0.1;
    private const double UsualForce = 1;
    private const double UsualVirial = 1;

    /// <summary>Labels that vary by less, in the same units, do not vary: DFT is not more precise.</summary>
    private const double Smallest = 1e-4;

    /// <summary>Configurations with smaller forces, eV/Å, have none, by symmetry or after relaxation.</summary>
    private const double SmallestForce = 1e-3;

    /// <summary>Makes the loss of an atom about one where errors are a tenth of the spread of the labels.</summary>
    private const double Unit = 100;

    /// <summary>Measures the labels.</summary>
    /// <param name="configurations">The data; types index the species.</param>
    /// <param name="speciesCount">Number of species.</param>
    public static LabelScale Of(IReadOnlyList<Configuration> configurations, int speciesCount)
    {
        var (energy, force) = (OfEnergies(configurations, speciesCount), OfForces(configurations));
        var hasVirials = configurations.Any(c => c.Virial is not null);
        var virial = OfVirials(configurations);
        // What does not vary borrows from what does.
        var size = force / UsualForce ?? energy / UsualEnergy ?? virial / UsualVirial ?? 1;
        return new(energy ?? size * UsualEnergy, force ?? size * UsualForce, hasVirials ? virial ?? size * UsualVirial : null);
    }

    /// <summary>
    /// The weights with which errors count in units of these scales; they keep the factors of groups. Every atom counts alike: the
    /// energy error of a configuration is the sum of those of its sites, whose signs differ, so that its square grows as the number
    /// of atoms.
    /// </summary>
    /// <param name="weights">Weights that say what to favor.</param>
    /// <param name="favor">What counts more.</param>
    public LossWeights Weights(LossWeights weights, Favor favor)
    {
        var (force, stress) = Factors(favor);
        var balanced = weights with
        {
            Favor = favor,
            Balance = null,
            Normalization = LossNormalization.Vibrations,
            Energy = Unit / (Energy * Energy),
            Force = Unit * force / (3 * Force * Force),
            Stress = Virial is { } virial ? Unit * stress / (9 * virial * virial) : 0,
        };
        return weights.Balance is { } balance ? balanced.Balanced(balance) : balanced;
    }

    /// <summary>
    /// The squared errors of forces and virials relative to those of energies, in units of the scales. Fits end with energies known to
    /// a few percent of their scale and forces to some twenty, so forces weigh less; virials steady the fit of both.
    /// </summary>
    private static (double Force, double Stress) Factors(Favor favor) => favor switch
    {
        Favor.Energies => (0.01, 0.01),
        Favor.Forces => (1, 0.1),
        _ => (0.05, 0.02),
    };

    private static double? OfEnergies(IReadOnlyList<Configuration> configurations, int speciesCount)
    {
        Configuration[] labelled = [.. configurations.Where(c => c.Energy is not null)];
        if (labelled.Length == 0) return null;
        double[] energies = [.. labelled.Select(c => c.Energy!.Value / c.Count)];
        double[][] shares = [.. labelled.Select(c => Composition.Shares(c, speciesCount))];
        var ofSpecies = RobustStatistics.LeastAbsolute(shares, energies);
        return Spread(energies.Select((energy, i) => Square(energy - Vectors.Dot(shares[i], ofSpecies))));
    }

    /// <summary>Forces that vanish by symmetry say nothing of the size of the others.</summary>
    private static double? OfForces(IReadOnlyList<Configuration> configurations) => Spread(configurations
        .Where(c => c.Forces is not null)
        .Select(c => Vectors.Dot(c.Forces!, c.Forces) / c.Forces!.Length)
        .Where(square => square > SmallestForce * SmallestForce));

    private static double? OfVirials(IReadOnlyList<Configuration> configurations)
    {
        var known = configurations.Where(c => c.Virial is not null);
        double[][] virials = [.. known.Select(c => ((1.0 / c.Count) * c.Virial!.Value).Components)];
        double[] usual = [.. Enumerable.Range(0, 6).Select(k => RobustStatistics.Median(virials.Select(virial => virial[k])))];
        return Spread(virials.Select(virial =>
            virial.Select((component, k) => (k < 3 ? 1 : 2) * Square(component - usual[k])).Sum() / 9));
    }

    private static double? Spread(IEnumerable<double> squares)
    {
        double[] all = [.. squares];
        var cap = RobustStatistics.Cap(all);
        var spread = all.Length == 0 ? 0 : Math.Sqrt(all.Average(square => Math.Min(square, cap)));
        return spread > Smallest ? spread : null;
    }

    private static double Square(double value) => value * value;
}
