using FastMtp.Basis;

namespace FastMtp.Kernels;

/// <summary>
/// Selects the kernel for a plan: the generated one of its basis; where there is none, one that is compiled now if that pays for the job,
/// else the interpreter.
/// </summary>
internal static class KernelRegistry
{
    /// <summary>Environment variable that forces a kernel, for tests and benchmarks: "interpreter", "generated-256", ….</summary>
    public const string Variable = "FASTMTP_KERNEL";

    /// <summary>What compiles kernels at run time; null for a program that does not, such as the native library.</summary>
    public static IKernelCompiler? Compiler { get; set; }

    private static VectorWidth[] Widths =>
        [.. VectorWidths.Supported.Concat(Enum.GetValues<VectorWidth>().Where(VectorWidths.IsThere)).Distinct()];

    /// <summary>
    /// Every kernel for a plan that is there without compiling, the preferred one first, including those wider than this processor's
    /// registers, which are correct here but slow.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="isSingle">True for those of single precision.</param>
    public static IEnumerable<MtpKernel> All(BasisPlan plan, bool isSingle = false)
    {
        var program = ContractionProgram.Create(plan);
        foreach (var width in Widths)
        {
            var generated = isSingle ? MtpKernels.TryCreateSingle(program, width) : MtpKernels.TryCreate(program, width);
            if (generated is not null) yield return generated;
        }
        foreach (var width in Widths) yield return isSingle ? SingleInterpreter(program, width) : Interpreter(program, width);
    }

    /// <summary>True if a plan has a kernel that need not be compiled.</summary>
    public static bool HasGenerated(BasisPlan plan) => All(plan).First().Kind != "interpreter";

    /// <summary>
    /// The kernel to use for a plan. It depends on plan and job alone, not on what has been compiled before: kernels differ in rounding.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="atoms">How often the job evaluates an atom, roughly; with few, the interpreter is done before a compiler is.</param>
    /// <param name="isSingle">True for one of single precision.</param>
    /// <exception cref="InvalidOperationException">The environment variable asks for a kernel that does not exist.</exception>
    public static MtpKernel For(BasisPlan plan, double atoms = 0, bool isSingle = false)
    {
        var wanted = Environment.GetEnvironmentVariable(Variable) ?? "";
        return wanted.Length > 0 ? Named(plan, wanted, isSingle) : Preferred(plan, atoms, isSingle);
    }

    private static MtpKernel Preferred(BasisPlan plan, double atoms, bool isSingle)
    {
        var first = All(plan, isSingle).First();
        return first.Kind == "interpreter" && Compiler is { } compiler && atoms >= compiler.FewestAtoms(plan)
            ? compiler.Compile(first.Program, first.Width, isSingle)
            : first;
    }

    private static MtpKernel Named(BasisPlan plan, string wanted, bool isSingle)
    {
        var kernels = All(plan, isSingle).ToList();
        VectorWidth[] compiled = Compiler is null ? [] : Widths;
        foreach (var width in compiled)
        {
            if ($"compiled-{(int)width}".StartsWith(wanted, StringComparison.OrdinalIgnoreCase))
                return Compiler!.Compile(ContractionProgram.Create(plan), width, isSingle);
        }
        // A level without a generated kernel is not an error, so "generated" alone is only a preference.
        return kernels.Find(k => k.Name.StartsWith(wanted, StringComparison.OrdinalIgnoreCase))
            ?? kernels.Find(k => wanted.StartsWith("generated", StringComparison.OrdinalIgnoreCase)
                && $"-{(int)k.Width}".EndsWith(wanted["generated".Length..], StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{Variable}={wanted} names no kernel; the kernels are "
                + $"{string.Join(", ", kernels.Select(k => k.Name).Concat(compiled.Select(width => $"compiled-{(int)width}")))}.");
    }

    private static MtpKernel Interpreter(ContractionProgram program, VectorWidth width) => width switch
    {
        VectorWidth.Widest when VectorWidths.HasWidest => new PlanInterpreter<Lanes512>(program, width),
        VectorWidth.Wide when VectorWidths.HasWide => new PlanInterpreter<Lanes256>(program, width),
        _ => new PlanInterpreter<Lanes128>(program, width),
    };

    private static MtpKernel SingleInterpreter(ContractionProgram program, VectorWidth width) => width switch
    {
        VectorWidth.Widest when VectorWidths.HasWidest => new PlanInterpreter<Singles512>(program, width),
        VectorWidth.Wide when VectorWidths.HasWide => new PlanInterpreter<Singles256>(program, width),
        _ => new PlanInterpreter<Singles128>(program, width),
    };
}
