using FastMtp.Files.ConfigurationFiles;
using FastMtp.Files.Text;

namespace FastMtp.Properties.Trajectories;

/// <summary>Configurations of the same atoms, one after the other in time.</summary>
/// <param name="Frames">The configurations; atoms keep their places in the arrays.</param>
/// <param name="Times">[frame] time in ps; steps, or numbers of frames, if <paramref name="HasTimes"/> is false.</param>
/// <param name="HasTimes">True if the times are known.</param>
/// <param name="IsUnwrapped">True if positions do not jump when an atom leaves the cell.</param>
/// <param name="Species">Names of the types.</param>
internal sealed record Trajectory(
    IReadOnlyList<Configuration> Frames, double[] Times, bool HasTimes, bool IsUnwrapped, SpeciesList Species)
{
    /// <summary>Reads a text dump of LAMMPS or a file of configurations.</summary>
    /// <param name="path">The file.</param>
    /// <param name="names">Names of the types, for files that only number them.</param>
    /// <param name="timeStep">
    /// The time between steps of a dump, or between the configurations of another file, ps; null if it is not known.
    /// </param>
    /// <param name="every">Uses every so many frames.</param>
    /// <exception cref="InputException">The file cannot be used, or its frames have different atoms.</exception>
    public static Trajectory Read(string path, SpeciesList? names, double? timeStep, int every)
    {
        var session = new ReadSession(new ReadOptions { TypeNames = names });
        var (steps, times, isUnwrapped) = (new List<double>(), new List<double?>(), false);
        using (var reader = new LineReader(path))
        {
            if (FormatDetection.OfContent(reader, null) == DataFormat.LammpsDump)
            {
                var dump = new DumpReader(reader, session);
                for (var count = 0; dump.NextFrame() is { } frame; count++)
                {
                    if (count % every != 0) continue;
                    session.Add(frame.Configuration);
                    isUnwrapped = frame.IsUnwrapped;
                    steps.Add(frame.Step);
                    times.Add(frame.Time);
                }
            }
        }
        var set = steps.Count > 0 ? session.Finish() : ConfigurationFile.Read(path, session.Options);
        var frames = steps.Count > 0 ? set.Configurations : [.. set.Configurations.Where((_, i) => i % every == 0)];
        if (steps.Count == 0) steps = [.. Enumerable.Range(0, frames.Count).Select(i => (double)i * every)];
        var known = times.Count == frames.Count && times.TrueForAll(time => time is not null);
        double[] all = [.. known ? times.Select(time => time!.Value) : steps.Select(step => step * (timeStep ?? 1))];
        var trajectory = new Trajectory(
            frames, all, known || timeStep is not null, isUnwrapped, set.Species ?? Numbered(frames));
        trajectory.Check(path);
        return trajectory;
    }

    /// <summary>The frames from a time after the first on.</summary>
    public Trajectory From(int first) => this with { Frames = [.. Frames.Skip(first)], Times = Times[first..] };

    private void Check(string path)
    {
        foreach (var frame in Frames)
        {
            if (!frame.Types.AsSpan().SequenceEqual(Frames[0].Types))
                throw new InputException($"{path}: {frame.Origin} has other atoms than {Frames[0].Origin}; "
                    + "analyze dumps with the same atoms in every frame, ordered by id.");
        }
    }

    private static SpeciesList Numbered(IReadOnlyList<Configuration> frames) =>
        new(Enumerable.Range(1, frames.Max(frame => frame.Types.Max()) + 1).Select(type => $"type{type}"));
}
