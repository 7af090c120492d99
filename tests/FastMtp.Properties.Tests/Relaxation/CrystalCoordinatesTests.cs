using FastMtp.Properties.Relaxation;

namespace FastMtp.Properties.Tests.Relaxation;

public class CrystalCoordinatesTests
{
    [Theory]
    [InlineData("Full", "", 0)]
    [InlineData("Full", "", 30)]
    [InlineData("Full", "z", 0)]
    [InlineData("Full", "xy", 5)]
    [InlineData("Isotropic", "", 20)]
    [InlineData("Isotropic", "y", 0)]
    [InlineData("Fixed", "", 0)]
    public void TheGradientOfTheEnthalpyIsThatOfDifferences(string mode, string axes, double pressure)
    {
        var surface = PairSurface.SmoothLennardJones(2.5);
        var settings = new RelaxationSettings
        {
            Cell = Enum.Parse<CellMode>(mode), FixedAxes = axes, Pressure = pressure, FixedAtoms = [2],
        };
        var crystal = Crystals.Distorted(Crystals.FaceCentered(1.6), 1);
        var coordinates = new Relaxer(surface, settings).Coordinates(crystal);
        Assert.Equal(StrainCount(mode, axes), coordinates.Length - 12);
        // Far from the reference, where the exponential is not linear.
        var random = new Random(2);
        var place = coordinates.Start();
        for (var i = 0; i < place.Length; i++) place[i] += 0.2 * (random.NextDouble() - 0.5);
        var gradient = new double[place.Length];
        var at = coordinates.At(place);
        coordinates.Gradient(place, at, surface.Evaluate(at), gradient);
        for (var i = 0; i < place.Length; i++)
        {
            var expected = i / 3 == 2 ? 0 : (Enthalpy(i, 1e-5) - Enthalpy(i, -1e-5)) / 2e-5;
            Assert.Equal(expected, gradient[i], 1e-6 * Math.Max(1, Math.Abs(expected)));
        }

        double Enthalpy(int i, double step)
        {
            var moved = place.ToArray();
            moved[i] += step;
            var structure = coordinates.At(moved);
            return coordinates.Enthalpy(structure, surface.Evaluate(structure));
        }
    }

    [Theory]
    [InlineData(true, true, false, 3)]
    [InlineData(true, false, false, 1)]
    [InlineData(false, false, false, 0)]
    public void OnlyDirectionsThatRepeatAreStrained(bool a, bool b, bool c, int strains)
    {
        var cell = new Cell(new(3, 0.5, 0), new(0.3, 3, 0.2), new(0.1, 0.2, 9), a, b, c);
        var space = StrainSpace.Of(cell, CellMode.Full, "");
        Assert.Equal(strains, space.Basis.Length);
        var normal = Vector3.Cross(cell.A, cell.B);
        Assert.All(space.Basis, strain => Assert.True((strain * normal).Length < 1e-12));
    }

    private static int StrainCount(string mode, string axes) => mode switch
    {
        "Full" => (3 - axes.Length) * (4 - axes.Length) / 2,
        "Isotropic" => 1,
        _ => 0,
    };
}
