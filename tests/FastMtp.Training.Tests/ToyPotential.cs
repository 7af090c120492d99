using FastMtp.Basis;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Training.LeastSquares;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Moments;
using FastMtp.Training.Problem;
using FastMtp.Training.Tests.Moments;

namespace FastMtp.Training.Tests;

/// <summary>
/// A Moment Tensor Potential without directions: site energies that are polynomials of radial sums, fitted to energies of
/// another functional form (pairs and an embedding), so that the least squares problem is nonlinear, badly conditioned
/// and has a residual, like the real one.
/// </summary>
internal sealed class ToyPotential : ITrainingProblem
{
    private const int Neighbors = 8;
    private readonly int[][] _products;
    private readonly Site[] _training;
    private readonly Site[] _validation;

    public ToyPotential(int speciesCount = 2, int radialFunctions = 2, int basisSize = 4, int degree = 3, int sites = 300,
        int validationSites = 100)
    {
        _products = [.. Monomials(radialFunctions, degree)];
        Layout = new ParameterLayout(Labelled(speciesCount, radialFunctions, basisSize), _products.Length);
        Species = new SpeciesList(Enumerable.Range(0, speciesCount).Select(i => $"S{i}"));
        var random = new SplitMix64(42);
        _training = [.. Enumerable.Range(0, sites).Select(_ => Draw(random))];
        _validation = [.. Enumerable.Range(0, validationSites).Select(_ => Draw(random))];
    }

    /// <summary>Radial coefficients whose functions have labels: l = 0 and 1 of the first n, l = 0 of all others.</summary>
    public static RadialShape Labelled(int species, int functions, int basisSize) => new(species, functions, basisSize)
    {
        Labels = functions > 1 ? LabelGrid.Of([.. Enumerable.Range(0, functions).Select(f => f == 1 ? 1 : 0)]) : null,
    };

    public ParameterLayout Layout { get; }

    public SpeciesList Species { get; }

    public string Fingerprint { get; init; } = "toy";

    public double RadialScale => 0.5;

    public int Dimension => Layout.Count;

    /// <summary>The 9 moment coefficients as a matrix of 3 × 3 of a rank.</summary>
    public IMomentParameterization MomentTrain(int rank) => new FactorizedMoments(rank);

    public ErrorSummary? TrainingErrors { get; private set; }

    /// <summary>Every so many sites the linear system takes one.</summary>
    public int SampleEvery { get; init; } = 1;

    /// <summary>Calls of Evaluate.</summary>
    public int Evaluations { get; private set; }

    /// <summary>Calls of MultiplyCurvature.</summary>
    public int Products { get; private set; }

    /// <summary>Called before each evaluation with its number, to interrupt it.</summary>
    public Action<int>? BeforeEvaluation { get; set; }

