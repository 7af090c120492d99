using FastMtp.Basis;
using FastMtp.Basis.Families;
using FastMtp.Blocks;
using FastMtp.Kernels;

namespace FastMtp.Tests.Evaluation;

/// <summary>Wherever the stack lies, the results are the same, to the last bit.</summary>
public unsafe class PlacedKernelTests
{
    private const int Slots = 8;

    [Theory]
    [InlineData("mtp:8")]
    [InlineData("ace:8")]
    public void EveryPassIsThatOfTheKernel(string basis)
    {
        foreach (var kernel in KernelRegistry.All(BasisPlan.Of(basis)))
        {
            var placed = new PlacedKernel(kernel);
            Assert.Equal((kernel.Name, kernel.Lanes), (placed.Name, placed.Lanes));
            var expected = Results(kernel, 0);
            // More calls than it takes to find the places, from stacks that lie differently.
            for (var call = 0; call < 60; call++)
                Assert.True(Results(placed, 16 * (call % 5)).SequenceEqual(expected), $"{kernel.Name}, call {call}");
        }
    }

    /// <summary>What all passes write, one after the other.</summary>
    private static double[] Results(MtpKernel kernel, int bytes)
    {
        var room = stackalloc byte[bytes];
        return Results(kernel, room);
    }

    private static double[] Results(MtpKernel kernel, byte* stack)
    {
        _ = stack;
        var (lanes, rows, functions) = (kernel.Lanes, kernel.Program.RowCount, kernel.Program.Plan.RadialFunctionCount);
        using var geometry = Numbers(4 * Slots * lanes);
        using var radial = Numbers(2 * Slots * functions * lanes);
        using var directions = Numbers(4 * Slots * lanes);
        using var xi = Numbers(kernel.Program.Plan.Functions.Length);
        using var weights = Numbers(lanes);
        using var moments = Numbers(rows * lanes);
        using var adjoints = Numbers(rows * lanes);
        using var tangents = Numbers(rows * lanes);
        using var tangentAdjoints = Numbers(rows * lanes);
        using var forces = Numbers(3 * Slots * lanes);
        using var gradients = Numbers(2 * Slots * functions * lanes);
        kernel.Accumulate(Slots, geometry.Pointer, radial.Pointer, moments.Pointer);
        kernel.Contract(moments.Pointer);
        kernel.Backpropagate(moments.Pointer, xi.Pointer, adjoints.Pointer);
        kernel.PairForces(Slots, geometry.Pointer, radial.Pointer, adjoints.Pointer, forces.Pointer);
        kernel.AccumulateTangents(Slots, geometry.Pointer, radial.Pointer, directions.Pointer, tangents.Pointer);
        kernel.ContractTangents(moments.Pointer, tangents.Pointer);
        kernel.BackpropagateTangents(
            moments.Pointer, tangents.Pointer, adjoints.Pointer, xi.Pointer, weights.Pointer, tangentAdjoints.Pointer);
        kernel.PairGradients(Slots, geometry.Pointer, directions.Pointer, adjoints.Pointer, tangentAdjoints.Pointer, gradients.Pointer);
        return [.. moments.Span, .. adjoints.Span, .. forces.Span, .. tangents.Span, .. tangentAdjoints.Span, .. gradients.Span];
    }

    private static AlignedBuffer Numbers(int length)
    {
        var buffer = new AlignedBuffer(length);
        var random = new SplitMix64((ulong)length);
        foreach (ref var x in buffer.Span) x = 0.5 * random.NextSigned();
        return buffer;
    }
}
