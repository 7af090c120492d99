using FastMtp.Atoms;
using FastMtp.Cli.Terminals;
using FastMtp.Files.Text;
using FastMtp.Plots;
using FastMtp.Properties.Crystals;
using FastMtp.Properties.Statistics;
using FastMtp.Properties.Trajectories;
using FastMtp.Training.Studies;

namespace FastMtp.Cli.Analysis;

/// <summary>Density, distances and diffusion of a trajectory.</summary>
internal static class TrajectoryReport
{
    /// <summary>g/cm³ of 1 g/mol per Å³.</summary>
    private const double GramsPerCubicCentimetre = 1.66053906660;

    /// <summary>1e-9 m²/s of 1 Å²/ps.</summary>
    private const double DiffusionUnit = 10;

    /// <summary>Prints the tables and writes files if there is a directory.</summary>
    /// <param name="terminal">Where to print.</param>
    /// <param name="path">The trajectory, after which files are named.</param>
    /// <param name="trajectory">The frames to average.</param>
    /// <param name="cutoff">Largest distance, Å.</param>
    /// <param name="bin">Width of a bin, Å.</param>
    /// <param name="directory">For tables and pictures.</param>
    public static void Print(Terminal terminal, string path, Trajectory trajectory, double cutoff, double bin, string? directory)
    {
        var frames = trajectory.Frames;
        if (frames.Count == 0) throw new InputException($"{path}: no frames are left; skip less or use more frames.");
        var duration = trajectory.Times[^1] - trajectory.Times[0];
        terminal.Line($"{path}: {Format.Count(frames.Count, "frame")} of {Format.Count(frames[0].Count, "atom")}, "
            + $"{Format.Figures(duration)} {(trajectory.HasTimes ? "ps" : "steps")}");
        var isBulk = frames.All(frame => frame.Cell.IsBulk);
        if (isBulk) PrintCell(terminal, trajectory);
        var pairs = isBulk ? PrintPairs(terminal, trajectory, cutoff, bin) : [];
        var moves = PrintDiffusion(terminal, trajectory);
        if (!isBulk) terminal.Note("the radial distribution needs a cell that repeats in all directions.");
        if (directory is null) return;
        string[] names = [.. pairs.Select(pair => $"{trajectory.Species[pair.First]}-{trajectory.Species[pair.Second]}")];
        if (pairs.Count > 0)
        {
            CsvText.Write(AnalysisFiles.Path(directory, path, "rdf.csv"), ["r", .. names],
                Enumerable.Range(0, pairs[0].Values.Length).Select(i =>
                    (object[])[(i + 0.5) * bin, .. pairs.Select(pair => pair.Values[i])]));
        }
        CsvText.Write(
            AnalysisFiles.Path(directory, path, "peaks.csv"),
            ["pair", "position", "position_error", "height", "height_error", "neighbours"],
            pairs.Zip(names, pairs.Select(pair => pair.Peak())).Where(pair => pair.Third is not null).Select(pair =>
            {
                var (position, height) = pair.Third!.Value;
                var neighbors = pair.First.Coordination() ?? double.NaN;
                return (object[])[pair.Second, position.Mean, position.Error, height.Mean, height.Error, neighbors];
            }));
        if (moves.Count > 0)
        {
            CsvText.Write(
                AnalysisFiles.Path(directory, path, "msd.csv"), ["time", .. moves.Select(move => trajectory.Species[move.Species])],
                moves[0].Lags.Select((lag, i) => (object[])[lag, .. moves.Select(move => move.Values[i])]));
        }
        terminal.Line($"Tables: {directory}");
        if (pairs.Count + moves.Count == 0) return;
        Pictures.Write(terminal, "Distances and displacements", AnalysisFiles.Path(directory, path, "png"), target =>
            TrajectoryPicture.Write(
                target,
                [.. pairs.Select((pair, k) => new Curve(names[k], [.. pair.Values.Select((_, i) => (i + 0.5) * bin)], pair.Values))],
                [.. moves.Select(move => new Curve(trajectory.Species[move.Species], move.Lags, move.Values))],
                trajectory.HasTimes ? "time, ps" : "steps"));
    }

    private static void PrintCell(Terminal terminal, Trajectory trajectory)
    {
        var frames = trajectory.Frames;
        var mass = frames[0].Types.Sum(type => Elements.Mass(trajectory.Species[type]) ?? double.NaN);
        var rows = new List<string[]> { Row("volume, Å³/atom", frame => frame.Cell.Volume / frame.Count) };
        if (double.IsFinite(mass)) rows.Add(Row("density, g/cm³", frame => GramsPerCubicCentimetre * mass / frame.Cell.Volume));
        (string Name, Func<Cell, Vector3> Of)[] vectors = [("a, Å", c => c.A), ("b, Å", c => c.B), ("c, Å", c => c.C)];
        foreach (var (name, vector) in vectors)
            rows.Add(Row(name, frame => vector(frame.Cell).Length));
        terminal.Table(["", "mean ± error›", "deviation›"], rows);

        string[] Row(string name, Func<Configuration, double> value)
        {
            var average = SeriesAverage.Of([.. frames.Select(value)]);
            return [name, Format.Spread(new Spread(average.Mean, average.Error)), Format.Figures(frames.Count < 2 ? 0 : average.Deviation)];
        }
    }

    private static IReadOnlyList<PairDistribution> PrintPairs(Terminal terminal, Trajectory trajectory, double cutoff, double bin)
    {
        var half = trajectory.Frames.Min(frame => Supercell.Heights(frame.Cell).Min()) / 2;
        if (half < cutoff)
        {
            terminal.Note(
                $"distances are counted up to {Format.Length(Math.Round(half, 2))}, half of the cell's smallest height.");
        }
        var pairs = PairDistribution.Of(trajectory, Math.Min(cutoff, half), bin);
        terminal.Table(["pair", "first peak, Å›", "height›", "neighbours›"], pairs.Select(pair =>
        {
            var peak = pair.Peak();
            return (string[])
            [
                $"{trajectory.Species[pair.First]}-{trajectory.Species[pair.Second]}",
                peak is { Position: var position } ? Format.Spread(new Spread(position.Mean, position.Error)) : "",
                peak is { Height: var height } ? Format.Spread(new Spread(height.Mean, height.Error)) : "",
                pair.Coordination() is { } count ? Format.Figures(count) : "",
            ];
        }));
        return pairs;
    }

    private static IReadOnlyList<MeanSquaredDisplacement> PrintDiffusion(Terminal terminal, Trajectory trajectory)
    {
        if (trajectory.Frames.Count < MeanSquaredDisplacement.FewestFrames)
        {
            terminal.Note($"diffusion needs at least {MeanSquaredDisplacement.FewestFrames} frames; there are {trajectory.Frames.Count}.");
            return [];
        }
        if (!trajectory.IsUnwrapped)
            terminal.Note("positions are wrapped into the cell, so atoms are taken to move less than half of it between frames.");
        var moves = MeanSquaredDisplacement.Of(trajectory);
        if (!trajectory.HasTimes)
        {
            terminal.Note("without a time there are no diffusion coefficients; give --timestep.");
            return moves;
        }
        terminal.Table(["", "displacement, Å›", "in, ps›", "diffusion, 1e-9 m²/s›"], moves.Select(move => (string[])
        [
            trajectory.Species[move.Species], Format.Figures(Math.Sqrt(move.Values[^1])), Format.Figures(move.Lags[^1]),
            Format.Spread(DiffusionUnit * new Spread(move.Diffusion.Mean, move.Diffusion.Error)),
        ]));
        return moves;
    }
}
