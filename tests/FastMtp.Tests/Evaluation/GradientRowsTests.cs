using FastMtp.Grades;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Reference;
using FastMtp.Tests.Atoms;

namespace FastMtp.Tests.Evaluation;

/// <summary>Derivatives of each site energy with respect to all coefficients.</summary>
public class GradientRowsTests
{
    [Theory]
    [InlineData("mtp:8", false)]
    [InlineData("mtp:8", true)]
    [InlineData("ace:8", false)]
    [InlineData("mtp:4", true)]
    public void RowsAreDerivativesOfTheSiteEnergies(string basis, bool perSpecies)
    {
        var potential = RandomPotentials.Create(basis, speciesCount: 4, perSpecies: perSpecies);
        foreach (var kind in (string[])["skewed", "tiny", "cluster"])
        {
            var configuration = SampleConfigurations.Create(kind);
            foreach (var kernel in KernelRegistry.All(potential.Plan))
                Check(potential, kernel, configuration);
        }
    }

    private static void Check(PotentialModel potential, MtpKernel kernel, Configuration configuration)
    {
        using var model = new RowModel(potential, kernel);
        using var worker = new RowModel.Worker(model);
        var rows = new double[configuration.Count][];
        worker.ForAtoms(configuration, (block, found) =>
        {
            for (var center = 0; center < block.CenterCount; center++)
            {
                var row = rows[block.Atoms[center]] = new double[model.Layout.ParameterCount];
                model.Layout.AddTo(found[center], block.CenterTypes[center], row);
            }
        });
        var parameters = potential.Parameters;
        var random = new Random(3);
        for (var trial = 0; trial < 12; trial++)
        {
            var direction = parameters.Select(_ => 2 * random.NextDouble() - 1).ToArray();
            // Site energies are polynomials of the coefficients; a small step leaves an error of 1e-8.
            var (plus, minus) = (Sites(1e-5), Sites(-1e-5));
            for (var atom = 0; atom < configuration.Count; atom++)
            {
                var expected = (plus[atom] - minus[atom]) / 2e-5;
                var found = rows[atom].Zip(direction, (a, b) => a * b).Sum();
                Assert.InRange(found, expected - 1e-5 * (1 + Math.Abs(expected)), expected + 1e-5 * (1 + Math.Abs(expected)));
            }
            if (configuration.Count > 20) return;

            double[] Sites(double step) => new ReferenceEvaluator(
                potential.WithParameters(parameters.Zip(direction, (p, d) => p + step * d).ToArray())).Evaluate(configuration).SiteEnergies;
        }
    }
}
