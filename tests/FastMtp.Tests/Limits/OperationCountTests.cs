using FastMtp.Basis;
using FastMtp.Basis.Families;
using FastMtp.Benchmarks.Limits;
using FastMtp.Kernels;

namespace FastMtp.Tests.Limits;

/// <summary>The counts of the page on the limit.</summary>
public class OperationCountTests
{
    /// <summary>
    /// By hand, with N_b = 3. Two radial functions; sums over neighbours of f_0, f_1 and f_0 times x, y and z; products M², M³ and the
    /// square of the vector.
    /// </summary>
    [Fact]
    public void LevelSixIsAsCountedByHand()
    {
        var needed = new NeededOperations(Program("mtp:6"), radialSize: 3);
        // r², unit vector and envelope: 2 + 3 and 4 + 3; T_1 and T_2; then for each function c_1, c_2, d_1 and the product rule.
        Assert.Equal(new Operations(MultiplyAdds: 2 + 2 + 2 * 4, Products: 4 + 3 + 2 * 2, Sums: 2, Roots: 2, Loads: 3, Stores: 4 + 2 * 2),
            needed.PerNeighbor(Stage.Radial));
        Assert.Equal(new Operations(MultiplyAdds: 2, Products: 1, Sums: 3, Loads: 5), needed.PerNeighbor(Stage.Moments));
        Assert.Equal(new Operations(Stores: 5), needed.PerAtom(Stage.Moments));
        // Forward 2 and 3; back 3 and 7, as a vector's component is multiplied with its weight of 2.
        Assert.Equal(new Operations(MultiplyAdds: 5, Products: 10, Loads: 4, Stores: 5 + 3), needed.PerAtom(Stage.Products));
        Assert.Equal(new Operations(MultiplyAdds: 10, Products: 8, Loads: 8, Stores: 3), needed.PerNeighbor(Stage.PairForces));
        Assert.Equal(new Operations(Loads: 5), needed.PerAtom(Stage.PairForces));
    }

    [Theory]
    [InlineData("mtp:6")]
    [InlineData("mtp:12")]
    [InlineData("mtp:16")]
    public unsafe void AnInterpreterThatCountsDoesWhatIsNeeded(string basis)
    {
        const int Slots = 8;
        var program = Program(basis);
        var needed = new NeededOperations(program, radialSize: 8);
        var (functions, rows, lanes) = (program.Plan.RadialFunctionCount, program.RowCount, Lanes256.Count);
        using var geometry = Numbers(4 * Slots * lanes);
        using var radial = Numbers(2 * Slots * functions * lanes);
        using var xi = Numbers(program.Plan.Functions.Length);
        using var moments = Numbers(rows * lanes);
        using var adjoints = Numbers(rows * lanes);
        using var forces = Numbers(3 * Slots * lanes);
        for (var i = 0; i < Slots * lanes; i++) Normalize(geometry.Pointer + i / lanes * 4 * lanes + i % lanes, lanes);
        var reference = new PlanInterpreter<Lanes256>(program, VectorWidth.Wide);
        reference.Accumulate(Slots, geometry.Pointer, radial.Pointer, moments.Pointer);
        reference.Contract(moments.Pointer);
        reference.Backpropagate(moments.Pointer, xi.Pointer, adjoints.Pointer);
        reference.PairForces(Slots, geometry.Pointer, radial.Pointer, adjoints.Pointer, forces.Pointer);

        var counter = new CountingInterpreter(program);
        for (var slot = 0; slot < Slots; slot++)
            counter.Accumulate(Lane(geometry, 4 * slot, 3), Lane(radial, 2 * functions * slot, functions));
        Assert.Equal(Arithmetic(Slots * needed.PerNeighbor(Stage.Moments)), counter.Taken());
        counter.Expand();
        Assert.Equal(Arithmetic(needed.PerAtom(Stage.Moments)), counter.Taken());
        counter.Contract();
        counter.Backpropagate(xi.Span.ToArray());
        Assert.Equal(Arithmetic(needed.PerAtom(Stage.Products)), counter.Taken());
        for (var row = 0; row < program.Plan.MomentCount; row++) Close(moments.Pointer[row * lanes], counter.Moments[row]);
        for (var slot = 0; slot < Slots; slot++)
        {
            var force = new CountingForces(program, counter).Of(Lane(geometry, 4 * slot, 3), Lane(geometry, 4 * slot + 3, 1)[0],
                Lane(radial, 2 * functions * slot, functions), Lane(radial, functions * (2 * slot + 1), functions));
            Assert.Equal(Arithmetic(needed.PerNeighbor(Stage.PairForces)), counter.Taken());
            for (var k = 0; k < 3; k++) Close(forces.Pointer[(3 * slot + k) * lanes], force[k]);
        }
    }

    [Fact]
    public void AListingIsCountedLineByLine()
    {
        var code = Assert.Single(MachineCode.Read("""
            ; Assembly listing for method FastMtp.Kernels.Kernel+Wide:Contract0(ulong) (FullOpts)
            G_M1_IG01:  ;; offset=0x0000
                   vmovups  ymm0, ymmword ptr [rdi]
            G_M1_IG02:
                   vfmadd213pd ymm0, ymm1, ymmword ptr [rdi+0x20]
                   vmulpd   ymm2, ymm0, ymm0
                   vmovups  ymmword ptr [rsp+0x40], ymm2
                   dec      eax
                   jg       SHORT G_M1_IG02
                   vaddpd   ymm2, ymm2, ymmword ptr [rbp-0x40]
                   vdivpd   ymm3, ymm2, ymm0
                   vmovups  ymmword ptr [rsi], ymm3
            ; Total bytes of code 64
            """));
        Assert.Equal("Contract0", code.Name);
        Assert.Equal(new Operations(MultiplyAdds: 1, Products: 1, Loads: 1, Stores: 1, Spills: 1), code.Looped);
        Assert.Equal(new Operations(Sums: 1, Roots: 1, Loads: 2, Stores: 1, Spills: 1), code.Once);
    }

    private static Operations Arithmetic(Operations all) => all with { Loads = 0, Stores = 0 };

    /// <summary>The first lane of some vectors.</summary>
    private static unsafe double[] Lane(AlignedBuffer buffer, int first, int count) =>
        [.. Enumerable.Range(first, count).Select(i => buffer.Span[i * Lanes256.Count])];

    private static unsafe void Normalize(double* u, int lanes)
    {
        var r = Math.Sqrt(u[0] * u[0] + u[lanes] * u[lanes] + u[2 * lanes] * u[2 * lanes]);
        for (var k = 0; k < 3; k++) u[k * lanes] /= r;
    }

    private static void Close(double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-11 * (1 + Math.Abs(expected)));

    private static AlignedBuffer Numbers(int length)
    {
        var buffer = new AlignedBuffer(length);
        var random = new SplitMix64((ulong)length);
        foreach (ref var x in buffer.Span) x = 0.5 * random.NextSigned();
        return buffer;
    }

    private static ContractionProgram Program(string basis) => ContractionProgram.Create(BasisPlan.Of(basis));
}
