using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Basis;

namespace FastMtp.Tests.Evaluation;

/// <summary>Potentials with random coefficients, for any number of species and any radial size.</summary>
internal static class RandomPotentials
{
    public static MtpPotential Create(int level, int speciesCount, int seed = 1, int radialSize = 8)
    {
        var plan = BasisPlan.ForLevel(level);
        var random = new Random(seed);
        return new MtpPotential
        {
            SpeciesCount = speciesCount,
            Plan = plan,
            Radial = new RadialBasis(1.7, 5, radialSize, 0.02),
            RadialCoefficients = Numbers(speciesCount * speciesCount * plan.RadialFunctionCount * radialSize),
            SpeciesCoefficients = Numbers(speciesCount),
            MomentCoefficients = Numbers(plan.Functions.Length),
        };

        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextDouble() - 1)];
    }
}
