using FastMtp.Basis;
using FastMtp.Potentials;
using FastMtp.Training.Fitting;
using FastMtp.Training.Loss;

namespace FastMtp.Training.Fits;

/// <summary>
/// Members of a committee from one fit: each has the linear coefficients that fit a random sample of the data, drawn with replacement, to
/// the radial functions of the fit. Members share these, so their mean is a potential of the same kind and costs no more than one. What a
/// sample does not determine, as the energy of a species that it lacks, keeps the value of the fit.
/// </summary>
internal static class Bootstrap
{
    /// <summary>Fits members one by one.</summary>
    /// <param name="fit">A fitted potential.</param>
    /// <param name="data">The data of the fit.</param>
    /// <param name="count">Number of members.</param>
    /// <param name="seed">Seed of the samples.</param>
    /// <param name="threads">Number of threads; 0 for one per core. Results do not depend on it.</param>
    /// <exception cref="InputException">The data do not determine the coefficients.</exception>
    public static IEnumerable<PotentialModel> Members(PotentialModel fit, FitData data, int count, ulong seed, int threads)
    {
        for (var member = 0; member < count; member++)
        {
            var random = new SplitMix64(seed + (ulong)member);
            Configuration[] sample =
                [.. data.Training.Select(_ => data.Training[(int)(0.5 * (random.NextSigned() + 1) * data.Training.Count)])];
            using var loss = new TrainingLoss(fit, sample, [], data.Weights, threads);
            var linear = LinearFit.Of(loss, fit, isNear: true)?.Coefficients
                ?? throw new InputException("The linear coefficients cannot be computed from a sample of the data; use more of them.");
            yield return fit with
            {
                SpeciesCoefficients = linear[..fit.SpeciesCount],
                MomentCoefficients = linear[fit.SpeciesCount..],
                Metadata = new Dictionary<string, string>(fit.Metadata) { ["sample"] = $"{member}, drawn from the data of the fit" },
            };
        }
    }
}
