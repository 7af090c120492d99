namespace FastMtp.Kernels;

/// <summary>Asks the source generator for the kernel of a standard level.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class MtpKernelAttribute : Attribute
{
    /// <summary>The level, 2, 4, …, 20.</summary>
    public required int Level { get; init; }
}
