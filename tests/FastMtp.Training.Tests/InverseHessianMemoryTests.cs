using FastMtp.Training.Fitting;
using FastMtp.Training.Optimization;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Tests;

public class InverseHessianMemoryTests
{
    [Fact]
    public void DenseUpToAboutSixThousandCoefficients()
    {
        Assert.IsType<DenseInverseHessian>(InverseHessianMemory.Create(10, 5792));
        Assert.IsType<LimitedInverseHessian>(InverseHessianMemory.Create(10, 5793));
        Assert.Equal(0.25, InverseHessianMemory.Gigabytes(RadialForm.Base, 100_000), 0.01);
    }

    [Fact]
    public void ManyCoefficientsAreFittedInLimitedMemory()
    {
        var problem = new ToyPotential(speciesCount: 25, basisSize: 8, sites: 30, validationSites: 0);
        Assert.True(InverseHessianMemory.Coefficients(RadialForm.Base, problem.Layout, ParameterGroups.None) > 5792);
        var result = new Trainer(problem, new TrainingSettings { Steps = 3 }).Run();
        Assert.True(result.History[^1].Loss < result.History[0].Loss);
        // Factors need fewer.
        Assert.InRange(InverseHessianMemory.Coefficients(RadialForm.Tf(2, 2, 2), problem.Layout, ParameterGroups.None), 1, 2000);
    }

    [Fact]
    public void MemoryThatIsNotThereIsToldWithItsSize()
    {
        Assert.Contains("The inverse Hessian of 63368 coefficients needs 0.2 GB of memory, of which 0.1 GB are free; fit a tensor train "
            + "(form tf), use fewer species or a smaller radial size.",
            Assert.Throws<InputException>(() => InverseHessianMemory.Require(RadialForm.Base, 63368, 0.1)).Message,
            StringComparison.Ordinal);
        InverseHessianMemory.Require(RadialForm.Base, 63368, 0.5);
        Assert.Throws<InputException>(() => InverseHessianMemory.Require(RadialForm.Mfra(8), 5000, 0.15));
    }
}
