using FastMtp.Blocks;
using FastMtp.Kernels;
using FastMtp.Neighbors;
using FastMtp.Packing;
using FastMtp.Potentials;

namespace FastMtp.Tests.Evaluation;

/// <summary>Basis functions of one atom as a kernel computes them.</summary>
internal static class BlockBasis
{
    public static double[] Values(PotentialModel potential, MtpKernel kernel, Configuration configuration, int atom)
    {
        var builder = new AtomBlockBuilder(kernel.Lanes, potential.SpeciesCount, potential.Radial.Cutoff);
        builder.Add(new NeighborSearch(configuration, potential.Radial.Cutoff), 0, configuration.Count);
        using var block = builder.Build();
        using var coefficients = new PotentialCoefficients(potential);
        using var state = new BlockState(kernel, keepsBatches: false);
        var count = potential.MomentCoefficients.Length;
        var functions = new FunctionArrays(count);
        functions.Prepare(block, components: 0, firstAxis: [], withVirials: false);
        BlockEvaluator.Create(kernel, potential).EvaluateFunctions(block, coefficients, state, functions);
        return functions.Energies[(atom * count)..((atom + 1) * count)];
    }
}
