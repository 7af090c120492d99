using FastMtp.Basis;

namespace FastMtp.Kernels;

/// <summary>Selects the kernel for a plan: the generated one of its level, if any, else the interpreter.</summary>
internal static class KernelRegistry
{
    /// <summary>Environment variable that forces a kernel, for tests and benchmarks: "interpreter", "generated-256", ….</summary>
    public const string Variable = "FASTMTP_KERNEL";

    /// <summary>
    /// Every kernel for a plan, the preferred one first, including those wider than this processor's registers, which are
    /// correct here but slow.
    /// </summary>
    public static IEnumerable<MtpKernel> All(BasisPlan plan)
    {
        var program = ContractionProgram.Create(plan);
        var widths = VectorWidths.Supported.Concat(Enum.GetValues<VectorWidth>()).Distinct().ToArray();
        foreach (var width in widths)
        {
            if (MtpKernels.TryCreate(program, width) is { } generated) yield return generated;
        }
        foreach (var width in widths) yield return Interpreter(program, width);
    }

    /// <summary>The kernel to use for a plan.</summary>
    /// <exception cref="InvalidOperationException">The environment variable asks for a kernel that does not exist.</exception>
    public static MtpKernel For(BasisPlan plan)
    {
        var wanted = Environment.GetEnvironmentVariable(Variable) ?? "";
        if (wanted.Length == 0) return All(plan).First();
        var kernels = All(plan).ToList();
        // A level without a generated kernel is not an error, so "generated" alone is only a preference.
        return kernels.Find(k => k.Name.StartsWith(wanted, StringComparison.OrdinalIgnoreCase))
            ?? kernels.Find(k => wanted.StartsWith("generated", StringComparison.OrdinalIgnoreCase)
                && k.Name.EndsWith(wanted["generated".Length..], StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{Variable}={wanted} names no kernel; the kernels are {string.Join(", ", kernels.Select(k => k.Name))}.");
    }

    private static MtpKernel Interpreter(ContractionProgram program, VectorWidth width) => width switch
    {
        VectorWidth.Widest => new PlanInterpreter<Lanes512>(program, width),
        VectorWidth.Wide => new PlanInterpreter<Lanes256>(program, width),
        _ => new PlanInterpreter<Lanes128>(program, width),
    };
}
