using FastMtp.Basis;

namespace FastMtp.Training.Tests.Loss;

/// <summary>Weights that derive from the data depend on the material they show, and on nothing else.</summary>
public class LabelScaleTests
{
    private static readonly LossWeights Asked = new() { Favor = Favor.Balanced };
    private static readonly IReadOnlyList<Configuration> Data = [.. Enumerable.Range(0, 40).Select(Cell)];
    private static readonly LossWeights Usual = Asked.For(Data, 2);

    [Fact]
    public void AllTermsHaveAWeightPerAtom()
    {
        Assert.Equal((Favor.Balanced, LossNormalization.Vibrations), (Usual.Favor, Usual.Normalization));
        Assert.All((double[])[Usual.Energy, Usual.Force, Usual.Stress], weight => Assert.InRange(weight, 1e-6, 1e9));
    }

    [Fact]
    public void DataReadTwiceGiveTheSame() => AssertNear(Usual, Asked.For([.. Data, .. Data], 2), 1e-9);

    [Fact]
    public void SupercellsCountAsManyTimesAsTheyHaveCells()
    {
        Configuration[] large = [.. Data.Select(Doubled)];
        AssertNear(Usual, Asked.For(large, 2), 1e-9);
        var (small, twice) = (Usual.For(Data[0]), Usual.For(large[0]));
        // Errors of energies and virials double, so their squares count four times; those of forces occur twice.
        Assert.Equal(small.Energy, 2 * twice.Energy, 1e-9 * small.Energy);
        Assert.Equal(small.Force, twice.Force, 1e-9 * small.Force);
        Assert.Equal(small.Stress, 2 * twice.Stress, 1e-9 * small.Stress);
    }

    [Fact]
    public void EnergiesOfSpeciesDoNotMatter()
    {
        var shifted = Data.Select(
            c => c with { Energy = c.Energy - 500 * c.Types.Count(t => t == 0) + 70 * c.Types.Count(t => t == 1) });
        AssertNear(Usual, Asked.For([.. shifted], 2), 1e-6);
    }

    [Fact]
    public void OneAbsurdCellDoesNotDecide()
    {
        var absurd = Cell(3) with
        {
            Energy = 1e5, Forces = [.. Enumerable.Repeat(1e4, 12)], Virial = new Virial(1e5, 0, 0, 0, 0, 1e5),
        };
        AssertNear(Usual, Asked.For([.. Data, absurd], 2), 0.15);
    }

    [Fact]
    public void ForcesThatVanishBySymmetryDoNotMatter()
    {
        Configuration[] symmetric = [.. Enumerable.Range(0, 400).Select(i => Cell(i % 40) with { Forces = new double[12] })];
        Assert.Equal(Usual.Force, Asked.For([.. Data, .. symmetric], 2).Force, 1e-9 * Usual.Force);
    }

    [Fact]
    public void WhatDoesNotVaryBorrowsFromWhatDoes()
    {
        Check([Data[0]]);
        Check([.. Data.Select(c => c with { Forces = new double[12] })]);
        Check([.. Data.Select(c => c with { Energy = -7, Types = [0, 0, 0, 0] })]);
        Check([.. Data.Select(c => c with { Energy = -7, Forces = new double[12], Virial = default(Virial) })]);
        Check([.. Data.Select(c => c with { Energy = null, Virial = null })]);
        Assert.Equal(0, Asked.For([.. Data.Select(c => c with { Virial = null })], 2).Stress);

        static void Check(Configuration[] data)
        {
            var weights = Asked.For(data, 2);
            Assert.All((double[])[weights.Energy, weights.Force], weight => Assert.InRange(weight, 1e-6, 1e9));
            Assert.Equal(data.Any(c => c.Virial is not null), weights.Stress > 0);
        }
    }

    [Fact]
    public void FavorChangesTheBalanceAndKeepsFactorsOfGroups()
    {
        var groups = new Dictionary<string, double> { ["Surface"] = 3 };
        var (energies, forces) = (For(Favor.Energies), For(Favor.Forces));
        Assert.True(energies.Force / energies.Energy < Usual.Force / Usual.Energy);
        Assert.True(forces.Force / forces.Energy > Usual.Force / Usual.Energy);
        Assert.Equal(groups, forces.Groups);
        Assert.Same(Plain, Plain.For(Data, 2));

        LossWeights For(Favor favor) => new LossWeights { Favor = favor, Groups = groups }.For(Data, 2);
    }

    private static readonly LossWeights Plain = new();

    /// <summary>Four atoms of two species with labels that look like those of DFT.</summary>
    private static Configuration Cell(int i)
    {
        var random = new SplitMix64((ulong)i);
        int[] types = [.. Enumerable.Range(0, 4).Select(atom => (i + atom) % 3 == 0 ? 1 : 0)];
        return new Configuration
        {
            Types = types,
            Positions = [.. Enumerable.Range(0, 12).Select(k => 2.5 * k + 0.1 * random.NextSigned())],
            Energy = -10 * types.Count(t => t == 0) - 12 * types.Count(t => t == 1) + random.NextSigned(),
            Forces = [.. Enumerable.Range(0, 12).Select(_ => 0.8 * random.NextSigned())],
            Virial = new Virial(
                random.NextSigned(), random.NextSigned(), random.NextSigned(),
                random.NextSigned(), random.NextSigned(), random.NextSigned()),
        };
    }

    private static Configuration Doubled(Configuration c) => c with
    {
        Types = [.. c.Types, .. c.Types],
        Positions = [.. c.Positions, .. c.Positions.Select(x => x + 100)],
        Energy = 2 * c.Energy,
        Forces = [.. c.Forces!, .. c.Forces!],
        Virial = 2 * c.Virial!.Value,
    };

    private static void AssertNear(LossWeights expected, LossWeights actual, double tolerance)
    {
        Assert.Equal(expected.Energy, actual.Energy, tolerance * expected.Energy);
        Assert.Equal(expected.Force, actual.Force, tolerance * expected.Force);
        Assert.Equal(expected.Stress, actual.Stress, tolerance * expected.Stress);
    }
}
