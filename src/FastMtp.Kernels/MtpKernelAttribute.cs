namespace FastMtp.Kernels;

/// <summary>Requests the kernel of a basis from the source generator.</summary>
/// <param name="basis">The name of the basis, such as "mtp:16".</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class MtpKernelAttribute(string basis) : Attribute
{
    /// <summary>The name of the basis.</summary>
    public string Basis => basis;
}