    /// <summary>Makes the given coefficients the ones that the energies come from.</summary>
    public void Plant(double[] point)
    {
        foreach (var sites in new[] { _training, _validation })
            for (var i = 0; i < sites.Length; i++)
                sites[i] = sites[i] with
                {
                    Energy = Energy(sites[i], point, new double[Layout.RadialShape.FunctionCount], new double[_products.Length]),
                };
    }

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        Evaluations++;
        BeforeEvaluation?.Invoke(Evaluations + Products);
        gradient.Clear();
        var sum = 0.0;
        var moments = new double[Layout.RadialShape.FunctionCount];
        var functions = new double[_products.Length];
        foreach (var site in _training)
        {
            var error = Energy(site, point, moments, functions) - site.Energy;
            sum += error * error;
            Differentiate(site, point, 2 * error / _training.Length, moments, functions, gradient);
        }
        var loss = sum / _training.Length;
        TrainingErrors = new ErrorSummary(loss, Math.Sqrt(loss));
        return loss;
    }

    /// <summary>Adds the derivatives of a site's energy times a factor.</summary>
    private void Differentiate(
        Site site, ReadOnlySpan<double> point, double factor, Span<double> moments, Span<double> functions, Span<double> gradient)
    {
        Energy(site, point, moments, functions);
        var momentGradient = new double[moments.Length];
        gradient[Layout.SpeciesOffset + site.Species] += factor;
        for (var a = 0; a < functions.Length; a++)
        {
            gradient[Layout.MomentOffset + a] += factor * functions[a];
            for (var k = 0; k < _products[a].Length; k++)
            {
                var others = 1.0;
                for (var l = 0; l < _products[a].Length; l++)
                    if (l != k) others *= moments[_products[a][l]];
                momentGradient[_products[a][k]] += factor * point[Layout.MomentOffset + a] * others;
            }
        }
        for (var i = 0; i < site.Basis.Length; i++)
            for (var mu = 0; mu < moments.Length; mu++)
                gradient[Index(site, i, mu)] += momentGradient[mu] * site.Basis[i];
    }

    public ErrorSummary? ValidationErrors(ReadOnlySpan<double> point)
    {
        if (_validation.Length == 0) return null;
        var sum = 0.0;
        foreach (var site in _validation)
        {
            var error = Energy(site, point, new double[Layout.RadialShape.FunctionCount], new double[_products.Length]) - site.Energy;
            sum += error * error;
        }
        return new ErrorSummary(sum / _validation.Length, Math.Sqrt(sum / _validation.Length));
    }

    public NormalEquations LinearSystem(ReadOnlySpan<double> point)
    {
        var n = Layout.LinearCount;
        var matrix = new double[n * n];
        var rightHandSide = new double[n];
        var row = new double[n];
        var moments = new double[Layout.RadialShape.FunctionCount];
        foreach (var site in _training.Where((_, i) => i % SampleEvery == 0))
        {
            Array.Clear(row);
            row[site.Species] = 1;
            Energy(site, point, moments, row.AsSpan(Layout.SpeciesCount));
            for (var i = 0; i < n; i++)
            {
                rightHandSide[i] += row[i] * site.Energy * SampleEvery / _training.Length;
                for (var j = 0; j <= i; j++) matrix[i * n + j] += row[i] * row[j] * SampleEvery / _training.Length;
            }
        }
        return new NormalEquations(matrix, rightHandSide) { IsSample = SampleEvery > 1 };
    }

    /// <summary>The whole JᵀJ, as every residual counts by itself.</summary>
    public NormalEquations EstimateCurvature(ReadOnlySpan<double> point, ulong seed, int dimension, RowProjection projection)
    {
        var equations = new NormalEquations(new double[dimension * dimension], new double[dimension]);
        var row = new double[dimension];
        foreach (var derivatives in Rows(point.ToArray()))
        {
            projection(derivatives, row);
            for (var i = 0; i < dimension; i++)
                for (var j = 0; j <= i; j++) equations.Matrix[i * dimension + j] += row[i] * row[j] / _training.Length;
        }
        return equations;
    }

    public void MultiplyCurvature(ReadOnlySpan<double> point, ReadOnlySpan<double> direction, Span<double> product)
    {
        Products++;
        BeforeEvaluation?.Invoke(Evaluations + Products);
        product.Clear();
        foreach (var derivatives in Rows(point.ToArray()))
            Vectors.AddScaled(product, Vectors.Dot(derivatives, direction) / _training.Length, derivatives, product);
    }

    /// <summary>Derivatives of the energy of every site.</summary>
    private IEnumerable<double[]> Rows(double[] point)
    {
        foreach (var site in _training)
        {
            var row = new double[Dimension];
            Differentiate(site, point, 1, new double[Layout.RadialShape.FunctionCount], new double[_products.Length], row);
            yield return row;
        }
    }

    private double Energy(Site site, ReadOnlySpan<double> point, Span<double> moments, Span<double> functions)
    {
        moments.Clear();
        for (var i = 0; i < site.Basis.Length; i++)
            for (var mu = 0; mu < moments.Length; mu++) moments[mu] += point[Index(site, i, mu)] * site.Basis[i];
        var energy = point[Layout.SpeciesOffset + site.Species];
        for (var a = 0; a < functions.Length; a++)
        {
            functions[a] = 1;
            foreach (var mu in _products[a]) functions[a] *= moments[mu];
            energy += point[Layout.MomentOffset + a] * functions[a];
        }
        return energy;
    }

    /// <summary>Index of the radial coefficient of entry i = (neighbour species, basis function).</summary>
    private int Index(Site site, int i, int mu)
    {
        var (functions, size) = (Layout.RadialShape.FunctionCount, Layout.RadialShape.BasisSize);
        var pair = site.Species * Layout.SpeciesCount + i / size;
        return (pair * functions + mu) * size + i % size;
    }

    private Site Draw(SplitMix64 random)
    {
        var species = (int)(random.Next() % (ulong)Layout.SpeciesCount);
        var basis = new double[Layout.SpeciesCount * Layout.RadialShape.BasisSize];
        var pairs = 0.0;
        var density = 0.0;
        for (var j = 0; j < Neighbors; j++)
        {
            var other = (int)(random.Next() % (ulong)Layout.SpeciesCount);
            var r = 3.5 + 1.5 * random.NextSigned();
            var xi = (r - 3.5) / 1.5;
            for (var b = 0; b < Layout.RadialShape.BasisSize; b++)
                basis[other * Layout.RadialShape.BasisSize + b] += Math.Cos(b * Math.Acos(Math.Clamp(xi, -1, 1))) * (5 - r) * (5 - r) / 4;
            var decay = Math.Exp(-(r - 2.5 - 0.1 * (species + other)));
            pairs += decay * decay - 2 * decay;
            density += Math.Exp(-1.5 * (r - 2.5 - 0.15 * other));
        }
        return new Site(species, basis, 0.3 * pairs - Math.Sqrt(density) + species);
    }

    private static IEnumerable<int[]> Monomials(int radialFunctions, int degree) =>
        degree == 0 ? [] : Monomials(radialFunctions, degree - 1).Concat(Combinations(0, radialFunctions, degree));

    private static IEnumerable<int[]> Combinations(int first, int radialFunctions, int degree)
    {
        if (degree == 0) return [[]];
        return Enumerable.Range(first, radialFunctions - first)
            .SelectMany(mu => Combinations(mu, radialFunctions, degree - 1), (mu, rest) => (int[])[mu, .. rest]);
    }

    private sealed record Site(int Species, double[] Basis, double Energy);
}
