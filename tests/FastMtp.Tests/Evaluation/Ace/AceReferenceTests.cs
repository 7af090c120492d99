using FastMtp.Basis;
using FastMtp.Basis.Families;
using FastMtp.Kernels;
using FastMtp.Neighbors;
using FastMtp.Potentials;
using FastMtp.Tests.Atoms;

namespace FastMtp.Tests.Evaluation.Ace;

/// <summary>
/// Plans and kernels against an evaluation from the formulas in complex harmonics, which shares no code with them: no couplings in
/// integers, no monomials, no products that functions have in common.
/// </summary>
public sealed class AceReferenceTests
{
    public static TheoryData<string> Shapes => ["ace:8", "ace:10", "ace:12,12,12", "ace:3,3,2,2/0,3,2,1", "ace:4,2,2,1,1/0,2,2,1,1",
        "ace:2,2,1,1,1,1/0,2,2,1,1,1", "ace-n:10", "ace-n:3,3,3/2,2,2", "ace-n:3,2,2,2/0,2,1,2"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void EveryBlockIsSpannedByItsFunctions(string basis)
    {
        var plan = BasisPlan.Of(basis);
        var first = 0;
        foreach (var (factors, dimension) in CoupledFunctions.Blocks(basis))
        {
            var random = new Random(first);
            var densities = Enumerable.Range(0, 12 + 4 * factors.Length)
                .Select(_ => Densities.Random(random, plan.RadialFunctionCount, 9)).ToArray();
            var formulas = Columns(densities.Select(d => CoupledFunctions.Values(d, factors)));
            var functions = Columns(densities.Select(d => d.Functions(plan)[first..(first + dimension)]));
            var span = new Span(formulas, 1e-9);
            Assert.Equal(dimension, span.Dimension);
            Assert.Equal(dimension, new Span(functions.Select(Normalized), 1e-9).Dimension);
            Assert.All(functions, function => Assert.InRange(span.Solve(function).Residual, 0, 1e-12));
            first += dimension;
        }
        Assert.Equal(plan.Functions.Length, first);
    }

    [Theory]
    [InlineData("ace:8")]
    [InlineData("ace:10")]
    [InlineData("ace:3,3,2,2,1/0,3,2,1,1")]
    [InlineData("ace-n:8")]
    [InlineData("ace-n:3,3,2,2/2,2,2,1")]
    public void SiteEnergiesAreThoseOfTheFormulas(string basis)
    {
        var potential = RandomPotentials.Create(basis, speciesCount: 2, seed: 3);
        var configuration = SampleConfigurations.Create("tiny", speciesCount: 2);
        var expected = SiteEnergies(potential, configuration, basis);
        foreach (var kernel in KernelRegistry.All(potential.Plan))
        {
            using var evaluator = new Evaluator(potential, kernel);
            Close.Equal(expected, evaluator.Evaluate(configuration).SiteEnergies, 1e-12);
        }
    }

    /// <summary>The energies as sums over uncoupled products, whose coefficients are found at random densities.</summary>
    private static double[] SiteEnergies(PotentialModel potential, Configuration configuration, string basis)
    {
        var plan = potential.Plan;
        var random = new Random(1);
        var samples = Enumerable.Range(0, 30).Select(_ => Densities.Random(random, plan.RadialFunctionCount, 9)).ToArray();
        var samplesOfPlan = samples.Select(d => d.Functions(plan)).ToArray();
        var sites = Surroundings(potential, configuration).ToArray();
        double[] energies = [.. configuration.Types.Select(z => potential.SpeciesCoefficients[z])];
        var first = 0;
        foreach (var (factors, dimension) in CoupledFunctions.Blocks(basis))
        {
            var span = new Span(Columns(samples.Select(d => CoupledFunctions.Values(d, factors))), 1e-9);
            for (var alpha = first; alpha < first + dimension; alpha++)
            {
                var (coefficients, _) = span.Solve([.. samplesOfPlan.Select(values => values[alpha])]);
                for (var i = 0; i < energies.Length; i++)
                {
                    var values = CoupledFunctions.Values(sites[i], factors);
                    energies[i] += potential.MomentCoefficients[alpha] * coefficients.Zip(values, (c, v) => c * v).Sum();
                }
            }
            first += dimension;
        }
        return energies;
    }

    private static IEnumerable<Densities> Surroundings(PotentialModel potential, Configuration configuration)
    {
        var search = new NeighborSearch(configuration, potential.Radial.Cutoff);
        var shape = potential.RadialTensor.Shape;
        var coefficients = potential.RadialCoefficients;
        for (var i = 0; i < search.AtomCount; i++)
        {
            var buffer = new NeighborBuffer();
            search.Collect(i, buffer);
            var neighbors = new List<(Vector3, double[])>();
            for (var n = 0; n < buffer.Count; n++)
            {
                var d = new Vector3(buffer.X[n], buffer.Y[n], buffer.Z[n]);
                var pair = search.Types[i] * potential.SpeciesCount + search.Types[buffer.Index[n]];
                var polynomials = Polynomials(potential, d.Length);
                neighbors.Add((1 / d.Length * d,
                [
                    .. Enumerable.Range(0, shape.FunctionCount).Select(f => polynomials
                        .Select((g, k) => g * coefficients[(pair * shape.FunctionCount + f) * shape.BasisSize + k]).Sum()),
                ]));
            }
            yield return new Densities(neighbors);
        }
    }

    private static double[] Polynomials(PotentialModel potential, double r)
    {
        var radial = potential.Radial;
        var (min, max, size, scaling) = (radial.MinDistance, radial.Cutoff, radial.Size, radial.Scaling);
        var xi = (2 * r - min - max) / (max - min);
        return [.. Enumerable.Range(0, size).Select(k => scaling * (max - r) * (max - r) * Chebyshev(k))];

        double Chebyshev(int k) => k switch { 0 => 1, 1 => xi, _ => 2 * xi * Chebyshev(k - 1) - Chebyshev(k - 2) };
    }

    private static IEnumerable<double[]> Columns(IEnumerable<double[]> rows)
    {
        var all = rows.ToArray();
        return Enumerable.Range(0, all[0].Length).Select(c => all.Select(row => row[c]).ToArray());
    }

    private static double[] Normalized(double[] vector)
    {
        var norm = Math.Sqrt(vector.Sum(x => x * x));
        return [.. vector.Select(x => x / norm)];
    }
}
