using System.Diagnostics;
using FastMtp.Cli.Terminals;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

/// <summary>A loop that is stopped at any point goes on as if nothing had happened, and computes no label twice.</summary>
public sealed class LearnStopTests : IDisposable
{
    private readonly LoopDirectory _loop = new();

    public LearnStopTests() => _loop.Write("rounds = 2");

    public void Dispose() => _loop.Dispose();

    [Fact]
    public void ALoopGoesOnFromEveryStage()
    {
        // What lies on the disk when a stage begins is what is there after a kill.
        var states = new List<string>();
        var watch = new WatchingWriter(line =>
        {
            if (!line.StartsWith("round ", StringComparison.Ordinal)) return;
            states.Add($"state-{states.Count}");
            Copy(_loop.PathOf("out"), _loop.PathOf(states[^1]));
        });
        Assert.Equal(ExitCode.Success, CommandLine.Run(_loop.Command(), watch, new StringWriter()));
        // Two rounds of fit, simulations, choice and labels, and the last fit.
        Assert.Equal(9, states.Count);
        foreach (var state in states)
        {
            File.Delete(_loop.PathOf("labels.log"));
            var known = Directory.GetFiles(_loop.PathOf(state), "labelled.xyz", SearchOption.AllDirectories).Length;
            GoesOn(state, 6 - known);
        }
    }

    [Fact]
    public void FinishedLabelsAndSimulationsAreKept()
    {
        Assert.Equal(ExitCode.Success, _loop.Run().ExitCode);
        Copy(_loop.PathOf("out"), _loop.PathOf("state"));
        Directory.Delete(_loop.PathOf("state/round-02"), recursive: true);
        File.Delete(_loop.PathOf("state/round-01/labels/001/command.status"));
        File.Delete(_loop.PathOf("labels.log"));
        GoesOn("state", 1);
        Directory.Delete(_loop.PathOf("state/round-01/labels"), recursive: true);
        File.Delete(_loop.PathOf("state/round-01/choice.json"));
        File.Delete(_loop.PathOf("state/round-01/simulations/01/command.status"));
        File.Delete(_loop.PathOf("labels.log"));
        var kept = File.GetLastWriteTimeUtc(_loop.PathOf("state/round-01/simulations/00/frames.xyz"));
        GoesOn("state", 3);
        Assert.Equal(kept, File.GetLastWriteTimeUtc(_loop.PathOf("state/round-01/simulations/00/frames.xyz")));
    }

    [Fact]
    public void AfterAKillALabelThatStillRunsIsWaitedFor()
    {
        _loop.Write("rounds = 2", "label_command = \"sh {loop}/label.sh; sleep 3\"");
        using var process = Start();
        while (_loop.Labelled.Length == 0) Thread.Sleep(50);
        process.Kill();
        Programs.End(process);
        var first = Assert.Single(_loop.Labelled);
        Assert.Equal(ExitCode.Success, _loop.Run().ExitCode);
        Assert.Equal("0\n", File.ReadAllText(Path.Combine(first, "command.status")));
        Assert.Equal(6, _loop.Labelled.Length);
        Assert.Equal(6, _loop.Labelled.Distinct().Count());
    }

    [Fact]
    public void AnInterruptEndsTheCommandsToo()
    {
        _loop.Write("rounds = 2", "label_command = \"echo $$ > {loop}/number; exec sleep 600\"");
        using var interrupt = new CancellationTokenSource();
        var error = new StringWriter();
        var clock = Stopwatch.StartNew();
        var watch = new WatchingWriter(line =>
        {
            if (line.EndsWith("labels", StringComparison.Ordinal)) Task.Run(() => Interrupt(interrupt));
        });
        Assert.Equal(ExitCode.Interrupted, CommandLine.Run(_loop.Command(), watch, error, interrupt.Token));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(300));
        Assert.Contains("run the same command again", error.ToString());
        var process = File.ReadAllText(_loop.PathOf("number")).Trim();
        for (var i = 0; i < 100 && CommandLineOf(process).Contains("sleep", StringComparison.Ordinal); i++) Thread.Sleep(50);
        Assert.DoesNotContain("sleep", CommandLineOf(process));
        _loop.Write("rounds = 2");
        Assert.Equal(ExitCode.Success, _loop.Run().ExitCode);
        Assert.Equal(6, _loop.Labelled.Length);
    }

    /// <summary>Empty for a process that has ended, also if nobody has asked for its status yet.</summary>
    private static string CommandLineOf(string process) =>
        Directory.Exists($"/proc/{process}") ? File.ReadAllText($"/proc/{process}/cmdline") : "";

    private void Interrupt(CancellationTokenSource interrupt)
    {
        while (!File.Exists(_loop.PathOf("number"))) Thread.Sleep(20);
        Thread.Sleep(200);
        interrupt.Cancel();
    }

    private Process Start()
    {
        var host = Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? Environment.ProcessPath! : "dotnet";
        return Programs.Start(host, ["exec", Path.Combine(AppContext.BaseDirectory, "fastmtp.dll"), .. _loop.Command()]);
    }

    /// <summary>Runs the rest of a loop and compares with the one that was never stopped.</summary>
    private void GoesOn(string state, int labels)
    {
        var outcome = _loop.Run(state);
        Assert.True(outcome.ExitCode == ExitCode.Success, $"{state}: {outcome.Error}");
        Assert.Equal(labels, _loop.Labelled.Length);
        Assert.Equal(File.ReadAllText(_loop.PathOf("out/potential.fmtp")), File.ReadAllText(_loop.PathOf($"{state}/potential.fmtp")));
        foreach (var (straight, stopped) in _loop.Table().Zip(_loop.Table(state)))
            Assert.Equal(straight.Where(cell => cell.Key != "fit_seconds"), stopped.Where(cell => cell.Key != "fit_seconds"));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var directory in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, directory)));
        var files = Directory.GetFiles(from, "*", SearchOption.AllDirectories);
        foreach (var file in files.Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)), overwrite: true);
    }
}
