using FastMtp.Data;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Threading;

namespace FastMtp.Selection.Learning;

/// <summary>Frames of simulations.</summary>
/// <param name="Configurations">The frames that make sense, run by run in the order of time.</param>
/// <param name="Runs">[frames] the run of each.</param>
/// <param name="Astray">Number of frames that were left out because atoms had come too near to each other.</param>
internal sealed record Frames(IReadOnlyList<Configuration> Configurations, IReadOnlyList<int> Runs, int Astray);

/// <summary>The simulations of a round.</summary>
/// <param name="settings">The loop.</param>
/// <param name="observer">Who follows it.</param>
internal sealed class SimulationStage(LearningSettings settings, ILearningObserver observer)
{
    /// <summary>
    /// Two atoms that are nearer than this share of the smallest distance of the radial functions have passed through each other.
    /// </summary>
    private const double NearestShare = 0.6;

    private readonly SimulationPlan _plan = settings.Simulation;

    /// <summary>Runs the simulations that have not ended, and reads their frames.</summary>
    /// <exception cref="LearningFailedException">There are no frames.</exception>
    /// <exception cref="OperationCanceledException">They were stopped.</exception>
    public Frames Run(RoundDirectory round, CancellationToken cancellation)
    {
        var potential = Potential.Load(round.PotentialPath);
        // A simulation needs no more than one member, whose forces are as good a guide through the phase space as their mean.
        var single = potential.First;
        var runs = _plan.Commands.Select((command, i) => new CommandRun(round.SimulationPath(i), command)).ToArray();
        var missing = runs.Count(run => run.Status is null);
        if (missing > 0) observer.Begin(round.Number, $"{missing} simulations");
        var environment = missing == 0 ? null : _plan.Install?.Invoke(single, round.Root);
        ParallelJobs.Run(Enumerable.Range(0, runs.Length), _plan.Parallel, (i, token) => runs[i].Run(
            () => single.Save(Path.Combine(runs[i].Directory, "potential.fmtp")), environment ?? new Dictionary<string, string>(), token),
            cancellation);
        var frames = Read(runs, settings.Nearest ?? NearestShare * single.MinDistance);
        if (frames.Configurations.Count > 0) return frames;
        var outcome = runs[0].Outcome;
        foreach (var run in runs) run.Forget();
        throw new LearningFailedException($"{runs[0].Directory}: no simulation wrote a frame that can be used; the first {outcome}");
    }

    private Frames Read(CommandRun[] runs, double nearest)
    {
        var (all, numbers, astray) = (new List<Configuration>(), new List<int>(), 0);
        for (var i = 0; i < runs.Length; i++)
        {
            if (runs[i].Status != 0) observer.Note($"simulation {i} ({_plan.Names[i]}) {runs[i].Outcome}");
            var frames = ReadFrames(runs[i].Directory);
            var usable = frames.FindIndex(frame => HasPairWithin(frame, nearest));
            if (usable < 0) usable = frames.Count;
            astray += frames.Count - usable;
            all.AddRange(frames[..usable].Select((frame, n) => frame with { Origin = $"simulation {i} frame {n + 1}" }));
            numbers.AddRange(Enumerable.Repeat(i, usable));
        }
        return new(all, numbers, astray);
    }

    private bool HasPairWithin(Configuration frame, double distance)
    {
        try
        {
            return DataSummary.Of([frame], settings.Species.Count, distance, 1).Closest is not null;
        }
        catch (InputException)
        {
            // Two atoms are at the same place, or the cell has collapsed.
            return true;
        }
    }

    private List<Configuration> ReadFrames(string directory)
    {
        var frames = new List<Configuration>();
        foreach (var file in _plan.Frames.SelectMany(pattern => Files(directory, pattern)).Distinct())
        {
            if (new FileInfo(file).Length == 0) continue;
            var (set, damage) = ConfigurationFile.ReadUntilDamage(file, new ReadOptions { Species = settings.Species });
            if (damage is not null && set.Configurations.Count == 0) throw damage;
            // The end of a run that was stopped may be cut short, or hold what are no numbers any more.
            if (damage is not null) observer.Note($"{damage.Message} The frames before it are used.");
            if (set.SpeciesAssumed)
                throw new InputException(
                    $"{file}: the frames have type numbers but no elements; write element into the dump, and name the elements with "
                    + "dump_modify element.");
            frames.AddRange(set.Configurations);
        }
        return frames;
    }

    /// <summary>dump.100 comes before dump.20 by name, so shorter names come first.</summary>
    private static IEnumerable<string> Files(string directory, string pattern)
    {
        var folder = Path.Combine(directory, Path.GetDirectoryName(pattern) ?? "");
        return Directory.Exists(folder)
            ? Directory.GetFiles(folder, Path.GetFileName(pattern))
                .OrderBy(name => name.Length).ThenBy(name => name, StringComparer.Ordinal)
            : [];
    }
}
