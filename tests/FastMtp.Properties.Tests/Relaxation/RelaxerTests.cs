using FastMtp.Atoms;
using FastMtp.Properties.Energies;
using FastMtp.Properties.Geometry;
using FastMtp.Properties.Relaxation;
using FastMtp.Properties.Symmetry;

namespace FastMtp.Properties.Tests.Relaxation;

public class RelaxerTests
{
    private static readonly RelaxationSettings Tight = new() { ForceTolerance = 1e-6, StressTolerance = 1e-5 };

    /// <summary>Neighbours of the face-centred crystal up to √2 a, squared distance in a² and number.</summary>
    private static readonly (double Squared, int Count)[] Shells = [(0.5, 12), (1, 6), (1.5, 24), (2, 12)];

    private static readonly double LatticeConstant =
        Math.Pow(2 * Shells.Sum(s => s.Count * Math.Pow(s.Squared, -6)) / Shells.Sum(s => s.Count * Math.Pow(s.Squared, -3)), 1.0 / 6);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ALennardJonesCrystalFindsItsAnalyticLatticeConstant(int seed)
    {
        var start = Crystals.Distorted(Crystals.FaceCentered(1.04 * LatticeConstant, 2), seed);
        var end = new Relaxer(PairSurface.LennardJones(1.5 * LatticeConstant), Tight).Relax(start);
        Assert.True(end.IsConverged, end.Sentence);
        Assert.Equal(8 * Math.Pow(LatticeConstant, 3), end.Configuration.Cell.Volume, 1e-5);
        Assert.Equal(Energy(LatticeConstant), end.Energy / 32, 1e-9);
        Assert.InRange(end.Evaluations, 5, 60);
    }

    [Fact]
    public void UnderPressureTheEnthalpyIsLowest()
    {
        const double Pressure = 500;
        var settings = Tight with { Pressure = Pressure, Cell = CellMode.Isotropic };
        var end = new Relaxer(PairSurface.LennardJones(1.5 * LatticeConstant), settings).Relax(Crystals.FaceCentered(LatticeConstant));
        Assert.True(end.IsConverged, end.Sentence);
        var a = Math.Cbrt(end.Configuration.Cell.Volume);
        Assert.True(a < 0.999 * LatticeConstant);
        var slope = (4 * Energy(a + 1e-5) - 4 * Energy(a - 1e-5)) / 2e-5 / (3 * a * a);
        Assert.Equal(-Pressure / Units.GigapascalsPerEvPerCubicAngstrom, slope, 1e-5);
        Assert.Equal(end.Energy + Pressure / Units.GigapascalsPerEvPerCubicAngstrom * a * a * a, end.Enthalpy, 1e-9);
    }

    [Fact]
    public void AFixedCellStaysAndItsAtomsRelax()
    {
        var start = Crystals.Distorted(Crystals.FaceCentered(LatticeConstant, 2), 4);
        var end = new Relaxer(PairSurface.SmoothLennardJones(2.5), Tight with { Cell = CellMode.Fixed }).Relax(start);
        Assert.True(end.IsConverged, end.Sentence);
        Assert.Equal(start.Cell, end.Configuration.Cell);
        Assert.True(end.Energy < end.InitialEnergy);
    }

    [Fact]
    public void AnIsotropicCellKeepsItsShape()
    {
        var start = Crystals.Distorted(Crystals.FaceCentered(1.1 * LatticeConstant), 5);
        var end = new Relaxer(PairSurface.SmoothLennardJones(2.5), Tight with { Cell = CellMode.Isotropic }).Relax(start);
        Assert.True(end.IsConverged, end.Sentence);
        var growth = Matrix3.Of(start.Cell).Inverse * Matrix3.Of(end.Configuration.Cell);
        Assert.True((growth - growth.X.X * Matrix3.Identity).Largest < 1e-12);
        Assert.True(growth.X.X < 0.95);
    }

    [Fact]
    public void AFixedAxisNeitherStretchesNorShears()
    {
        var start = Crystals.Distorted(Crystals.FaceCentered(LatticeConstant), 6);
        var end = new Relaxer(PairSurface.SmoothLennardJones(2.5), Tight with { FixedAxes = "z" }).Relax(start);
        Assert.True(end.IsConverged, end.Sentence);
        var deformation = (Matrix3.Of(start.Cell).Inverse * Matrix3.Of(end.Configuration.Cell)).Transposed;
        Assert.True((deformation * new Vector3(0, 0, 1) - new Vector3(0, 0, 1)).Length < 1e-12);
        Assert.True(Math.Abs(deformation.X.X - 1) > 1e-3);
    }

    [Fact]
    public void FixedAtomsFollowTheCellAlone()
    {
        var start = Crystals.Distorted(Crystals.FaceCentered(LatticeConstant), 7) with
        {
            Types = [0, 1, 0, 0],
            Fixed = [true, false, false, false],
        };
        var end = new Relaxer(PairSurface.SmoothLennardJones(2.5), Tight with { FixedSpecies = ["B"], FixedAtoms = [3] }).Relax(start);
        Assert.True(end.IsConverged, end.Sentence);
        foreach (var (atom, moves) in new[] { (0, false), (1, false), (2, true), (3, false) })
        {
            var shift = Place(end.Configuration, atom) - Place(start, atom);
            Assert.Equal(moves, shift.Length > 1e-9);
        }

        static Vector3 Place(Configuration c, int atom) => c.Position(atom) * Matrix3.Of(c.Cell).Inverse;
    }

