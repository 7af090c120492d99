using System.Diagnostics;
using FastMtp.Basis;
using FastMtp.Basis.Families;
using FastMtp.Kernels;

namespace FastMtp.Benchmarks.Limits;

/// <summary>The machine code of a generated kernel, which the JIT lists in a process of its own.</summary>
internal sealed class KernelListing
{
    /// <summary>Asks a child for the code of a basis.</summary>
    public const string Argument = "code";

    private readonly ILookup<string, MachineCode> _methods;

    private KernelListing(string listing) => _methods = MachineCode.Read(listing).ToLookup(method => method.Name.TrimEnd("0123456789".ToCharArray()));

    /// <summary>Compiles the kernel of a basis once more, to see it.</summary>
    public static KernelListing Of(string basis)
    {
        var file = Path.GetTempFileName();
        try
        {
            var program = Environment.ProcessPath!;
            IEnumerable<string> library = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(KernelListing).Assembly.Location] : [];
            var start = new ProcessStartInfo(program, [.. library, LimitTable.Argument, Argument, basis]);
            start.Environment["DOTNET_JitDisasm"] = "Accumulate ExpandSphere Contract* Backpropagate* Finish ReduceSphere PairForces";
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

    /// <summary>In the child: makes the JIT compile what an evaluation runs.</summary>
    public static void Compile(string basis) => Kernel(BasisPlan.Of(basis)).WarmUp().Wait();

    /// <summary>The kernel of a plan for vectors of four atoms.</summary>
    public static MtpKernel Kernel(BasisPlan plan) => KernelRegistry.All(plan).First(kernel => kernel.Width == VectorWidth.Wide);

    /// <summary>Bytes of code of an evaluation.</summary>
    public int Bytes => _methods.SelectMany(methods => methods).Sum(method => method.Bytes);

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
