using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Tests.Atoms;

namespace FastMtp.Tests.Evaluation;

/// <summary>Lists that last for several steps must not change what comes out.</summary>
public sealed class MovingAtomsTests
{
    private const double Tolerance = 1e-11;

    private static readonly PotentialModel Potential = RandomPotentials.Create(8, 4);

    public static TheoryData<string, string> KernelsAndKinds
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var kernel in KernelRegistry.All(Potential.Plan))
                foreach (var kind in SampleConfigurations.Kinds) data.Add(kernel.Name, kind);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(KernelsAndKinds))]
    public void EveryStepIsThatOfAFreshEvaluation(string kernelName, string kind)
    {
        var configuration = SampleConfigurations.Create(kind);
        var kernel = KernelRegistry.All(Potential.Plan).First(k => k.Name == kernelName);
        using var moving = new MovingAtoms(Potential, configuration, skin: 0.5, kernel);
        using var fresh = new Evaluator(Potential, kernel);
        var random = new Random(3);
        var positions = configuration.Positions.ToArray();
        for (var step = 0; step < 25; step++)
        {
            moving.MoveTo(positions);
            var expected = fresh.Evaluate(configuration with { Positions = positions.ToArray() });
            Close.Equal(expected, Result(moving), Tolerance);
            for (var i = 0; i < positions.Length; i++) positions[i] += 0.06 * (random.NextDouble() - 0.5);
        }
        if (configuration.Count > 2) Assert.InRange(moving.Listings, 2, 24);
    }

    [Fact]
    public void FastAtomsAreListedInTime()
    {
        // One atom flies through the others, half a skin in most steps, so that lists and picks end at all kinds of moments.
        var configuration = SampleConfigurations.Create("large");
        using var moving = new MovingAtoms(Potential, configuration, skin: 0.6);
        using var fresh = new Evaluator(Potential);
        var positions = configuration.Positions.ToArray();
        for (var step = 0; step < 60; step++)
        {
            positions[30] += step % 7 * 0.05;
            positions[31] -= step % 3 * 0.03;
            moving.MoveTo(positions);
            var expected = fresh.Evaluate(configuration with { Positions = positions.ToArray() });
            Close.Equal(expected, Result(moving), 1e-9);
        }
    }

    [Fact]
    public void AtomsAtRestAreListedOnce()
    {
        var configuration = SampleConfigurations.Create("bulk");
        using var moving = new MovingAtoms(Potential, configuration);
        for (var step = 0; step < 5; step++) moving.MoveTo(configuration.Positions);
        Assert.Equal(1, moving.Listings);
    }

    [Fact]
    public void WhatIsBeyondTheCutoffAddsExactlyNothing()
    {
        var pair = new Configuration { Types = [0, 1], Positions = [0, 0, 0, 5.05, 0, 0] };
        using var moving = new MovingAtoms(Potential, pair);
        moving.MoveTo(pair.Positions);
        Assert.Equal(Potential.SpeciesCoefficients[0] + Potential.SpeciesCoefficients[1], moving.Energy);
        Assert.All(moving.Forces, f => Assert.Equal(0, f));
        Assert.Equal(0, moving.Virial.SquaredNorm);
    }

    [Fact]
    public void ACellMayChange()
    {
        var configuration = SampleConfigurations.Create("bulk");
        using var moving = new MovingAtoms(Potential, configuration);
        moving.MoveTo(configuration.Positions);
        var stretched = Deformations.Apply(configuration, r => r with { X = 1.05 * r.X });
        moving.Cell = stretched.Cell;
        moving.MoveTo(stretched.Positions);
        Close.Equal(EvaluatorCases.Evaluate("reference", Potential, stretched), Result(moving), Tolerance);
    }

    [Fact]
    public void TheNumberOfThreadsDoesNotMatter()
    {
        var configuration = Deformations.Repeated(SampleConfigurations.Create("large"), 2, 1, 1);
        using var one = new MovingAtoms(Potential, configuration, threads: 1);
        using var several = new MovingAtoms(Potential, configuration, threads: 3);
        var positions = configuration.Positions.ToArray();
        for (var step = 0; step < 6; step++)
        {
            one.MoveTo(positions);
            several.MoveTo(positions);
            Assert.Equal(one.Energy, several.Energy);
            Assert.Equal(one.Forces, several.Forces);
            Assert.Equal(one.Virial, several.Virial);
            positions[step] += 0.2;
        }
    }

    [Fact]
    public void AStepWithinTheSkinAllocatesLittle()
    {
        var configuration = SampleConfigurations.Create("large");
        using var moving = new MovingAtoms(Potential, configuration, threads: 1);
        for (var step = 0; step < 3; step++) moving.MoveTo(configuration.Positions);
        var before = GC.GetAllocatedBytesForCurrentThread();
        moving.MoveTo(configuration.Positions);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    [Fact]
    public void ACoordinateThatIsNoneIsNamed()
    {
        var configuration = SampleConfigurations.Create("bulk") with { Origin = "step" };
        using var moving = new MovingAtoms(Potential, configuration);
        moving.MoveTo(configuration.Positions);
        var positions = configuration.Positions.ToArray();
        positions[4] = double.NaN;
        var error = Assert.Throws<InputException>(() => moving.MoveTo(positions));
        Assert.StartsWith("step: atom 2 has the coordinate NaN", error.Message, StringComparison.Ordinal);
        moving.MoveTo(configuration.Positions);
        Assert.True(double.IsFinite(moving.Energy));
    }

    [Fact]
    public void AtomsThatMeetAreNamed()
    {
        // They come together within the skin, where no search would find them.
        var trio = new Configuration { Types = [0, 1, 2], Positions = [2, 0, 0, 2.1, 0, 0, 4, 0, 0], Origin = "step" };
        using var moving = new MovingAtoms(Potential, trio);
        moving.MoveTo(trio.Positions);
        var error = Assert.Throws<InputException>(() => moving.MoveTo([2.05, 0, 0, 2.0501, 0, 0, 4, 0, 0]));
        Assert.StartsWith("step: atoms 1 and 2 are at the same place", error.Message, StringComparison.Ordinal);
        moving.MoveTo(trio.Positions);
        Assert.Equal(1, moving.Listings);
        Close.Equal(EvaluatorCases.Evaluate("reference", Potential, trio), Result(moving), Tolerance);
    }

    [Fact]
    public void AForeignSpeciesIsNamed()
    {
        var pair = new Configuration { Types = [0, 4], Positions = [0, 0, 0, 3, 0, 0] };
        var error = Assert.Throws<InputException>(() => new MovingAtoms(Potential, pair));
        Assert.Contains("Atom 2 has species number 4", error.Message, StringComparison.Ordinal);
    }

    private static Prediction Result(MovingAtoms moving) => new(moving.Energy, moving.SiteEnergies, moving.Forces, moving.Virial);
}
