using System.Diagnostics;
using System.Globalization;
using System.Text;
using FastMtp.Basis;
using FastMtp.Basis.Mtp;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Files.PotentialFiles;
using FastMtp.Kernels;

namespace FastMtp.Benchmarks;

/// <summary>
/// Start-up cost per process: plan, kernel and JIT compilation, separately and within a short fit and the command.
/// </summary>
internal static class StartUpTable
{
    /// <summary>The argument that makes this program the one that is measured.</summary>
    public const string Argument = "--first-results";

    private const int Rounds = 7;
    private const int FewConfigurations = 200;
    private const string QuickJitForLoops = "DOTNET_TC_QuickJitForLoops";
    private const double Goal = 0.5;
    private static readonly SpeciesList Species = new(["Mo", "Nb", "Ta", "W"]);

    /// <param name="commands">Further builds of the command, such as one that was compiled in advance.</param>
    public static string Measure(IEnumerable<string> commands)
    {
        var table = new StringBuilder();
        AddStages(table);
        AddFits(table);
        AddCommands(table, [
            Path.Combine(Results.Root(), "src", "FastMtp.Cli", "bin", "Release", $"net{Environment.Version.Major}.0", "fastmtp"),
            .. commands]);
        return table.ToString();
    }

    /// <summary>Prints ms for the stages of a start.</summary>
    public static void PrintStages(int level, string kernel, long started)
    {
        var clock = Stopwatch.GetTimestamp();
        var runtime = Stopwatch.GetElapsedTime(started, clock);
        var plan = Time(() => BasisPlan.ForLevel(level));
        var chosen = Time(() => KernelRegistry.All(plan.Result).First(k => k.Name == kernel));
        using var workload = new Workload(chosen.Result);
        double[] forces = [.. Enumerable.Range(0, 2).Select(_ => Time(workload.Prediction))];
        double[] gradient = [.. Enumerable.Range(0, 2).Select(_ => Time(workload.LossAndGradient))];
        Child.Print(runtime.TotalMilliseconds, plan.Milliseconds, chosen.Milliseconds, forces[0] - forces[1], gradient[0] - gradient[1]);
    }

    private static void AddStages(StringBuilder table)
    {
        table.Append(CultureInfo.InvariantCulture, $"""
            {Results.Machine}; medians of {Rounds} processes, ms.

            *Runtime*: from the start of the process to the first line of the program. *Plan*: of the level, from nothing; a
            potential that this program wrote has it in the file. *Kernel*: passes of the plan and what the interpreter needs.
            *First evaluation*, *first gradient*: what the first call takes longer than the second, mostly compilation.

            | level | kernel | runtime | plan | kernel | first evaluation | first gradient |
            |--:|---|--:|--:|--:|--:|--:|

            """);
        foreach (var level in KernelCase.Levels)
        {
            string[] kernels = [.. KernelCase.OfLevel(level).Where(k => k.Width == PeakFma.FullWidth).Select(k => k.Name)];
            var rounds = kernels.ToDictionary(kernel => kernel, _ => new List<double[]>());
            for (var round = 0; round < Rounds; round++)
                foreach (var kernel in kernels)
                    rounds[kernel].Add(Child.Numbers(Argument, $"{level}", kernel, $"{Stopwatch.GetTimestamp()}"));
            foreach (var kernel in kernels)
            {
                var medians = Enumerable.Range(0, 5).Select(i => Median(rounds[kernel].Select(stages => stages[i])));
                var texts = medians.Select(median => median.ToString("f1", CultureInfo.InvariantCulture));
                table.Append(CultureInfo.InvariantCulture, $"| {level} | {kernel} | {string.Join(" | ", texts)} |\n");
            }
        }
    }

    private static void AddCommands(StringBuilder table, string[] commands)
    {
        table.Append(CultureInfo.InvariantCulture, $"""

            `fastmtp evaluate` of 16 atoms, seconds from the start of the command to its end, which comes after the first energies:
            median (fastest). Goal at level 16: {Goal}.

            | level | command | seconds | reached |
            |--:|---|--:|---|

            """);
        var directory = Directory.CreateTempSubdirectory();
        var data = Path.Combine(directory.FullName, "atoms.cfg");
        var crystal = Crystal.Create();
        ConfigurationFile.Write(
            data, [crystal with { Positions = crystal.Positions[..48], Types = crystal.Types[..16], Energy = 0 }], Species);
        foreach (var level in KernelCase.Levels)
        {
            var potential = Path.Combine(directory.FullName, $"{level}.mtp");
            PotentialFile.Write(potential, RandomPotential.Create(BasisPlan.ForLevel(level), Species.Count) with { Species = Species });
            var seconds = commands.ToDictionary(command => command, _ => new List<double>());
            for (var round = 0; round < Rounds; round++)
                foreach (var command in commands)
                    seconds[command].Add(Child.Run(command, ["evaluate", potential, data]).Elapsed.TotalSeconds);
            foreach (var (command, times) in seconds)
            {
                var build = command == commands[0] ? "built" : "published";
                var reached = level != 16 ? "" : Median(times) <= Goal ? "yes" : "no";
                table.Append(CultureInfo.InvariantCulture,
                    $"| {level} | {build} | {Median(times):f2} ({times.Min():f2}) | {reached} |\n");
            }
        }
        directory.Delete(recursive: true);
    }

    private static void AddFits(StringBuilder table)
    {
        table.Append(CultureInfo.InvariantCulture, $"""

            {FitTable.Steps} steps on {FewConfigurations} configurations of the example by one thread on one core, which has to
            compile meanwhile. CPU seconds from the loaded data to the result, medians of {Rounds} processes: as it is, and
            with {QuickJitForLoops}=0, when no loop starts in unoptimised code.

            | level | as it is | all loops optimised | ratio |
            |--:|--:|--:|--:|

            """);
        foreach (var level in new[] { 8, 12, 16 })
        {
            var (first, all) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                first.Add(FitSeconds(level, null));
                all.Add(FitSeconds(level, "0"));
            }
            var (asItIs, optimized) = (Median(first), Median(all));
            table.Append(CultureInfo.InvariantCulture, $"| {level} | {asItIs:f2} | {optimized:f2} | {asItIs / optimized:f2} |\n");
        }
    }

    private static double FitSeconds(int level, string? quickJitForLoops)
    {
        Environment.SetEnvironmentVariable(QuickJitForLoops, quickJitForLoops);
        var numbers = OnOneCore(() => Child.Numbers(FitTable.Argument, $"{level}", "1", $"{FewConfigurations}"));
        Environment.SetEnvironmentVariable(QuickJitForLoops, null);
        return numbers[1];
    }

    /// <summary>Processes that are started meanwhile inherit the core.</summary>
    private static T OnOneCore<T>(Func<T> work)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsWindows()) return work();
        using var own = Process.GetCurrentProcess();
        var cores = own.ProcessorAffinity;
        own.ProcessorAffinity = cores & -cores;
        var result = work();
        own.ProcessorAffinity = cores;
        return result;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private static double Time(Action work) => Time(() => { work(); return 0; }).Milliseconds;

    private static (T Result, double Milliseconds) Time<T>(Func<T> work)
    {
        var start = Stopwatch.GetTimestamp();
        return (work(), Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }
}
