using FastMtp.Basis;

namespace FastMtp.Kernels;

/// <summary>The generated kernels, one request per level.</summary>
internal static class MtpKernels
{
    public static MtpKernel? TryCreate(ContractionProgram program, VectorWidth width) => null;
}
