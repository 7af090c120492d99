using FastMtp.Atoms;
using FastMtp.Properties.Defects;
using FastMtp.Properties.Mechanics;
using FastMtp.Properties.Phonons;

namespace FastMtp.Properties.Tests;

/// <summary>Close packing of the bond model, whose properties follow from counts of bonds and their stiffness.</summary>
public sealed class BondCountTests
{
    private const double JoulesPerSquareMetre = 16.02176634;

    private static readonly double LatticeConstant = Math.Sqrt(2) * BondModel.Length;

    /// <summary>C11 = 2k/a, C12 = C44 = k/a, for the second derivative k of a bond.</summary>
    private static readonly double Shear = BondModel.Stiffness / LatticeConstant * Units.GigapascalsPerEvPerCubicAngstrom;

    [Fact]
    public void ElasticConstantsFollowFromTheStiffnessOfABond()
    {
        var constants = ElasticConstants.Of(BondModel.Surface, BondModel.Fcc.Primitive);
        Assert.Equal(2 * Shear, constants[1, 1], 1e-4 * Shear);
        Assert.Equal(Shear, constants[1, 2], 1e-4 * Shear);
        Assert.Equal(Shear, constants[4, 4], 1e-4 * Shear);
        Assert.Equal(0, constants[1, 4], 1e-4 * Shear);
        Assert.True(constants.Asymmetry < 1e-4 * Shear);
        Assert.Equal(4.0 / 3 * Shear, constants.Bulk, 1e-3 * Shear);
        Assert.All(constants.Eigenvalues, value => Assert.True(value > 0));
    }

    [Fact]
    public void TheEquationOfStateHasTheSameBulkModulus()
    {
        var state = EquationOfState.Of(BondModel.Surface, BondModel.Fcc.Primitive);
        Assert.Equal(4.0 / 3 * Shear, state.BulkModulus, 1e-3 * Shear);
        Assert.Equal(Math.Pow(LatticeConstant, 3) / 4, state.Volume, 1e-4);
        Assert.Equal(-6, state.Energy, 1e-6);
    }

    [Fact]
    public void AMissingAtomCostsTheBondsThatABulkAtomGives()
    {
        var vacancy = Assert.Single(new PointDefects(BondModel.Surface, BondModel.Fcc, null).Vacancies());
        Assert.Equal(6, vacancy.Energy, 1e-6);
        Assert.Equal(6, vacancy.Smaller, 1e-6);
    }

    [Theory]
    [InlineData(1, 1, 1, 3)]
    [InlineData(1, 0, 0, 4)]
    [InlineData(1, 1, 0, 6)]
    public void ASurfaceCostsTheBondsThatItCuts(int h, int k, int l, int broken)
    {
        // Atoms per area: 4/(√3 a²), 2/a² and √2/a².
        var perArea = (h + k + l) switch { 3 => 4 / Math.Sqrt(3), 1 => 2, _ => Math.Sqrt(2) } / (LatticeConstant * LatticeConstant);
        var energy = new PlanarDefects(BondModel.Surface, BondModel.Fcc).Surface((h, k, l));
        Assert.Equal(0.5 * broken * perArea * JoulesPerSquareMetre, energy, 1e-4);
    }

    [Fact]
    public void AStackingFaultOfClosePackingKeepsAllBonds()
    {
        // The partial a/6 [11-2] of the plane (111): the way there is a barrier.
        var points = new PlanarDefects(BondModel.Surface, BondModel.Fcc).StackingFault((1, 1, 1), new(1.0 / 6, 1.0 / 6, -1.0 / 3));
        Assert.Equal(0, points[0].Energy, 1e-9);
        Assert.True(points.Max(p => p.Energy) > 0.05);
        Assert.Equal(0, points[^1].Energy, 1e-4);
    }

    [Fact]
    public void AShiftOutOfThePlaneIsRefused() => Assert.Throws<InputException>(
        () => new PlanarDefects(BondModel.Surface, BondModel.Fcc).StackingFault((1, 1, 1), new(0, 0, 0.5)));

    [Fact]
    public void PhononsFollowFromTheStiffnessOfABond()
    {
        var bands = PhononBands.Of(BondModel.Surface, BondModel.Fcc, 2 * (BondModel.Length + 0.8));
        var mass = Elements.Mass("Cu")!.Value;
        var unit = 15.633304 * Math.Sqrt(BondModel.Stiffness / mass);
        var (x, l) = (bands.At("X")!, bands.At("L")!);
        // ω² = 4k/m twice and 8k/m at X; 2k/m twice and 8k/m at L.
        Assert.Equal(2 * unit, x[0], 1e-3);
        Assert.Equal(2 * unit, x[1], 1e-3);
        Assert.Equal(Math.Sqrt(8) * unit, x[2], 1e-3);
        Assert.Equal(Math.Sqrt(2) * unit, l[0], 1e-3);
        Assert.Equal(Math.Sqrt(8) * unit, l[2], 1e-3);
        Assert.All(bands.At("Γ")!, frequency => Assert.Equal(0, frequency, 1e-3));
        Assert.True(bands.SumRuleError < 1e-10);
        Assert.True(bands.IsStable);
    }
}
