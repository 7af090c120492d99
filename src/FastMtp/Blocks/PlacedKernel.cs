using System.Diagnostics;
using System.Runtime.CompilerServices;
using FastMtp.Kernels;

namespace FastMtp.Blocks;

/// <summary>A kernel whose passes find the stack where they are fastest; for one thread. The results are those of the kernel.</summary>
/// <remarks>
/// For want of registers, passes keep vectors on the stack, which the runtime aligns to 16 bytes. So it is chance, in each process, whether
/// the vectors of a pass lie across lines of the cache, which makes the pair forces of level 16 take 1.5 times as long.
/// </remarks>
internal sealed unsafe class PlacedKernel : MtpKernel
{
    /// <summary>Bytes to which the stack is aligned.</summary>
    private const int Unit = 16;

    private readonly MtpKernel _kernel;
    private readonly StackPlace[] _passes;

    /// <summary>Number of places that differ; a power of 2.</summary>
    private readonly int _places;

    public PlacedKernel(MtpKernel kernel)
        : base(kernel.Program, kernel.Width)
    {
        _kernel = kernel;
        _places = (int)kernel.Width / (8 * Unit);
        _passes = [.. Enum.GetValues<Pass>().Select(_ => new StackPlace(_places))];
    }

    private enum Pass
    {
        Accumulate,
        Backpropagate,
        PairForces,
        AccumulateTangents,
        BackpropagateTangents,
        PairGradients,
    }

    /// <inheritdoc/>
    public override string Kind => _kernel.Kind;

    /// <inheritdoc/>
    public override int Lanes => _kernel.Lanes;

    /// <inheritdoc/>
    public override void Accumulate(int slots, double* geometry, double* radial, double* moments) =>
        Run(new(Pass.Accumulate, slots, geometry, radial, moments));

    // Products of moments are added up in few registers.

    /// <inheritdoc/>
    public override void Contract(double* moments) => _kernel.Contract(moments);

    /// <inheritdoc/>
    public override void ContractTangents(double* moments, double* tangents) => _kernel.ContractTangents(moments, tangents);

    /// <inheritdoc/>
    public override void Backpropagate(double* moments, double* xi, double* adjoints) =>
        Run(new(Pass.Backpropagate, 1, moments, xi, adjoints));

    /// <inheritdoc/>
    public override void PairForces(int slots, double* geometry, double* radial, double* adjoints, double* forces) =>
        Run(new(Pass.PairForces, slots, geometry, radial, adjoints, forces));

    /// <inheritdoc/>
    public override void AccumulateTangents(int slots, double* geometry, double* radial, double* directions, double* tangents) =>
        Run(new(Pass.AccumulateTangents, slots, geometry, radial, directions, tangents));

    /// <inheritdoc/>
    public override void BackpropagateTangents(double* moments, double* tangents, double* adjoints, double* xi, double* weights,
        double* tangentAdjoints) =>
        Run(new(Pass.BackpropagateTangents, 1, moments, tangents, adjoints, xi, weights, tangentAdjoints));

    /// <inheritdoc/>
    public override void PairGradients(int slots, double* geometry, double* directions, double* adjoints, double* tangentAdjoints,
        double* gradients) =>
        Run(new(Pass.PairGradients, slots, geometry, directions, adjoints, tangentAdjoints, gradients));

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining), SkipLocalsInit]
    private void Run(in Call call)
    {
        var place = _passes[(int)call.Pass];
        var start = place.IsTrial ? Stopwatch.GetTimestamp() : 0;
        var here = stackalloc byte[Unit];
        var shift = ((int)((nuint)here / Unit) - place.Wanted) & (_places - 1);
        if (shift == 0)
        {
            Execute(call, here);
        }
        else
        {
            // Its length is not known beforehand, so it moves the stack of what is called.
            var room = stackalloc byte[shift * Unit];
            Execute(call, room);
        }
        if (start != 0) place.Add((double)(Stopwatch.GetTimestamp() - start) / Math.Max(1, call.Slots));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Execute(in Call call, byte* stack)
    {
        _ = stack;
        var slots = call.Slots;
        double* a = call.A, b = call.B, c = call.C, d = call.D;
        switch (call.Pass)
        {
            case Pass.Accumulate: _kernel.Accumulate(slots, a, b, c); break;
            case Pass.Backpropagate: _kernel.Backpropagate(a, b, c); break;
            case Pass.PairForces: _kernel.PairForces(slots, a, b, c, d); break;
            case Pass.AccumulateTangents: _kernel.AccumulateTangents(slots, a, b, c, d); break;
            case Pass.BackpropagateTangents: _kernel.BackpropagateTangents(a, b, c, d, call.E, call.F); break;
            case Pass.PairGradients: _kernel.PairGradients(slots, a, b, c, d, call.E); break;
        }
    }

    /// <summary>A pass with its arrays, in their order.</summary>
    private readonly ref struct Call(
        Pass pass, int slots, double* a, double* b, double* c, double* d = null, double* e = null, double* f = null)
    {
        public readonly Pass Pass = pass;
        public readonly int Slots = slots;
        public readonly double* A = a, B = b, C = c, D = d, E = e, F = f;
    }
}
