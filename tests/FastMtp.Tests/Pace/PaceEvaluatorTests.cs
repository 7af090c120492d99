using FastMtp.Files.ConfigurationFiles;
using FastMtp.Files.PaceFiles;
using FastMtp.Pace;
using FastMtp.Reference;
using FastMtp.Tests.Evaluation;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Pace;

/// <summary>The evaluator of potentials in the form of PACE.</summary>
public sealed class PaceEvaluatorTests
{
    private static readonly PaceModel Model = YaceFile.Read(GoldenData.PathOf("pace.yace"));
    private static readonly Configuration Atoms =
        ConfigurationFile.Read(GoldenData.PathOf("pace.xyz")).Configurations[0].For(Model.Elements);

    [Fact]
    public void EnergyAndForcesAreGolden()
    {
        var actual = new PaceEvaluator(Model).Evaluate(Atoms);
        Assert.Equal(Atoms.Energy!.Value, actual.Energy, 1e-12);
        Close.Equal(Atoms.Forces!, actual.Forces, 1e-9);
    }

    [Theory]
    [InlineData(PaceBond.ByDistance)]
    [InlineData(PaceBond.ByDensity)]
    public void ForcesAreTheSlopesOfTheEnergy(string inner)
    {
        // At 2.2 to 3.1 Å the switch works for the shortest distances.
        var model = Model with
        {
            Bonds = [.. Model.Bonds.Select(bond => bond with { InnerSwitch = inner, InnerCutoff = 3.1, InnerWidth = 0.9 })],
        };
        var evaluator = new PaceEvaluator(model);
        var forces = evaluator.Evaluate(Atoms).Forces;
        var numeric = new double[forces.Length];
        for (var k = 0; k < numeric.Length; k++)
        {
            numeric[k] = -(4 * Difference(1e-3) - Difference(2e-3)) / 3;

            double Difference(double h) => (Moved(h) - Moved(-h)) / (2 * h);

            double Moved(double h)
            {
                double[] positions = [.. Atoms.Positions];
                positions[k] += h;
                return evaluator.Evaluate(Atoms with { Positions = positions }).Energy;
            }
        }
        Close.Equal(numeric, forces, 1e-8);
    }

    [Fact]
    public void AnAtomAloneHasTheEnergyOfItsSpecies()
    {
        var alone = new PaceEvaluator(Model).Evaluate(new Configuration { Types = [1], Positions = [0, 0, 0] });
        Assert.Equal(Model.E0[1], alone.Energy);
        Assert.Equal([0, 0, 0], alone.Forces);
    }
}
