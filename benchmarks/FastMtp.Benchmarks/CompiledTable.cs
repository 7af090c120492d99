using System.Diagnostics;
using System.Globalization;
using System.Text;
using FastMtp.Basis;
using FastMtp.Compilation;
using FastMtp.Kernels;

namespace FastMtp.Benchmarks;

/// <summary>What it costs to compile the kernel of a plan at run time, and what that gains.</summary>
internal static class CompiledTable
{
    /// <summary>The argument that makes this program the one that is measured.</summary>
    public const string Argument = "--compiled";

    /// <summary>With tables of a file that are taken as they are.</summary>
    private static readonly string[] Subjects =
        ["mtp:12", "mtp:16", "mtp:20", "mtp:22", "mtp:24", "ace:12", "ace:14", "ace:16", "ace-n:12", "tests/Golden/g16.mtp.gz"];

    private const int FewestRounds = 7;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(8);

    public static string Measure(IReadOnlyList<string> subjects)
    {
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"""
            {Results.Machine}, one core, {(int)VectorWidths.Supported[0]} bits, double precision;
            {Crystal.AtomCount} atoms with 26 neighbours, 4 species, N_b = 8.

            *Compile*: CPU seconds of a fresh process from the plan to a kernel that is loaded, the start of the compiler included;
            *from the cache*: the same when an earlier run has left it there. *JIT*: CPU seconds that the first evaluation and the
            first gradient take longer than the second. The rest are µs of CPU time per atom for energy, forces and virial, and for
            loss and gradient, medians of turns in one process.


            """);
        table.Append("| basis | products | compile | from the cache | JIT | interpreter | compiled | ratio | generated ")
            .Append("| compiled / generated | gradient: interpreter | compiled | ratio |\n")
            .Append("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (var subject in subjects.Count > 0 ? subjects : Subjects)
        {
            var n = Child.Numbers(Argument, "row", subject);
            var (interpreter, compiled) = ((Forces: n[4], Gradient: n[5]), (Forces: n[6], Gradient: n[7]));
            var generated = n.Length > 8 ? n[8] : (double?)null;
            table.Append(CultureInfo.InvariantCulture,
                $"| {Path.GetFileName(subject)} | {n[0]:f0} | {n[1]:f1} | {n[2]:f2} | {n[3]:f2} | {interpreter.Forces:f2} ")
                .Append(CultureInfo.InvariantCulture, $"| {compiled.Forces:f2} | {interpreter.Forces / compiled.Forces:f2} ")
                .Append(CultureInfo.InvariantCulture, $"| {generated:f2} | {compiled.Forces / generated:f2} ")
                .Append(CultureInfo.InvariantCulture, $"| {interpreter.Gradient:f2} | {compiled.Gradient:f2} ")
                .Append(CultureInfo.InvariantCulture, $"| {interpreter.Gradient / compiled.Gradient:f2} |\n");
            Console.Error.WriteLine(table.ToString().Split('\n')[^2]);
        }
        return table.ToString();
    }

    /// <summary>Prints the numbers of a row.</summary>
    public static void PrintRow(string subject)
    {
        var plan = NamedPlan.Of(subject);
        var program = ContractionProgram.Create(plan);
        var width = VectorWidths.Supported[0];
        var directory = Directory.CreateTempSubdirectory();
        var cache = new KernelCache(directory.FullName);
        var compile = Cpu(() => new CompiledKernels(cache).Compile(program, width));
        var load = Cpu(() => new CompiledKernels(cache).Compile(program, width));
        var compiled = new CompiledKernels(cache).Compile(program, width);
        directory.Delete(recursive: true);
        MtpKernel[] others = [.. KernelRegistry.All(plan)];
        MtpKernel[] kernels =
            [others.First(k => k.Kind == "interpreter"), compiled, .. others.Where(k => k.Kind == "generated").Take(1)];
        var workloads = kernels.Select(kernel => new Workload(kernel)).ToArray();
        double[] first = [.. Enumerable.Range(0, 2).Select(_ => Cpu(workloads[1].Prediction) + Cpu(workloads[1].LossAndGradient))];
        var samples = workloads.Select(_ => (Forces: new Samples(), Gradient: new Samples())).ToArray();
        var start = Stopwatch.GetTimestamp();
        for (var round = 0; round < FewestRounds || Stopwatch.GetElapsedTime(start) < Time; round++)
        {
            foreach (var (workload, (forces, gradient)) in workloads.Zip(samples))
            {
                forces.Add(1e6 * Cpu(workload.Prediction) / Crystal.AtomCount);
                gradient.Add(1e6 * Cpu(workload.LossAndGradient) / Crystal.AtomCount);
            }
        }
        Child.Print(
        [
            plan.Products.Length, compile, load, first[0] - first[1],
            .. samples.SelectMany(s => new[] { s.Forces.Median, s.Gradient.Median }),
        ]);
        foreach (var workload in workloads) workload.Dispose();
    }

    private static double Cpu(Action work)
    {
        using var process = Process.GetCurrentProcess();
        var start = process.TotalProcessorTime;
        work();
        process.Refresh();
        return (process.TotalProcessorTime - start).TotalSeconds;
    }
}
