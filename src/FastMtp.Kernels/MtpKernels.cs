using FastMtp.Basis;

namespace FastMtp.Kernels;

[MtpKernel(Level = 2)]
internal sealed partial class Mtp02Kernel;

[MtpKernel(Level = 4)]
internal sealed partial class Mtp04Kernel;

[MtpKernel(Level = 6)]
internal sealed partial class Mtp06Kernel;

[MtpKernel(Level = 8)]
internal sealed partial class Mtp08Kernel;

[MtpKernel(Level = 10)]
internal sealed partial class Mtp10Kernel;

[MtpKernel(Level = 12)]
internal sealed partial class Mtp12Kernel;

[MtpKernel(Level = 14)]
internal sealed partial class Mtp14Kernel;

[MtpKernel(Level = 16)]
internal sealed partial class Mtp16Kernel;

[MtpKernel(Level = 18)]
internal sealed partial class Mtp18Kernel;

[MtpKernel(Level = 20)]
internal sealed partial class Mtp20Kernel;

/// <summary>The generated kernels by the fingerprint of the plan they were made from.</summary>
internal static class MtpKernels
{
    private static readonly Dictionary<ulong, Func<ContractionProgram, VectorWidth, MtpKernel>> ByPlan = new()
    {
        [Mtp02Kernel.Fingerprint] = (program, width) => new Mtp02Kernel(program, width),
        [Mtp04Kernel.Fingerprint] = (program, width) => new Mtp04Kernel(program, width),
        [Mtp06Kernel.Fingerprint] = (program, width) => new Mtp06Kernel(program, width),
        [Mtp08Kernel.Fingerprint] = (program, width) => new Mtp08Kernel(program, width),
        [Mtp10Kernel.Fingerprint] = (program, width) => new Mtp10Kernel(program, width),
        [Mtp12Kernel.Fingerprint] = (program, width) => new Mtp12Kernel(program, width),
        [Mtp14Kernel.Fingerprint] = (program, width) => new Mtp14Kernel(program, width),
        [Mtp16Kernel.Fingerprint] = (program, width) => new Mtp16Kernel(program, width),
        [Mtp18Kernel.Fingerprint] = (program, width) => new Mtp18Kernel(program, width),
        [Mtp20Kernel.Fingerprint] = (program, width) => new Mtp20Kernel(program, width),
    };

    public static MtpKernel? TryCreate(ContractionProgram program, VectorWidth width) =>
        ByPlan.TryGetValue(program.Fingerprint, out var create) ? create(program, width) : null;
}
