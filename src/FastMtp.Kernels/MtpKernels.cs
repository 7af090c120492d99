using FastMtp.Basis;
using FastMtp.Kernels;

[assembly: MtpKernel(Level = 2)]
[assembly: MtpKernel(Level = 4)]
[assembly: MtpKernel(Level = 6)]
[assembly: MtpKernel(Level = 8)]
[assembly: MtpKernel(Level = 10)]
[assembly: MtpKernel(Level = 12)]
[assembly: MtpKernel(Level = 14)]
[assembly: MtpKernel(Level = 16)]
[assembly: MtpKernel(Level = 18)]
[assembly: MtpKernel(Level = 20)]

namespace FastMtp.Kernels;

/// <summary>The generated kernels: one for each line above.</summary>
internal static partial class MtpKernels
{
    /// <summary>The kernel generated from the plan of a program; null if there is none.</summary>
    public static partial MtpKernel? TryCreate(ContractionProgram program, VectorWidth width);
}
