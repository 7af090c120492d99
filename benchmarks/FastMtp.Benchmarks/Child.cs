using System.Diagnostics;
using System.Globalization;

namespace FastMtp.Benchmarks;

/// <summary>Programs in processes of their own: what only a fresh process can tell is measured there.</summary>
internal static class Child
{
    /// <summary>Runs this program with other arguments and returns the numbers that it prints.</summary>
    public static double[] Numbers(params IEnumerable<string> args) =>
        [.. Own(args).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];

    /// <summary>Runs this program with other arguments and returns what it prints.</summary>
    public static string Own(params IEnumerable<string> args)
    {
        var program = Environment.ProcessPath!;
        // Started as "dotnet program.dll", the process is not the program.
        IEnumerable<string> library = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(Child).Assembly.Location] : [];
        return Run(program, [.. library, .. args]).Output;
    }

    /// <summary>What numbers a child prints.</summary>
    public static void Print(params IEnumerable<double> numbers) =>
        Console.WriteLine(string.Join(' ', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture))));

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static (string Output, TimeSpan Elapsed) Run(string program, IEnumerable<string> args)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? (output, clock.Elapsed)
            : throw new InvalidOperationException($"{program} {string.Join(' ', args)} ended with {process.ExitCode}.");
    }
}
