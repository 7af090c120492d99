using FastMtp.Basis;

namespace FastMtp.Kernels;

/// <summary>Which kernel runs a plan: the generated one of its level if there is one, else the interpreter.</summary>
public static class KernelRegistry
{
    /// <summary>Forces a kernel, for tests and benchmarks: "interpreter", "generated", each also with "-512", "-256" or "-128".</summary>
    public const string Variable = "FASTMTP_KERNEL";

    /// <summary>Every kernel that can run a plan on this processor, the preferred one first.</summary>
    public static IEnumerable<MtpKernel> All(BasisPlan plan)
    {
        var program = ContractionProgram.Create(plan);
        foreach (var width in VectorWidths.Supported)
        {
            if (MtpKernels.TryCreate(program, width) is { } generated) yield return generated;
        }
        foreach (var width in VectorWidths.Supported) yield return Interpreter(program, width);
    }

    /// <summary>The kernel to use for a plan.</summary>
    /// <exception cref="InvalidOperationException">The environment variable asks for a kernel that does not exist here.</exception>
    public static MtpKernel For(BasisPlan plan)
    {
        var wanted = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(wanted)) return All(plan).First();
        return All(plan).FirstOrDefault(k => $"{k.Kind}-{(int)k.Width}".StartsWith(wanted, StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidOperationException($"{Variable}={wanted} names no kernel for this plan; there are {string.Join(", ", All(plan).Select(k => $"{k.Kind}-{(int)k.Width}"))}.");
    }

    private static MtpKernel Interpreter(ContractionProgram program, VectorWidth width) => width switch
    {
        VectorWidth.Widest => new PlanInterpreter<Lanes512>(program, width),
        VectorWidth.Wide => new PlanInterpreter<Lanes256>(program, width),
        _ => new PlanInterpreter<Lanes128>(program, width),
    };
}
