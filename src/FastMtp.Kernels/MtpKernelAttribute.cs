namespace FastMtp.Kernels;

/// <summary>Asks the source generator for the kernel of a standard level on a partial class derived from <see cref="MtpKernel"/>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class MtpKernelAttribute : Attribute
{
    /// <summary>The level, 2, 4, …, 24.</summary>
    public required int Level { get; init; }
}
