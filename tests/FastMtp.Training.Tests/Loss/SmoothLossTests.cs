using FastMtp.Basis;
using FastMtp.Training.Fitting;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Loss;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Tests.Loss;

public class SmoothLossTests
{
    private const double Strength = 1e-3;

    [Fact]
    public void GradientAndCurvatureAreThoseOfTheLoss()
    {
        var loss = new SmoothLoss(new ToyPotential(), Strength);
        var random = new SplitMix64(5);
        double[] point = [.. Enumerable.Range(0, loss.Dimension).Select(_ => random.NextSigned())];
        double[] direction = [.. Enumerable.Range(0, loss.Dimension).Select(_ => random.NextSigned())];
        var gradient = new double[loss.Dimension];
        loss.Evaluate(point, gradient);
        const double h = 1e-5;
        var slope = (Value(h) - Value(-h)) / (2 * h);
        Assert.Equal(slope, Vectors.Dot(gradient, direction), 1e-6 * Math.Abs(slope));

        // Without the data, whose residuals are not linear, the curvature is that of the penalties.
        var (with, without) = (new double[loss.Dimension], new double[loss.Dimension]);
        loss.MultiplyCurvature(point, direction, with);
        new ToyPotential().MultiplyCurvature(point, direction, without);
        Vectors.AddScaled(with, -1, without, with);
        var estimate = loss.EstimateCurvature(point, 0, loss.Dimension, (whole, row) => whole.CopyTo(row));
        var known = new ToyPotential().EstimateCurvature(point, 0, loss.Dimension, (whole, row) => whole.CopyTo(row));
        for (var i = 0; i < loss.Dimension; i++) Assert.Equal(with[i], (estimate[i, i] - known[i, i]) * direction[i], 1e-9);

        double Value(double step)
        {
            var moved = (double[])point.Clone();
            Vectors.AddScaled(moved, step, direction, moved);
            return loss.Evaluate(moved, new double[moved.Length]);
        }
    }

    [Fact]
    public void LinearSystemMinimisesTheLoss()
    {
        var loss = new SmoothLoss(new ToyPotential(), Strength);
        var final = new Trainer(loss, TrainingSettings.Usual with { Steps = 0 }).Run().Final;
        var gradient = new double[loss.Dimension];
        loss.Evaluate(final, gradient);
        Assert.All(gradient[loss.Layout.SpeciesOffset..], g => Assert.Equal(0, g, 1e-6));
    }

    /// <summary>The strength of the prior is found at the first use, with other coefficients.</summary>
    [Fact]
    public void TheFirstErrorsAreThoseOfTheCoefficients()
    {
        var problem = new ToyPotential();
        double[] point = [.. Enumerable.Range(0, problem.Dimension).Select(i => Math.Sin(i))];
        var loss = new SmoothLoss(problem, Strength);
        var first = loss.Evaluate(point, new double[point.Length]);
        var errors = loss.TrainingErrors;
        Assert.Equal(first, loss.Evaluate(point, new double[point.Length]));
        Assert.NotNull(errors);
        Assert.Equal(loss.TrainingErrors, errors);
    }

    /// <summary>
    /// What the species energies explain is not penalised: the same data with other energies of single atoms cost the same.
    /// </summary>
    [Fact]
    public void EnergiesOfAtomsAreFree()
    {
        var loss = new SmoothLoss(new ToyPotential(), Strength);
        var point = new double[loss.Dimension];
        point[loss.Layout.SpeciesOffset] = 3;
        Assert.Equal(new ToyPotential().Evaluate(point, new double[point.Length]), loss.Evaluate(point, new double[point.Length]));
    }

    [Theory]
    [InlineData("base", new int[0])]
    [InlineData("mf", new[] { 2 })]
    [InlineData("tf", new[] { 2, 3, 2 })]
    internal void APriorMakesCoefficientsSmaller(string form, int[] ranks)
    {
        var model = Forms.RadialForms.All.Single(f => f.Name == form).With(ranks, null!);
        var settings = TrainingSettings.Usual with { Steps = 15, Model = model };
        double[] Fit(double strength) => new Trainer(new SmoothLoss(new ToyPotential(), strength), settings).Run().Final;
        Assert.True(Penalty(Fit(1e-2)) < Penalty(Fit(1e-9)));

        static double Penalty(double[] point)
        {
            var gradient = new double[point.Length];
            return new SmoothLoss(new ToyPotential(), Strength).Evaluate(point, gradient) - new ToyPotential().Evaluate(point, gradient);
        }
    }
}
