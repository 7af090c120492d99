using FastMtp.Neighbors;
using FastMtp.Properties.Crystals;
using FastMtp.Properties.Geometry;

namespace FastMtp.Properties.Tests;

public sealed class PrototypeTests
{
    [Theory]
    [InlineData("sc", 6, 1, 1)]
    [InlineData("bcc", 8, 1, 2)]
    [InlineData("fcc", 12, 1, 4)]
    [InlineData("hcp", 12, 2, 2)]
    [InlineData("diamond", 4, 2, 8)]
    [InlineData("rocksalt", 6, 2, 8)]
    [InlineData("cscl", 8, 2, 2)]
    [InlineData("zincblende", 4, 2, 8)]
    [InlineData("wurtzite", 4, 4, 4)]
    [InlineData("fluorite", 8, 3, 12)]
    [InlineData("l12", 12, 4, 4)]
    [InlineData("perovskite", 6, 5, 5)]
    public void CellsHaveTheirNeighboursAndAtoms(string name, int neighbors, int primitive, int conventional)
    {
        var prototype = Prototype.Of(name);
        string[] elements = [.. ((string[])["Mg", "Ti", "O"]).Take(prototype.ElementCount)];
        var cell = prototype.Cell(elements, 4);
        Assert.Equal(primitive, cell.Count);
        var crystal = new Crystal(name, cell, prototype.ToConventional, prototype.Path);
        Assert.Equal(conventional, crystal.Conventional.Count);
        var search = new NeighborSearch(crystal.Conventional, 1.01 * NeighborSearch.ShortestDistance(cell));
        var buffer = new NeighborBuffer();
        var most = Enumerable.Range(0, conventional).Max(atom =>
        {
            search.Collect(atom, buffer);
            return buffer.Count;
        });
        Assert.Equal(neighbors, most);
        Assert.Equal(4, crystal.Conventional.Cell.A.Length, 12);
    }

    [Fact]
    public void SupercellsOfAnyShapeHaveAllAtomsOnce()
    {
        var cell = Prototype.Of("hcp").Cell(["Mg"], 3.2);
        int[][] multiples = [[2, 1, 0], [-1, 3, 1], [0, 0, 2]];
        var supercell = Supercell.Of(cell, multiples);
        var determinant = (int)Math.Round(new Matrix3(new(2, 1, 0), new(-1, 3, 1), new(0, 0, 2)).Determinant);
        Assert.Equal(determinant * cell.Count, supercell.Count);
        Assert.Equal(determinant * cell.Cell.Volume, supercell.Cell.Volume, 9);
        Assert.Equal(NeighborSearch.ShortestDistance(cell), NeighborSearch.ShortestDistance(supercell), 9);
        Assert.Equal(cell.Position(0), supercell.Position(0));
    }

    [Fact]
    public void FormulasAreReduced()
    {
        var fluorite = Prototype.Of("fluorite");
        var conventional = new Crystal("CaF2", fluorite.Cell(["Ca", "F"], 5.4), fluorite.ToConventional, []).Conventional;
        Assert.Equal("CaF2", Formula.Reduced(conventional));
        Assert.Equal(4, Formula.Units(conventional));
    }

    [Fact]
    public void AnUnknownPrototypeIsRefused() =>
        Assert.Contains("choose from sc, bcc, fcc", Assert.Throws<InputException>(() => Prototype.Of("cubic")).Message);

    [Fact]
    public void TheMinimumOfACrystalIsFoundWithoutAStart()
    {
        var states = new GroundState(BondModel.Surface, nearest: 1);
        var fcc = Prototype.Of("fcc");
        var minima = states.Minima(fcc, ["Cu"]);
        var a = states.LatticeConstant(fcc, ["Cu"], minima);
        var relaxed = states.Relaxed(fcc.Cell(["Cu"], a));
        Assert.Equal(-6, relaxed.Energy!.Value / relaxed.Count, 9);
        Assert.Equal(Math.Sqrt(2) * BondModel.Length, a, 0.05);
    }

    [Fact]
    public void OfSeveralMinimaTheOneWithTheBondLengthOfTheElementsIsTaken()
    {
        var states = new GroundState(BondModel.Surface, nearest: 1);
        Assert.Equal(3.61, states.LatticeConstant(Prototype.Of("fcc"), ["Cu"], [(2.4, -9), (3.61, -3), (5.4, -4)]));
        Assert.Equal(5.64, states.LatticeConstant(Prototype.Of("rocksalt"), ["Na", "Cl"], [(3.1, -9), (5.64, -3), (8.5, -1)]));
        Assert.Equal(3.16, states.LatticeConstant(Prototype.Of("bcc"), ["W"], [(2.5, -14), (3.16, -13), (4.2, -13.5)]));
    }

    [Fact]
    public void ACrystalWithoutAMinimumIsRefused()
    {
        var repulsion = new PairSurface(r => (Math.Pow(5 - r, 2), -2 * (5 - r)), 5);
        var states = new GroundState(repulsion, nearest: 1);
        var bcc = Prototype.Of("bcc");
        var error = Assert.Throws<InputException>(() => states.LatticeConstant(bcc, ["W"], states.Minima(bcc, ["W"])));
        Assert.Contains("bcc W: the energy has no minimum", error.Message);
    }
}
