using FastMtp.Properties.Crystals;
using FastMtp.Properties.Ranking;
using FastMtp.Properties.Relaxation;

namespace FastMtp.Properties.Tests;

public sealed class RankingTests
{
    private static readonly Configuration Primitive = Prototype.Of("fcc").Cell(["Cu"], 3.6);

    [Fact]
    public void EqualCrystalsHaveEqualFingerprintsInAnyCell()
    {
        var one = StructureFingerprint.Of(Primitive);
        var other = StructureFingerprint.Of(Supercell.Of(Primitive, [[2, 1, 0], [0, 1, 0], [1, 0, 3]]));
        Assert.Equal(0, one.DistanceTo(other), 1e-3);
        Assert.True(one.DistanceTo(StructureFingerprint.Of(Prototype.Of("hcp").Cell(["Cu"], 3.6 / Math.Sqrt(2)))) > 0.2);
        Assert.True(one.DistanceTo(StructureFingerprint.Of(Prototype.Of("bcc").Cell(["Cu"], 2.87))) > 0.2);
    }

    [Fact]
    public void StructuresAreOrderedByTheirMeanAndSpreadIsThatOfDifferences()
    {
        // Members differ by a constant, which does not matter, and by what they think of hcp.
        var ranking = StructureRanking.Of(
            [Member(-3.0, -3.010, -2.9), Member(-4.0, -3.994, -3.8), Member(-5.0, -5.020, -4.8)], ["fcc", "hcp", "bcc"]);
        Assert.Equal(["hcp", "fcc", "bcc"], ranking.Select(structure => structure.Name));
        Assert.Equal(0, ranking[0].Mean, 12);
        Assert.Equal(0.008, ranking[1].Mean, 12);
        Assert.Equal(0.01311, ranking[1].Sigma!.Value, 1e-4);
        Assert.Equal(2.0 / 3, ranking[0].LowestShare, 12);
        Assert.Equal(1.0 / 3, ranking[1].LowestShare, 12);
        Assert.Equal(2.0 / 3, ranking[1].OrderShare, 12);
        Assert.Equal(1, ranking[2].OrderShare);
    }

    [Fact]
    public void StructuresThatBecameTheSameAreMerged()
    {
        var larger = Supercell.Of(Primitive, [[2, 0, 0], [0, 1, 0], [0, 0, 1]]);
        var ranking = StructureRanking.Of([[End(Primitive, -3), End(larger, -6)]], ["small", "large"]);
        var structure = Assert.Single(ranking);
        Assert.Equal("small", structure.Name);
        Assert.Equal(["large"], structure.Duplicates);
    }

    [Fact]
    public void FormulasAreRankedApartAndFailuresComeLast()
    {
        var salt = Prototype.Of("rocksalt").Cell(["Na", "Cl"], 5.6);
        var ranking = StructureRanking.Of(
            [[End(salt, -6), End(Primitive, double.NaN), End(Prototype.Of("bcc").Cell(["Cu"], 2.87), -3)]], ["salt", "failed", "bcc"]);
        Assert.Equal(["salt", "bcc", "failed"], ranking.Select(structure => structure.Name));
        Assert.Equal(["ClNa", "Cu", "Cu"], ranking.Select(structure => structure.Formula));
        Assert.True(double.IsNaN(ranking[2].Mean));
    }

    private static Relaxed[] Member(double fcc, double hcp, double bcc) =>
    [
        End(Primitive, fcc), End(Prototype.Of("hcp").Cell(["Cu"], 2.55), 2 * hcp), End(Prototype.Of("bcc").Cell(["Cu"], 2.87), bcc),
    ];

    private static Relaxed End(Configuration structure, double energy) => new(
        structure with { Energy = double.IsNaN(energy) ? null : energy },
        double.IsNaN(energy) ? Ending.StepLimit : Ending.Converged,
        "", 1, 1, energy, energy, new Residual(0, 0));
}
