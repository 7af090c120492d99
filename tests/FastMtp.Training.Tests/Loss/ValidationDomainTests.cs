using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Training.Fitting;
using FastMtp.Training.Loss;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Tests.Loss;

/// <summary>One validation cell with nearer atoms than all training data must not decide when a fit is at its best.</summary>
public class ValidationDomainTests
{
    private static readonly PotentialModel Shape = PotentialModel.ForLevel(4, SpeciesList.Parse("Mo"), new RadialBasis(1.9, 5, 6));
    private static readonly IReadOnlyList<Configuration> Training = [.. Enumerable.Range(0, 30).Select(i => Dimer(2 + 0.09 * i))];
    private static readonly IReadOnlyList<Configuration> Within = [.. Enumerable.Range(0, 10).Select(i => Dimer(2.05 + 0.25 * i))];

    /// <summary>A label that no smooth fit to the other configurations predicts.</summary>
    private static readonly Configuration Near = Dimer(1.2) with { Energy = -80, Forces = new double[6] };

    [Fact]
    public void NearerAtomsAreTold()
    {
        var domain = ValidationDomain.Of(Training, [.. Within, Near], 1);
        Assert.Equal(Within, domain.Within);
        Assert.Same(Near, Assert.Single(domain.Beyond));
        Assert.Contains(
            "1 of 11 validation configurations, the first dimer of 1.2, have atoms closer together (1.2 Å) "
            + "than any in the training data (2 Å)",
            domain.Note(), StringComparison.Ordinal);
        Assert.Null(ValidationDomain.Of(Training, Within, 1).Note());
        Assert.Same(Near, Assert.Single(ValidationDomain.Of(Training, [Near], 1).Within));
    }

    [Fact]
    public void TheyDoNotDecideButTheirErrorsAreReported()
    {
        var point = Fit(Within).Best.Parameters;
        var (within, both, near) = (Errors(Within), Errors([.. Within, Near]), Errors([Near]));
        Assert.Equal(within.Loss, both.Loss);
        Assert.True(near.EnergyRmse > 1);
        Assert.Equal((10 * Square(within.EnergyRmse) + Square(near.EnergyRmse)) / 11, Square(both.EnergyRmse),
            1e-9 * Square(near.EnergyRmse));

        ErrorSummary Errors(IReadOnlyList<Configuration> validation)
        {
            using var loss = Loss(validation);
            return loss.ValidationErrors(point)!;
        }

        static double Square(double? value) => value!.Value * value.Value;
    }

    [Fact]
    public void TheBestStepIsThatOfTheOthers() => Assert.Equal(Fit(Within).Best.Parameters, Fit([.. Within, Near]).Best.Parameters);

    [Fact]
    public void HowWrongOneLabelIsDoesNotMatterToALossFromTheData()
    {
        var point = Fit(Within).Best.Parameters;
        var weights = new LossWeights { Favor = Favor.Balanced }.For(Training, 1);
        var (wrong, absurd) = (Of(-80), Of(-8e6));
        Assert.Equal(wrong.Loss, absurd.Loss);
        Assert.True(absurd.EnergyRmse > 1e4 * wrong.EnergyRmse);

        ErrorSummary Of(double energy)
        {
            using var loss = Loss([.. Within, Dimer(2.3) with { Energy = energy }], weights);
            return loss.ValidationErrors(point)!;
        }
    }

    private static History.TrainingResult Fit(IReadOnlyList<Configuration> validation)
    {
        using var loss = Loss(validation);
        return new Trainer(loss, new TrainingSettings { Steps = 60, ValidationInterval = 2 }).Run();
    }

    private static TrainingLoss Loss(IReadOnlyList<Configuration> validation, LossWeights? weights = null) =>
        new(Shape, Training, validation, weights ?? new LossWeights(), 1, KernelRegistry.For(Shape.Plan));

    /// <summary>Two atoms with a Morse potential.</summary>
    private static Configuration Dimer(double distance)
    {
        var decay = Math.Exp(-1.4 * (distance - 2.6));
        var slope = -2.8 * (decay * decay - decay);
        return new Configuration
        {
            Types = [0, 0],
            Positions = [0, 0, 0, 0, 0, distance],
            Energy = decay * decay - 2 * decay,
            Forces = [0, 0, slope, 0, 0, -slope],
            Origin = FormattableString.Invariant($"dimer of {distance}"),
        };
    }
}
