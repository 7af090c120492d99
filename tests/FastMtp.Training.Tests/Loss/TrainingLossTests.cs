using FastMtp.Basis;
using FastMtp.Compilation;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Tests.Shared;
using FastMtp.Training.Fitting;
using FastMtp.Training.LeastSquares;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Loss;

namespace FastMtp.Training.Tests.Loss;

public sealed class TrainingLossTests
{
    private static readonly LossWeights Weights = new()
    {
        Stress = 0.003,
        Groups = new Dictionary<string, double> { ["Ta_Elastic"] = 3, ["second"] = 0.5 },
    };

    public static TheoryData<LossNormalization> Normalizations => [.. Enum.GetValues<LossNormalization>()];

    [Theory]
    [MemberData(nameof(Normalizations))]
    public void GradientIsTheDerivativeOfTheLoss(LossNormalization normalization)
    {
        var potential = GoldenData.Potential(8);
        using var loss = new TrainingLoss(potential, Data(), [], Weights with { Normalization = normalization });
        AssertGradient(loss, potential.Parameters);
    }

    [Theory]
    [InlineData("mtp:8")]
    [InlineData("ace:8")]
    public void GradientIsTheDerivativeOfTheLossForEachCentralSpecies(string basis)
    {
        var potential = PerSpecies(basis);
        foreach (var kernel in Kernels(potential.Plan))
        {
            using var loss = new TrainingLoss(potential, Data(), [], Weights, kernel: kernel);
            AssertGradient(loss, potential.Parameters);
            AssertNormalEquations(loss, potential.Parameters, isSample: false, 1e-10);
        }
    }

    /// <summary>Those of the registry, and those that are compiled now.</summary>
    private static IEnumerable<MtpKernel> Kernels(BasisPlan plan) => KernelRegistry.All(plan).Concat(
        VectorWidths.Supported.Select(width => new CompiledKernels(new KernelCache(null)).Compile(ContractionProgram.Create(plan), width)));

    /// <summary>Random coefficients, with radial functions of the size of real ones.</summary>
    private static PotentialModel PerSpecies(string basis)
    {
        var shape = PotentialModel.ForBasis(basis, GoldenData.Species, new RadialBasis(1.9, 5, 8), perSpecies: true);
        var random = new SplitMix64(11);
        return shape.WithParameters([.. Enumerable.Range(0, shape.ParameterCount).Select(_ => 0.1 * random.NextSigned())]);
    }

    [Fact]
    public void GradientIsTheDerivativeOfTheLossForUnusualTables()
    {
        var potential = UnusualTables.Potential(seed: 2);
        foreach (var kernel in Kernels(potential.Plan))
        {
            // Without stress: the tables are not invariant under rotations, so their virial is not symmetric.
            using var loss = new TrainingLoss(potential, Data(), [], Weights with { Stress = 0 }, kernel: kernel);
            AssertGradient(loss, potential.Parameters);
        }
    }

    private static void AssertGradient(TrainingLoss loss, double[] point)
    {
        var gradient = new double[point.Length];
        loss.Evaluate(point, gradient);
        var scratch = new double[point.Length];
        // Every seventh entry meets all groups, species pairs and radial functions.
        for (var i = 0; i < point.Length; i += 7)
        {
            var h = 1e-4 * Math.Max(0.01, Math.Abs(point[i]));
            var slope = (8 * (At(i, h) - At(i, -h)) - (At(i, 2 * h) - At(i, -2 * h))) / (12 * h);
            Assert.Equal(slope, gradient[i], 1e-7 * gradient.Max(Math.Abs));
        }

        double At(int i, double change)
        {
            var moved = (double[])point.Clone();
            moved[i] += change;
            return loss.Evaluate(moved, scratch);
        }
    }

    [Fact]
    public void ThreadsChangeNothing()
    {
        var potential = GoldenData.Potential(12);
        var many = Enumerable.Repeat(Data(), 6).SelectMany(c => c).ToList();
        var results = new[] { 1, 2, 3, 7 }.Select(threads =>
        {
            using var loss = new TrainingLoss(potential, many, [], Weights, threads);
            var gradient = new double[loss.Dimension];
            var value = loss.Evaluate(potential.Parameters, gradient);
            return (double[])[value, .. gradient, .. loss.LinearSystem(potential.Parameters).Matrix];
        }).ToList();
        foreach (var other in results.Skip(1)) Assert.Equal(results[0], other);
    }

    [Fact]
    public void NormalEquationsAreTheLoss()
    {
        var potential = GoldenData.Potential(16);
        foreach (var kernel in KernelRegistry.All(potential.Plan))
        {
            using var loss = new TrainingLoss(potential, Data(), [], Weights, kernel: kernel);
            AssertNormalEquations(loss, potential.Parameters, isSample: false, 1e-10);
        }
    }

