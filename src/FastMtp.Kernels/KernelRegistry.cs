using FastMtp.Basis;

namespace FastMtp.Kernels;

/// <summary>
/// Selects the kernel for a plan: the generated one of its basis; where there is none, one that is compiled now if that pays for the job, else
/// the interpreter.
/// </summary>
internal static class KernelRegistry
{
    /// <summary>Environment variable that forces a kernel, for tests and benchmarks: "interpreter", "generated-256", ….</summary>
    public const string Variable = "FASTMTP_KERNEL";

    /// <summary>What compiles kernels at run time; null for a program that does not, such as the native library.</summary>
    public static IKernelCompiler? Compiler { get; set; }

    private static VectorWidth[] Widths => [.. VectorWidths.Supported.Concat(Enum.GetValues<VectorWidth>()).Distinct()];

    /// <summary>
    /// Every kernel for a plan that is there without compiling, the preferred one first, including those wider than this processor's
    /// registers, which are correct here but slow.
    /// </summary>
    public static IEnumerable<MtpKernel> All(BasisPlan plan)
    {
        var program = ContractionProgram.Create(plan);
        foreach (var width in Widths)
        {
            if (MtpKernels.TryCreate(program, width) is { } generated) yield return generated;
        }
        foreach (var width in Widths) yield return Interpreter(program, width);
    }

    /// <summary>
    /// The kernel to use for a plan. It depends on plan and job alone, not on what has been compiled before: kernels differ in rounding.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="atoms">How often the job evaluates an atom, roughly; with few, the interpreter is done before a compiler is.</param>
    /// <exception cref="InvalidOperationException">The environment variable asks for a kernel that does not exist.</exception>
    public static MtpKernel For(BasisPlan plan, double atoms = 0)
    {
        var wanted = Environment.GetEnvironmentVariable(Variable) ?? "";
        return wanted.Length > 0 ? Named(plan, wanted) : Preferred(plan, atoms);
    }

    private static MtpKernel Preferred(BasisPlan plan, double atoms)
    {
        var first = All(plan).First();
        return first.Kind == "interpreter" && Compiler is { } compiler && atoms >= compiler.FewestAtoms(plan)
            ? compiler.Compile(first.Program, first.Width)
            : first;
    }

    private static MtpKernel Named(BasisPlan plan, string wanted)
    {
        var kernels = All(plan).ToList();
        VectorWidth[] compiled = Compiler is null ? [] : Widths;
        foreach (var width in compiled)
        {
            if ($"compiled-{(int)width}".StartsWith(wanted, StringComparison.OrdinalIgnoreCase))
                return Compiler!.Compile(ContractionProgram.Create(plan), width);
        }
        // A level without a generated kernel is not an error, so "generated" alone is only a preference.
        return kernels.Find(k => k.Name.StartsWith(wanted, StringComparison.OrdinalIgnoreCase))
            ?? kernels.Find(k => wanted.StartsWith("generated", StringComparison.OrdinalIgnoreCase)
                && k.Name.EndsWith(wanted["generated".Length..], StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{Variable}={wanted} names no kernel; the kernels are "
                + $"{string.Join(", ", kernels.Select(k => k.Name).Concat(compiled.Select(width => $"compiled-{(int)width}")))}.");
    }

    private static MtpKernel Interpreter(ContractionProgram program, VectorWidth width) => width switch
    {
        VectorWidth.Widest => new PlanInterpreter<Lanes512>(program, width),
        VectorWidth.Wide => new PlanInterpreter<Lanes256>(program, width),
        _ => new PlanInterpreter<Lanes128>(program, width),
    };
}
