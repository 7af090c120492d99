using FastMtp.Training.Fitting;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Tests;

public class InverseHessianMemoryTests
{
    [Fact]
    public void MoreCoefficientsThanAnArrayHoldsAreRefusedBeforeTheFit()
    {
        var problem = new ToyPotential(speciesCount: 100, basisSize: 8, sites: 1, validationSites: 0);
        var message = Assert.Throws<InputException>(() => new Trainer(problem, new TrainingSettings()).Run()).Message;
        Assert.Contains("The inverse Hessian of 160109 coefficients needs 95.5 GB of memory, and more than 65535 coefficients", message,
            StringComparison.Ordinal);
        Assert.Contains("fit a tensor train (form tf), use fewer species or a smaller radial size.", message, StringComparison.Ordinal);
        Assert.Equal(0, problem.Evaluations);
        // What is frozen needs none, and factors need less.
        new Trainer(problem, new TrainingSettings { Steps = 1, Frozen = ParameterGroups.Radial }).Run();
        Assert.InRange(InverseHessianMemory.Coefficients(RadialForm.Tf(2, 2, 2), problem.Layout, ParameterGroups.None), 1, 2000);
    }

    [Fact]
    public void MemoryThatIsNotThereIsToldWithItsSize()
    {
        Assert.Contains("needs 15.0 GB of memory, of which 8.0 GB are free",
            Assert.Throws<InputException>(() => InverseHessianMemory.Require(RadialForm.Base, 63368, 8)).Message, StringComparison.Ordinal);
        InverseHessianMemory.Require(RadialForm.Base, 63368, 16);
        Assert.Throws<InputException>(() => InverseHessianMemory.Require(RadialForm.Mfra(8), 63368, 16));
    }

    [Fact]
    public void TheLastCoefficientIsTheLastOneThatFits()
    {
        Assert.True(PackedSymmetricMatrix.Length(InverseHessianMemory.MostCoefficients) <= Array.MaxLength);
        Assert.True(PackedSymmetricMatrix.Length(InverseHessianMemory.MostCoefficients + 1) > Array.MaxLength);
    }
}
