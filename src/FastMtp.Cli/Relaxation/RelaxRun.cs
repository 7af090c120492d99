using System.Diagnostics;
using System.Globalization;
using FastMtp.Cli.Terminals;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Files.Text;
using FastMtp.Properties.Relaxation;

namespace FastMtp.Cli.Relaxation;

/// <summary>A set of relaxations with its files.</summary>
internal sealed class RelaxRun(
    Terminal terminal, Potential potential, byte[] potentialFile, RelaxationSettings settings, IReadOnlyList<Configuration> starts)
{
    /// <summary>Number of structures of each kind that a message names; the rest are only counted.</summary>
    private const int MostNamed = 5;

    /// <summary>File of the relaxed structures.</summary>
    public required string Output { get; init; }

    /// <summary>File of the table.</summary>
    public required string Table { get; init; }

    /// <summary>File of the structures on the way; null for none.</summary>
    public string? Trajectory { get; init; }

    /// <summary>Relaxes and writes the files.</summary>
    /// <returns>The exit code.</returns>
    public int Run(int threads)
    {
        var fingerprint = RelaxationFingerprint.Of(settings, starts, potentialFile, Trajectory is not null);
        var path = Output + ".journal";
        using var lease = FileLease.Take(path);
        using var journal = AtomicFile.IsDevice(Output) ? null : new RelaxationJournal(path, fingerprint);
        var known = journal?.Count ?? 0;
        if (known > 0)
            terminal.Note($"{known} of {Format.Count(starts.Count, "structure")} have been relaxed before; going on with the others.");
        var set = new RelaxationSet(potential, starts, settings, threads)
        {
            KeepsPaths = Trajectory is not null,
        };
        var clock = Stopwatch.StartNew();
        if (RelaxDisplay.Run(terminal, set, starts, journal) is not { } ends) return terminal.InterruptedExitCode;
        ConfigurationFile.Write(Output, RelaxedTrust.Add(terminal, potential, [.. RelaxedStructures.Last(ends)]), potential.Species);
        RelaxationTable.Write(Table, ends);
        if (Trajectory is not null) ConfigurationFile.Write(Trajectory, RelaxedStructures.Paths(ends), potential.Species);
        journal?.Remove();
        Report(ends, clock.Elapsed, ends.Count - known);
        return ends.Any(end => end.IsConverged) ? ExitCode.Success : ExitCode.Failure;
    }

    private void Report(IReadOnlyList<Relaxed> ends, TimeSpan time, int relaxed)
    {
        var converged = ends.Count(end => end.IsConverged);
        terminal.Line($"{converged} of {Format.Count(ends.Count, "structure")} converged ({Percent(converged, ends.Count)}), "
            + $"{Format.Figures(ends.Average(end => end.Evaluations))} evaluations per structure; "
            + $"{Format.Figures(relaxed / time.TotalSeconds)} structures per second.");
        terminal.Line($"Structures: {Output}; table: {Table}{(Trajectory is null ? "" : $"; trajectory: {Trajectory}")}");
        var reasons = ends.Where(end => !end.IsConverged).GroupBy(end => end.Sentence).OrderByDescending(reason => reason.Count());
        foreach (var failed in reasons.Take(MostNamed))
        {
            var names = failed.Select(end => end.Configuration.Origin).Take(MostNamed);
            terminal.Note($"{Format.Count(failed.Count(), "structure")} failed: {failed.Key} "
                + $"({string.Join(", ", names)}{(failed.Count() > MostNamed ? ", …" : "")}).");
        }
        if (converged == 0) terminal.Failure("no structure converged; the table has the reasons.");
    }

    private static string Percent(int part, int whole) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.#} %");
}
