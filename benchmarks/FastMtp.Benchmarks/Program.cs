using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using FastMtp.Benchmarks;
using Perfolizer.Horology;

if (args is ["--quick"])
{
    Results.Write("Quick", QuickTable.Measure());
    return;
}
if (args is ["--sizes"])
{
    Results.Write("Sizes", SizeTable.Measure());
    return;
}
if (args is ["--threads", var data])
{
    Results.Write("Threads", ThreadTable.Measure(data));
    return;
}
if (args is ["--forms"])
{
    Results.Write("RadialForms", RadialFormTable.Measure());
    return;
}
if (args is ["--many-species"])
{
    Results.Write("ManySpecies", ManySpeciesTable.Measure());
    return;
}
if (args is ["--many-species", var form])
{
    ManySpeciesTable.PrintRow(int.Parse(form, CultureInfo.InvariantCulture));
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
    Results.Write(string.Join('-', [type.Name.Split('`')[0], .. type.GetGenericArguments().Select(argument => argument.Name)]), report.GetLog());
}