    [Fact]
    public void AMoleculeAndALayerRelaxToo()
    {
        var surface = PairSurface.LennardJones(3);
        var pair = Configuration.Of(["A", "A"], [0, 0, 0, 0, 0, 1.3]);
        var molecule = new Relaxer(surface, Tight).Relax(pair).Configuration;
        Assert.Equal(Math.Pow(2, 1.0 / 6), (molecule.Position(1) - molecule.Position(0)).Length, 1e-6);
        var layer = Crystals.Of(new(new(1.1, 0, 0), new(0.45, 1.05, 0), new(0, 0, 9), true, true, false), [[0, 0, 0.5]]);
        var end = new Relaxer(PairSurface.SmoothLennardJones(1.7), Tight).Relax(layer);
        Assert.True(end.IsConverged, end.Sentence);
        Assert.Equal(layer.Cell.C, end.Configuration.Cell.C);
        Assert.Equal(0, end.Configuration.Cell.A.Z);
        // The best layer is triangular, with all edges alike.
        var cell = end.Configuration.Cell;
        Assert.Equal(cell.A.Length, cell.B.Length, 1e-4);
        Assert.Equal(0.5, Math.Abs(Vector3.Dot(cell.A, cell.B)) / (cell.A.Length * cell.B.Length), 1e-4);
    }

    [Fact]
    public void SymmetryIsKeptIfAsked()
    {
        // Body-centred cubic is unstable in this potential.
        var surface = PairSurface.SmoothLennardJones(2.5);
        var start = Crystals.Distorted(Crystals.BodyCentered(1.25, 2), 8, 0.002, 0.002);
        var kept = new Relaxer(surface, Tight with { SymmetryTolerance = 0.05 }).Relax(start);
        var free = new Relaxer(surface, Tight).Relax(start);
        Assert.True(kept.IsConverged, kept.Sentence);
        Assert.True(free.IsConverged, free.Sentence);
        Assert.True(free.Energy < kept.Energy - 0.1);
        var group = SymmetryFinder.Find(kept.Configuration, new bool[16], 1e-8);
        Assert.Equal((48, 16), (group.Operations.Count, group.Translations));
    }

    [Fact]
    public void ThePathBeginsAtTheStartAndGoesDown()
    {
        var start = Crystals.Distorted(Crystals.FaceCentered(LatticeConstant), 9);
        var end = new Relaxer(PairSurface.SmoothLennardJones(2.5), Tight).Relax(start, keepsPath: true);
        Assert.Equal(start.Positions, end.Path[0].Positions);
        Assert.Equal(end.Steps + 1, end.Path.Count);
        Assert.Equal(end.Energy, end.Path[^1].Energy);
        Assert.All(end.Path.Zip(end.Path.Skip(1)), pair => Assert.True(pair.Second.Energy <= pair.First.Energy + 1e-9));
    }

    [Fact]
    public void FailuresHaveReasons()
    {
        var crystal = Crystals.Distorted(Crystals.FaceCentered(LatticeConstant), 10);
        var lj = PairSurface.SmoothLennardJones(2.5);
        Assert.Equal(Ending.StepLimit, EndOf(lj, Tight with { Steps = 3 }, crystal));
        Assert.Equal(Ending.AtomsTooNear, EndOf(lj, Tight with { NearestDistance = 1.4 }, crystal));
        Assert.Equal(Ending.CellDegenerate, EndOf(lj, Tight with { Pressure = -5000 }, crystal));
        Assert.Equal(Ending.NotFinite, EndOf(new PairSurface(_ => (double.NaN, double.NaN), 2), Tight, crystal));
        var attraction = new PairSurface(r => (-1e3 / r, 1e3 / (r * r)), 2.5);
        Assert.Equal(Ending.EnergyUnbounded, EndOf(attraction, Tight with { NearestDistance = 0 }, crystal));
        // Forces of the wrong sign.
        Assert.Equal(Ending.Stalled, EndOf(new PairSurface(r => (r, -1), 2.5), Tight with { Cell = CellMode.Fixed }, crystal));
        Assert.Equal(Ending.Refused, EndOf(lj, Tight with { FixedAtoms = [4] }, crystal));
        Assert.Equal(Ending.Refused, EndOf(lj, Tight with { Pressure = 1 }, Configuration.Of(["A"], [0, 0, 0])));
        Assert.Equal(Ending.Refused, EndOf(lj, Tight, crystal with { Positions = new double[12] }));
    }

    [Fact]
    public void EverySentenceSaysWhatHappened()
    {
        var endings = Enum.GetValues<Ending>();
        Assert.Equal(endings.Length, endings.Select(ending => ending.Sentence()).Distinct().Count());
        Assert.Equal(endings.Length, endings.Select(ending => ending.Word()).Distinct().Count());
    }

    private static Ending EndOf(IEnergySurface surface, RelaxationSettings settings, Configuration start) =>
        new Relaxer(surface, settings).Relax(start).Ending;

    /// <summary>Energy per atom of the face-centred crystal.</summary>
    private static double Energy(double a) => Shells.Sum(
        s => 2 * s.Count * (Math.Pow(a * a * s.Squared, -6) - Math.Pow(a * a * s.Squared, -3)));
}
