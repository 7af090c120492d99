using FastMtp.Basis;

namespace FastMtp.Kernels;

/// <summary>
/// The passes of one <see cref="ContractionProgram"/> over a batch of <see cref="Lanes"/> central atoms. A kernel knows the
/// structure of the basis and nothing else: geometry, radial functions and coefficients are its input data.
/// </summary>
internal abstract unsafe class MtpKernel(ContractionProgram program, VectorWidth width) : KernelPasses
{
    /// <summary>What the kernel computes.</summary>
    public ContractionProgram Program => program;

    /// <summary>Register width.</summary>
    public VectorWidth Width => width;

    /// <summary>Atoms per batch.</summary>
    public virtual int Lanes => width.Lanes();

    /// <summary>True if the numbers in the arrays are floats.</summary>
    public bool IsSingle => Lanes > width.Lanes();

    /// <summary>"generated", "compiled" or "interpreter".</summary>
    public abstract string Kind { get; }

    /// <summary>Kind and width, "generated-512"; in single precision "generated-512-mixed", as the sums around it are of doubles.</summary>
    public string Name => $"{Kind}-{(int)width}{(IsSingle ? "-mixed" : "")}";

    /// <summary>
    /// Compiles the passes of an evaluation in parallel by running them on zeros, so that JIT compilation before the
    /// first energy overlaps with reading data. Callers need not wait for it.
    /// </summary>
    public Task WarmUp() => Task.WhenAll(
        OnZeros(zeros => Accumulate(SlotBlock, zeros, zeros, zeros)),
        OnZeros(zeros => Contract(zeros)),
        OnZeros(zeros => Backpropagate(zeros, zeros, zeros)),
        OnZeros(zeros => PairForces(SlotBlock, zeros, zeros, zeros, zeros)));

    private delegate void Pass(double* zeros);

    /// <summary>Every array at once: zeros in, zeros out.</summary>
    private Task OnZeros(Pass pass) => Task.Run(() =>
    {
        using var zeros = new AlignedBuffer(Lanes * Math.Max(program.RowCount,
            SlotBlock * Math.Max(4, 2 * program.Plan.RadialFunctionCount)));
        pass(zeros.Pointer);
    });
}
