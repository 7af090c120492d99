using System.Diagnostics;
using FastMtp.Basis;
using FastMtp.Basis.Families;
using FastMtp.Benchmarks.Limits;
using FastMtp.Kernels;

namespace FastMtp.Benchmarks;

/// <summary>The machine code of a generated kernel, which the JIT lists in a process of its own.</summary>
internal sealed class KernelListing
{
    /// <summary>Asks a child for the code of a basis.</summary>
    public const string Argument = "code";

    private readonly ILookup<string, MachineCode> _methods;

    private KernelListing(string listing) =>
        _methods = MachineCode.Read(listing).ToLookup(method => method.Name.TrimEnd("0123456789".ToCharArray()));

    /// <summary>Compiles the kernel of a basis once more, to see it.</summary>
    public static KernelListing Of(string basis)
    {
        var file = Path.GetTempFileName();
        try
        {
            var program = Environment.ProcessPath!;
            IEnumerable<string> library =
                Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(KernelListing).Assembly.Location] : [];
            var start = new ProcessStartInfo(program, [.. library, LimitTable.Argument, Argument, basis]);
            start.Environment["DOTNET_JitDisasm"] =
                "Accumulate ExpandSphere Contract* Backpropagate* Finish ReduceSphere Pair* AccumulateTangents";
            start.Environment["DOTNET_JitStdOutFile"] = file;
            using var child = Process.Start(start)!;
            child.WaitForExit();
            return new KernelListing(File.ReadAllText(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>In the child: makes the JIT compile what an evaluation runs, one pass after the other, as listings must not mix.</summary>
    public static unsafe void Compile(string basis)
    {
        var kernel = Kernel(BasisPlan.Of(basis));
        var (rows, perSlot) = (kernel.Program.RowCount, Math.Max(4, 2 * kernel.Program.Plan.RadialFunctionCount));
        using var zeros = new AlignedBuffer((long)kernel.Lanes * Math.Max(rows, perSlot * KernelPasses.SlotBlock));
        var all = zeros.Pointer;
        kernel.Accumulate(KernelPasses.SlotBlock, all, all, all);
        kernel.Contract(all);
        kernel.Backpropagate(all, all, all);
        kernel.PairForces(KernelPasses.SlotBlock, all, all, all, all);
        // The end of a listing is lost: these are not wanted.
        kernel.AccumulateTangents(KernelPasses.SlotBlock, all, all, all, all);
        kernel.BackpropagateTangents(all, all, all, all, all, all);
        kernel.PairGradients(KernelPasses.SlotBlock, all, all, all, all, all);
    }

    /// <summary>The kernel of a plan for vectors of four atoms.</summary>
    public static MtpKernel Kernel(BasisPlan plan) => KernelRegistry.All(plan).First(kernel => kernel.Width == VectorWidth.Wide);

    /// <summary>What a stage does for a batch with this many slots.</summary>
    public Operations Of(Stage stage, int slots) => stage switch
    {
        Stage.Moments => Once("Accumulate", "ExpandSphere") + slots / KernelPasses.SlotBlock * Looped("Accumulate"),
        Stage.Products => Once("Contract", "Backpropagate", "Finish", "ReduceSphere"),
        Stage.PairForces => Once("PairForces") + slots * Looped("PairForces"),
        _ => default,
    };

    private Operations Once(params string[] names) => Sum(names, method => method.Once);

    private Operations Looped(string name) => Sum([name], method => method.Looped);

    private Operations Sum(string[] names, Func<MachineCode, Operations> part)
    {
        var sum = default(Operations);
        foreach (var method in names.SelectMany(name => _methods[name])) sum += part(method);
        return sum;
    }
}
