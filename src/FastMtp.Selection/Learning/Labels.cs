using FastMtp.Files.ConfigurationFiles;

namespace FastMtp.Selection.Learning;

/// <summary>What a command of the user wrote about a configuration.</summary>
internal static class Labels
{
    /// <summary>Programs print positions with few digits, Å.</summary>
    private const double Rounding = 1e-3;

    /// <summary>The configuration with the labels.</summary>
    /// <param name="run">The command.</param>
    /// <param name="output">Name of the file that it wrote.</param>
    /// <param name="asked">The configuration that it was given.</param>
    /// <param name="weights">Weights of the loss, which say what labels are needed.</param>
    /// <exception cref="InputException">The command failed, or its file does not have the labels of this configuration.</exception>
    public static Configuration Read(CommandRun run, string output, Configuration asked, LossWeights weights)
    {
        var path = Path.Combine(run.Directory, output);
        if (run.Status != 0) throw new InputException($"{run.Directory}: the command {run.Outcome}");
        if (!File.Exists(path))
            throw new InputException($"{path}: the command did not write this file; it printed: {run.Tail.TrimEnd('.')}.");
        var all = ConfigurationFile.Read(path, new ReadOptions { Species = asked.Species }).Configurations;
        Require(all.Count == 1, $"there are {all.Count} configurations instead of one; write the labelled one alone");
        var found = all[0];
        Require(found.Count == asked.Count && found.Types.SequenceEqual(asked.Types),
            "the atoms are not those of the configuration; write them all, in its order");
        var moved = Displacement(asked, found);
        Require(moved <= Rounding, FormattableString.Invariant(
            $"atoms have moved by {moved:G3} Å; label the configuration as it is, without relaxing it"));
        Require(weights.Energy == 0 || found.Energy is not null, "there is no energy; write energy=… (eV) into its second line");
        Require(weights.Force == 0 || found.Forces is not null, "there are no forces; write them as the columns forces:R:3 (eV/Å)");
        Require(weights.Stress == 0 || found.Virial is not null,
            "there is no stress; write stress=… (eV/Å³) or virial=… (eV) into its second line");
        return asked with { Energy = found.Energy, Forces = found.Forces, Virial = found.Virial, Features = [] };

        void Require(bool condition, string sentence)
        {
            if (!condition) throw new InputException($"{path}: {sentence}.");
        }
    }

    /// <summary>The farthest that an atom has moved, other than by vectors of the lattice, Å.</summary>
    private static double Displacement(Configuration asked, Configuration found)
    {
        var (cell, farthest) = (asked.Cell, 0.0);
        for (var i = 0; i < asked.Count; i++)
        {
            var moved = found.Position(i) - asked.Position(i);
            if (cell.IsBulk)
            {
                moved -= cell.Cartesian(new(
                    Whole(cell.A, cell.B, cell.C, moved), Whole(cell.B, cell.C, cell.A, moved), Whole(cell.C, cell.A, cell.B, moved)));
            }
            farthest = Math.Max(farthest, moved.Length);
        }
        return farthest;
    }

    /// <summary>How often the first vector of a lattice fits into a displacement, rounded.</summary>
    private static double Whole(Vector3 first, Vector3 second, Vector3 third, Vector3 moved)
    {
        var normal = Vector3.Cross(second, third);
        return Math.Round(Vector3.Dot(normal, moved) / Vector3.Dot(normal, first));
    }
}
