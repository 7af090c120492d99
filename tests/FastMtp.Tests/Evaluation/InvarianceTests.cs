using FastMtp.Potentials;
using FastMtp.Tests.Atoms;

namespace FastMtp.Tests.Evaluation;

/// <summary>What must not change when the same matter is described otherwise.</summary>
public sealed class InvarianceTests
{
    private const double Tolerance = 1e-11;

    private static readonly PotentialModel Potential = RandomPotentials.Create(12, 4);

    public static TheoryData<string> Evaluators => EvaluatorCases.All();

    public static TheoryData<string, string> Kinds => EvaluatorCases.With(["bulk", "slab", "wire", "cluster", "tiny"]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Rotation(string evaluator, string kind)
    {
        var configuration = SampleConfigurations.Create(kind);
        var expected = EvaluatorCases.Evaluate(evaluator, Potential, configuration);
        var forces = Deformations.WithPositions(configuration with { Positions = expected.Forces }, Deformations.Rotated).Positions;
        AssertSame(evaluator, Deformations.Apply(configuration, Deformations.Rotated),
            expected with { Forces = forces, Virial = Rotated(expected.Virial) });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Translation(string evaluator, string kind)
    {
        var configuration = SampleConfigurations.Create(kind);
        var moved = Deformations.WithPositions(configuration, r => r + new Vector3(-3.7, 11.2, 0.9));
        AssertSame(evaluator, moved, EvaluatorCases.Evaluate(evaluator, Potential, configuration));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void OrderOfTheAtoms(string evaluator, string kind)
    {
        var configuration = SampleConfigurations.Create(kind);
        int[] order = [.. Enumerable.Range(0, configuration.Count)];
        new Random(5).Shuffle(order);
        var expected = EvaluatorCases.Evaluate(evaluator, Potential, configuration);
        var reordered = Deformations.Reordered(configuration with { Positions = expected.Forces }, order);
        AssertSame(evaluator, Deformations.Reordered(configuration, order), expected with
        {
            SiteEnergies = [.. order.Select(i => expected.SiteEnergies[i])],
            Forces = reordered.Positions,
        });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ImagesOfTheAtoms(string evaluator, string kind)
    {
        var configuration = SampleConfigurations.Create(kind);
        AssertSame(evaluator, SampleConfigurations.Scatter(configuration, 3), EvaluatorCases.Evaluate(evaluator, Potential, configuration));
    }

    [Theory]
    [MemberData(nameof(Evaluators))]
    public void ChoiceOfTheCell(string evaluator)
    {
        foreach (var kind in (string[])["bulk", "tiny"])
        {
            var configuration = SampleConfigurations.Create(kind);
            var expected = EvaluatorCases.Evaluate(evaluator, Potential, configuration);
            var (a, b, c) = (configuration.Cell.A, configuration.Cell.B, configuration.Cell.C);
            AssertSame(evaluator, configuration with { Cell = new(b, a, c, true, true, true) }, expected);
            AssertSame(evaluator, configuration with { Cell = new(-1 * a, b + 5 * a, c - 2 * b + 3 * a, true, true, true) }, expected);
        }
    }

    [Theory]
    [MemberData(nameof(Evaluators))]
    public void ASupercellHasTheSameAtoms(string evaluator)
    {
        foreach (var kind in (string[])["bulk", "tiny"])
        {
            var configuration = SampleConfigurations.Create(kind);
            var expected = EvaluatorCases.Evaluate(evaluator, Potential, configuration);
            AssertSame(evaluator, Deformations.Repeated(configuration, 2, 1, 3), new Prediction(
                6 * expected.Energy,
                [.. Enumerable.Repeat(expected.SiteEnergies, 6).SelectMany(e => e)],
                [.. Enumerable.Repeat(expected.Forces, 6).SelectMany(f => f)],
                6 * expected.Virial));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AnOpenDirectionIsAVeryLongPeriod(string evaluator, string kind)
    {
        var configuration = SampleConfigurations.Create(kind);
        var cell = configuration.Cell;
        var vast = new Cell(
            cell.PeriodicA ? cell.A : new(60, 0, 0),
            cell.PeriodicB ? cell.B : new(0, 60, 0),
            cell.PeriodicC ? cell.C : new(0, 0, 60), true, true, true);
        AssertSame(evaluator, configuration with { Cell = vast }, EvaluatorCases.Evaluate(evaluator, Potential, configuration));
    }

    [Theory]
    [MemberData(nameof(Evaluators))]
    public void AnAtomAloneHasTheEnergyOfItsSpecies(string evaluator)
    {
        var atom = new Configuration { Types = [2], Positions = [1, 2, 3] };
        var result = EvaluatorCases.Evaluate(evaluator, Potential, atom);
        Assert.Equal(Potential.SpeciesCoefficients[2], result.Energy);
        Assert.Equal([0, 0, 0], result.Forces);
        Assert.Equal(default, result.Virial);
    }

    private static void AssertSame(string evaluator, Configuration configuration, Prediction expected) =>
        Close.Equal(expected, EvaluatorCases.Evaluate(evaluator, Potential, configuration), Tolerance);

    // An arbitrary rotation: about z, then about x.
    private static Virial Rotated(Virial s)
    {
        var (x, y, z) = (Deformations.Rotated(new Vector3(s.XX, s.XY, s.XZ)), Deformations.Rotated(new Vector3(s.XY, s.YY, s.YZ)),
            Deformations.Rotated(new Vector3(s.XZ, s.YZ, s.ZZ)));
        var (i, j, k) = (Deformations.Rotated(new Vector3(x.X, y.X, z.X)), Deformations.Rotated(new Vector3(x.Y, y.Y, z.Y)),
            Deformations.Rotated(new Vector3(x.Z, y.Z, z.Z)));
        return new Virial(i.X, j.Y, k.Z, j.Z, i.Z, i.Y);
    }
}
