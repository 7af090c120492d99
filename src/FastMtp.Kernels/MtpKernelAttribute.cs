namespace FastMtp.Kernels;

/// <summary>Requests the kernel of a standard level from the source generator.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class MtpKernelAttribute : Attribute
{
    /// <summary>The level, 2, 4, …, 20.</summary>
    public required int Level { get; init; }
}
