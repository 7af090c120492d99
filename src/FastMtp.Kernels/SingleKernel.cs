using FastMtp.Basis;

namespace FastMtp.Kernels;

/// <summary>
/// A generated or compiled kernel of single precision. It has the passes of an evaluation alone: fits are done in double precision, and
/// code that nobody runs would double what there is to compile.
/// </summary>
internal abstract unsafe class SingleKernel(ContractionProgram program, VectorWidth width) : MtpKernel(program, width)
{
    /// <inheritdoc/>
    public sealed override int Lanes => 2 * Width.Lanes();

    /// <inheritdoc/>
    public sealed override void AccumulateTangents(int slots, double* geometry, double* radial, double* directions, double* tangents) =>
        throw EvaluatesOnly();

    /// <inheritdoc/>
    public sealed override void ContractTangents(double* moments, double* tangents) => throw EvaluatesOnly();

    /// <inheritdoc/>
    public sealed override void BackpropagateTangents(double* moments, double* tangents, double* adjoints, double* xi, double* weights,
        double* tangentAdjoints) => throw EvaluatesOnly();

    /// <inheritdoc/>
    public sealed override void PairGradients(int slots, double* geometry, double* directions, double* adjoints, double* tangentAdjoints,
        double* gradients) => throw EvaluatesOnly();

    private static NotSupportedException EvaluatesOnly() => new("A kernel of single precision has no passes for fits.");
}
