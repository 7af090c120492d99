using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Tests.Shared;
using FastMtp.Training.Checkpoints;
using FastMtp.Training.Fits;
using FastMtp.Training.Fitting;
using FastMtp.Training.LeastSquares;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Loss;
using FastMtp.Training.Optimization;
using FastMtp.Training.Settings;
using FastMtp.Training.Tests.Distribution;
using MathNet.Numerics.LinearAlgebra;

namespace FastMtp.Training.Tests.Fits;

public sealed class ForceBalanceTests
{
    private static readonly SpeciesList Species = SpeciesList.Parse("Nb,Ta");
    private static readonly TrainingSettings Settings = TrainingSettings.Usual with { Steps = 4, CheckpointInterval = 1 };
    private static readonly LossWeights Balanced = new() { Favor = Favor.Balanced };

    private static readonly Configuration[] Cells =
        [.. Configurations.Read(Path.Combine(GoldenData.Root, "examples", "train.xyz.gz")).Where(c => c.ConfigType == "NbTa_SS").Take(32)];

    [Fact]
    public void InfluenceIsThatOfTheWholeJacobian()
    {
        var (shape, data) = (Shape("mtp:4"), Data(Balanced, Cells));
        var (n, weights) = (shape.Layout.Count, data.Weights);
        var (point, prior) = Start(shape, data);
        var (energies, forces, virials) = (Exact(weights with { Force = 0, Stress = 0 }),
            Exact(weights with { Energy = 0, Stress = 0 }), Exact(weights with { Energy = 0, Force = 0 }));
        var found = ForceBalance.Influence(shape, data, Settings)!;
        foreach (var factor in ForceBalance.Factors)
        {
            var all = energies + factor * forces + Math.Sqrt(factor) * virials + prior;
            var expected = all.Svd().Solve(energies).Trace() / Cells.Length;
            Assert.Equal(expected, found(factor), 0.1 * expected);
        }

        Matrix<double> Exact(LossWeights kind)
        {
            using var loss = new TrainingLoss(shape, data.Training, [], kind, 1);
            return Matrix<double>.Build.DenseOfColumns(Enumerable.Range(0, n).Select(i =>
            {
                var (unit, product) = (new double[n], new double[n]);
                unit[i] = 1;
                loss.MultiplyCurvature(point, unit, product);
                return product;
            }));
        }
    }

    /// <summary>With few parameters exactly, with many nearly, also if they have sizes of many orders of magnitude.</summary>
    [Theory, InlineData(100, 6, 1e-9), InlineData(1100, 0, 0.05), InlineData(1100, 6, 0.05)]
    public void TheTraceIsThatOfTheProductWithTheInverse(int n, int orders, double error)
    {
        var random = new Random(1);
        double[] sizes = [.. Enumerable.Range(0, n).Select(_ => Math.Pow(10, orders * random.NextDouble()))];
        double[] curvatures = [.. sizes.Select(size => size * size * (1 + random.NextDouble()))];
        var (rows, diagonal) = (new Matrix(n, n / 3), new double[n * n]);
        for (var i = 0; i < n; i++) diagonal[i * n + i] = curvatures[i];
        for (var i = 0; i < rows.Entries.Length; i++) rows.Entries[i] = sizes[i / rows.Columns] * (random.NextDouble() - 0.5);
        var energies = rows.TimesTransposed(rows);
        var expected = Enumerable.Range(0, n).Sum(i => energies[i, i] / curvatures[i]);
        var factored = DampedCurvature.Factor(new(diagonal, new double[n]), new double[n], 0)!;
        Assert.Equal(expected, ForceBalance.Trace(factored, energies), error * expected);
    }

    [Fact]
    public void ForcesWeighMoreWhereThereAreFewEnergies()
    {
        var (few, many) = (Decided("mtp:10", Cells[..8]), Decided("mtp:2", [.. Enumerable.Repeat(Cells, 20).SelectMany(c => c)]));
        Assert.True(few.Balance > 1, $"{few.Words}");
        Assert.Equal(1, many.Balance);
        var usual = Balanced.For(Data(Balanced, Cells[..8]).Training, 2);
        Assert.Equal(usual.Energy, few.Energy);
        Assert.Equal(few.Balance!.Value * usual.Force, few.Force, 1e-12 * few.Force);
        Assert.Equal(Math.Sqrt(few.Balance.Value) * usual.Stress, few.Stress, 1e-12 * few.Stress);
    }

    [Fact]
    public void WhatTheUserAsksForStays()
    {
        foreach (var asked in (LossWeights[])[new(), new() { Favor = Favor.Energies }, new() { Favor = Favor.Forces }])
        {
            var data = Data(asked, Cells[..8]);
            Assert.Same(data, ForceBalance.Decide(Shape("mtp:10"), data, Settings, 1));
        }
        var once = ForceBalance.Decide(Shape("mtp:10"), Data(Balanced, Cells[..8]), Settings, 1);
        Assert.Same(once, ForceBalance.Decide(Shape("mtp:10"), once, Settings, 1));
    }

    [Fact]
    public void ProcessesDecideAlike()
    {
        var alone = Decided("mtp:10", Cells[..8]);
        var together = ThreadRanks.Run(3, ranks =>
            ForceBalance.Decide(Shape("mtp:10"), Data(Balanced, Cells[..8]), Settings, 1, null, ranks).Weights);
        Assert.All(together, weights => Assert.Equal(alone.Words, weights!.Words));
    }

    [Fact]
    public void NotesAndCheckpointsKnowTheWeights()
    {
        using var directory = new TemporaryDirectory();
        var settings = Settings with { CheckpointPath = directory.PathOf("fit.json") };
        Fitted whole;
        using (var task = new FitTask(Shape("mtp:10"), Data(Balanced, Cells[..8]), settings, 1)) whole = task.Run();
        var noted = NotedFit.Of(whole.Potential.Metadata).Weights;
        Assert.Equal(Decided("mtp:10", Cells[..8]).Words, noted.For(Data(Balanced, Cells[..8]).Training, 2).Words);
        using var longer = new FitTask(Shape("mtp:10"), Data(Balanced, Cells[..8]), settings with { Steps = 6 }, 1);
        Assert.Equal(6, longer.Run(CheckpointFile.Read(settings.CheckpointPath)).Course.History[^1].Step);
    }

    private static LossWeights Decided(string basis, Configuration[] cells) =>
        ForceBalance.Decide(Shape(basis), Data(Balanced, cells), Settings, 1).Weights;

    private static (double[] Point, Matrix<double> Prior) Start(PotentialModel shape, FitData data)
    {
        using var loss = new TrainingLoss(shape, data.Training, [], data.Weights, 1);
        var smooth = new SmoothLoss(loss, Settings.Smoothness);
        var point = RandomStart.Draw(loss.Layout, 0, loss.RadialScale);
        LeastSquaresSolver.Solve(smooth.LinearSystem(point))!.CopyTo(point, loss.Layout.SpeciesOffset);
        var prior = smooth.Prior(loss.Dimension, static (whole, row) => whole.CopyTo(row)).Symmetric();
        return (point, Matrix<double>.Build.Dense(loss.Dimension, loss.Dimension, (i, j) => prior[i, j]));
    }

    private static PotentialModel Shape(string basis) => PotentialModel.ForBasis(basis, Species, new RadialBasis(2, 5, 6));

    private static FitData Data(LossWeights weights, Configuration[] cells) => FitData.Of(cells, [], Species, weights, 5, 1);
}
