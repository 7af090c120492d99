using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using FastMtp.Benchmarks;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Perfolizer.Horology;

// Each writes one report; together they take a quarter of an hour.
Dictionary<string, (string Report, Func<string> Measure)> tables = new()
{
    ["--kernels"] = ("Kernels", () => KernelTable.Measure(TimeSpan.FromSeconds(60))),
    ["--surroundings"] = ("Surroundings", () => SurroundingsTable.Measure(TimeSpan.FromSeconds(30))),
    ["--startup"] = ("StartUp", () => StartUpTable.Measure(args.Skip(1))),
    ["--memory"] = ("Memory", MemoryTable.Measure),
    ["--fit"] = ("Fit", FitTable.Measure),
};
switch (args)
{
    case ["--all"]:
        foreach (var (report, measure) in tables.Values) Results.Write(report, measure());
        return;
    case ["--quick"]:
        Results.Write("Quick", KernelTable.Measure(TimeSpan.FromSeconds(25)));
        return;
    case ["--quick", .. var bases]:
        Console.WriteLine(KernelTable.Measure(TimeSpan.FromSeconds(10), bases));
        return;
    case ["--surroundings", _, ..]:
        Console.WriteLine(SurroundingsTable.Measure(TimeSpan.FromSeconds(15), args[1..]));
        return;
    case [CompiledTable.Argument, "row", var subject]:
        CompiledTable.PrintRow(subject);
        return;
    case [CompiledTable.Argument]:
        Results.Write("Compiled", CompiledTable.Measure([]));
        return;
    case [CompiledTable.Argument, .. var subjects]:
        Console.WriteLine(CompiledTable.Measure(subjects));
        return;
    case [MixedTable.Argument]:
        Results.Write("Mixed", MixedTable.Measure(TimeSpan.FromSeconds(20)));
        return;
    case [LimitTable.Argument, KernelListing.Argument, var basis]:
        KernelListing.Compile(basis);
        return;
    case [LimitTable.Argument]:
        Results.Write("Limit", LimitTable.Measure(TimeSpan.FromSeconds(20)));
        return;
    case [LimitTable.Argument, .. var limited]:
        Console.WriteLine(LimitTable.Measure(TimeSpan.FromSeconds(8), limited));
        return;
    case [DriftTable.Argument, var potential, var picoseconds]:
        Console.WriteLine(DriftTable.Measure(potential, double.Parse(picoseconds, CultureInfo.InvariantCulture)));
        return;
    case [MixedTable.Argument, .. var bases]:
        Console.WriteLine(MixedTable.Measure(TimeSpan.FromSeconds(8), bases));
        return;
    case ["--sizes"]:
        Results.Write("Sizes", SizeTable.Measure());
        return;
    case ["--threads", var data]:
        Results.Write("Threads", ThreadTable.Measure(data));
        return;
    case ["--methods", var data]:
        Results.Write("Methods", MethodTable.Measure(data));
        return;
    case [ManySpeciesTable.Argument]:
        Results.Write("ManySpecies", ManySpeciesTable.Measure());
        return;
    case [ManySpeciesTable.Argument, var form]:
        ManySpeciesTable.PrintRow(Whole(form));
        return;
    case ["--forms"]:
        Results.Write("RadialForms", RadialFormTable.Measure());
        return;
    case [FitTable.Argument, var level, var threads, var configurations]:
        FitTable.Fit(Whole(level), Whole(threads), Whole(configurations));
        return;
    case [MemoryTable.Argument, var level]:
        MemoryTable.PrintBytesPerAtom(Whole(level));
        return;
    case [StartUpTable.Argument, var level, var kernel, var started]:
        StartUpTable.PrintStages(Whole(level), kernel, long.Parse(started, CultureInfo.InvariantCulture));
        return;
    case [var name, ..] when tables.TryGetValue(name, out var table):
        Results.Write(table.Report, table.Measure());
        return;
}
// A pass takes microseconds and there are hundreds of cases, so short iterations are enough and all that there is time for.
var job = Job.Default.WithWarmupCount(3).WithIterationCount(11).WithIterationTime(TimeInterval.FromMilliseconds(100));
var config = DefaultConfig.Instance.AddJob(job.AsDefault()).WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(40));
foreach (var summary in BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config))
{
    if (summary.BenchmarksCases.Length == 0) continue;
    var report = new AccumulationLogger();
    MarkdownExporter.GitHub.ExportToLog(summary, report);
    var type = summary.BenchmarksCases[0].Descriptor.Type;
    Results.Write(string.Join('-', [type.Name.Split('`')[0], .. type.GetGenericArguments().Select(argument => argument.Name)]),
        report.GetLog());
}

static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);
