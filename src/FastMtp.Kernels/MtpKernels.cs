using FastMtp.Basis;
using FastMtp.Kernels;

[assembly: MtpKernel("mtp:2")]
[assembly: MtpKernel("mtp:4")]
[assembly: MtpKernel("mtp:6")]
[assembly: MtpKernel("mtp:8")]
[assembly: MtpKernel("mtp:10")]
[assembly: MtpKernel("mtp:12")]
[assembly: MtpKernel("mtp:14")]
[assembly: MtpKernel("mtp:16")]
[assembly: MtpKernel("mtp:18")]
[assembly: MtpKernel("mtp:20")]
[assembly: MtpKernel("ace:8")]
[assembly: MtpKernel("ace:10")]
[assembly: MtpKernel("ace:12")]
[assembly: MtpKernel("ace:14")]

namespace FastMtp.Kernels;

/// <summary>The generated kernels: one for each line above.</summary>
internal static partial class MtpKernels
{
    /// <summary>The kernel generated from the plan of a program; null if there is none.</summary>
    public static partial MtpKernel? TryCreate(ContractionProgram program, VectorWidth width);

    /// <summary>The same in single precision, for evaluations alone.</summary>
    public static partial MtpKernel? TryCreateSingle(ContractionProgram program, VectorWidth width);
}
