using System.Runtime.InteropServices;
using BenchmarkDotNet.Environments;

namespace FastMtp.Benchmarks;

/// <summary>Reports by processor in <c>benchmarks/Results</c>, so that runs on different machines lie side by side.</summary>
internal static class Results
{
    /// <summary>
    /// Prints a Markdown report and keeps it, but not in place of a page with a title, which somebody wrote around an earlier one.
    /// </summary>
    public static void Write(string name, string report)
    {
        Console.WriteLine(report);
        var path = Path.Combine(
            Directory.CreateDirectory(Path.Combine(Root(), "benchmarks", "Results", Processor.Replace(' ', '-'))).FullName, name + ".md");
        if (File.Exists(path) && File.ReadLines(path).FirstOrDefault()?.StartsWith("# ", StringComparison.Ordinal) == true)
        {
            Console.WriteLine($"{path} has text of its own, so it is left as it is; put the tables there.");
            return;
        }
        File.WriteAllText(path, report);
        Console.WriteLine($"written to {path}");
    }

    public static string Processor =>
        string.Concat((HostEnvironmentInfo.GetCurrent().Cpu.Value?.ProcessorName ?? "unknown").Split(Path.GetInvalidFileNameChars()))
            .Trim();

    /// <summary>First words of every report.</summary>
    public static string Machine => $"{Processor}, {RuntimeInformation.FrameworkDescription}";

    /// <summary>The root of the repository.</summary>
    public static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "FastMtp.sln"))) directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("FastMtp.sln is not above the benchmarks.");
    }
}