    [Fact]
    public void SampleOfManyForcesStandsForAll()
    {
        List<Configuration> data = [.. Enumerable.Repeat(Data(), 40).SelectMany(copy => copy)];
        using var loss = new TrainingLoss(GoldenData.Potential(8), data, [], Weights with { Energy = 0, Stress = 0 });
        AssertNormalEquations(loss, GoldenData.Potential(8).Parameters, isSample: true, 0.06);
    }

    [Fact]
    public void WhatASampleMissesIsCorrected()
    {
        var potential = GoldenData.Potential(8);
        List<Configuration> data = [.. Enumerable.Repeat(Data(), 40).SelectMany(copy => copy)];
        using var loss = new TrainingLoss(potential, data, [], Weights);
        var fit = LinearFit.Of(loss, potential)!;
        var sample = Gradient(LeastSquaresSolver.Solve(loss.LinearSystem(potential.Parameters))!);
        var corrected = Gradient(fit.Coefficients);
        Assert.True(fit.Equations.IsSample);
        Assert.True(corrected.Loss < sample.Loss);
        Assert.Equal(corrected.Loss, fit.Loss, 1e-12 * fit.Loss);
        Assert.InRange(corrected.Norm, 0, 0.3 * sample.Norm);
        var solution = LeastSquaresSolver.Solve(fit.Equations)!;
        for (var i = 0; i < solution.Length; i++) Assert.Equal(fit.Coefficients[i], solution[i], 1e-6);

        (double Loss, double Norm) Gradient(double[] linear)
        {
            var (point, gradient) = (potential.Parameters, new double[loss.Dimension]);
            linear.CopyTo(point, loss.Layout.SpeciesOffset);
            return (loss.Evaluate(point, gradient), Vectors.Norm(gradient.AsSpan(loss.Layout.SpeciesOffset)));
        }
    }

    private static void AssertNormalEquations(TrainingLoss loss, double[] point, bool isSample, double tolerance)
    {
        var system = loss.LinearSystem(point);
        Assert.Equal(isSample, system.IsSample);
        var random = new SplitMix64(5);
        var scratch = new double[loss.Dimension];
        var zero = Quadratic(new double[system.Dimension]);
        for (var trial = 0; trial < 3; trial++)
        {
            var x = new double[system.Dimension];
            for (var i = 0; i < x.Length; i++) x[i] = random.NextSigned();
            double expected = zero;
            for (var i = 0; i < x.Length; i++)
            {
                expected -= 2 * system.RightHandSide[i] * x[i];
                for (var j = 0; j < x.Length; j++) expected += system[i, j] * x[i] * x[j];
            }
            Assert.Equal(expected, Quadratic(x), tolerance * expected);
        }

        double Quadratic(double[] linear)
        {
            linear.CopyTo(point, loss.Layout.SpeciesOffset);
            return loss.Evaluate(point, scratch);
        }
    }

    [Fact]
    public void MissingLabelsCountNothing()
    {
        var potential = GoldenData.Potential(6);
        var full = Data();
        var bare = full.Select(c => c with { Energy = null, Forces = null, Virial = null }).ToList();
        using var alone = new TrainingLoss(potential, full, [], Weights);
        using var mixed = new TrainingLoss(potential, [.. full, .. bare], [], Weights);
        var (a, b) = (new double[alone.Dimension], new double[alone.Dimension]);
        Assert.Equal(alone.Evaluate(potential.Parameters, a), mixed.Evaluate(potential.Parameters, b), 1e-9);
        Assert.Equal(alone.TrainingErrors!.ForceRmse!.Value, mixed.TrainingErrors!.ForceRmse!.Value, 1e-12);
    }

    [Fact]
    public void FingerprintTellsDataAndWeightsApart()
    {
        var potential = GoldenData.Potential(6);
        var prints = new[] { Print(Data(), Weights), Print(Data().Skip(1).ToList(), Weights), Print(Data(), Weights with { Energy = 2 }) };
        Assert.Equal(3, prints.Distinct().Count());
        Assert.Equal(prints[0], Print(Data(), Weights));

        string Print(IReadOnlyList<Configuration> data, LossWeights weights)
        {
            using var loss = new TrainingLoss(potential, data, [], weights);
            return loss.Fingerprint;
        }
    }

    [Fact]
    public void NothingToFitToIsSaid()
    {
        var e = Assert.Throws<InputException>(() => new TrainingLoss(GoldenData.Potential(6), [], [], Weights));
        Assert.Contains("no configuration", e.Message);
    }

    private static List<Configuration> Data() =>
        [.. GoldenData.Configurations().Select((c, i) => i % 2 == 0 ? c : c with { ConfigType = "second" })];
}
