using FastMtp.Basis;
using FastMtp.Basis.Families;
using FastMtp.Basis.Mtp;
using FastMtp.Potentials;
using FastMtp.Radial;

namespace FastMtp.Tests.Evaluation;

/// <summary>Potentials with random coefficients, for any number of species and any radial size.</summary>
internal static class RandomPotentials
{
    public static PotentialModel Create(int level, int speciesCount, int seed = 1, int radialSize = 8) =>
        Create(MtpFamily.NameOf(level), speciesCount, seed, radialSize);

    public static PotentialModel Create(string basis, int speciesCount, int seed = 1, int radialSize = 8, bool perSpecies = false)
    {
        var plan = BasisPlan.Of(basis);
        var random = new Random(seed);
        var shape = RadialShape.Of(speciesCount, plan, radialSize);
        return new PotentialModel
        {
            SpeciesCount = speciesCount,
            Plan = plan,
            Radial = new RadialBasis(1.7, 5, radialSize, 0.02),
            RadialTensor = new DenseRadialTensor(shape, Numbers(random, shape.Length)),
            SpeciesCoefficients = Numbers(random, speciesCount),
            MomentCoefficients = Numbers(random, plan.Functions.Length * (perSpecies ? speciesCount : 1)),
        };
    }

    public static FactorizedRadialTensor Matrix(RadialShape shape, int rank, Random random) =>
        Factorized(MatrixRadialTensor.Stored, shape, [rank], random);

    public static FactorizedRadialTensor Train(RadialShape shape, int[] ranks, Random random) =>
        Factorized(TensorTrainRadialTensor.Stored, shape, ranks, random);

    /// <summary>A tensor of any stored form with random factors.</summary>
    public static RadialTensor Stored(string form, RadialShape shape, int[] ranks, Random random)
    {
        var stored = StoredForms.Named(form);
        return stored.Of(shape, ranks, Numbers(random, stored.Layout(shape, ranks)[^1].End));
    }

    private static FactorizedRadialTensor Factorized(StoredForm form, RadialShape shape, int[] ranks, Random random) =>
        (FactorizedRadialTensor)form.Of(shape, ranks, Numbers(random, form.Layout(shape, ranks)[^1].End));

    private static double[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextDouble() - 1)];
}
