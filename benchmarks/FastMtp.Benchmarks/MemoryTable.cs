using System.Diagnostics;
using System.Globalization;
using System.Text;
using FastMtp.Basis;
using FastMtp.Basis.Mtp;
using FastMtp.Training.Loss;

namespace FastMtp.Benchmarks;

/// <summary>What a training keeps for every atom.</summary>
internal static class MemoryTable
{
    /// <summary>The argument that makes this program the one that is measured.</summary>
    public const string Argument = "--training-memory";

    private const double Goal = 1.5;
    private const int Few = 10;
    private const int Many = 50;

    public static string Measure()
    {
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"""
            {Results.Machine}; Mo-Nb-Ta-W with 26 neighbours. How much memory of the process grows with the atoms in a training:
            labels, packed neighbours and what an evaluation of loss and gradient needs for them. Goal: {Goal} kB per atom.

            | level | kB per atom | reached |
            |--:|--:|---|

            """);
        foreach (var level in KernelCase.Levels)
        {
            var perAtom = Child.Numbers(Argument, $"{level}")[0] / 1e3;
            table.Append(CultureInfo.InvariantCulture, $"| {level} | {perAtom:f2} | {(perAtom <= Goal ? "yes" : "no")} |\n");
        }
        return table.ToString();
    }

    /// <summary>
    /// Prints bytes per atom: the extra memory of a fit to many atoms over one to few, after a first fit has loaded all code.
    /// </summary>
    public static void PrintBytesPerAtom(int level)
    {
        var potential = RandomPotential.Create(BasisPlan.ForLevel(level), Crystal.SpeciesCount)
            with { Species = new SpeciesList(["Mo", "Nb", "Ta", "W"]) };
        var crystal = Crystal.Create();
        using var first = Train(Few);
        var one = Occupied();
        using var few = Train(Few);
        var two = Occupied();
        using var many = Train(Many);
        Child.Print((Occupied() - two - (two - one)) / ((double)(Many - Few) * Crystal.AtomCount));

        TrainingLoss Train(int count)
        {
            Configuration[] data = [.. Enumerable.Range(0, count).Select(_ => crystal with
            {
                Positions = [.. crystal.Positions], Types = [.. crystal.Types], Energy = 0, Forces = new double[3 * Crystal.AtomCount],
            })];
            var loss = new TrainingLoss(potential, data, [], new LossWeights(), threads: 1);
            loss.Evaluate(potential.Parameters, new double[loss.Dimension]);
            return loss;
        }
    }

    private static long Occupied()
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
