using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Relaxation;
using FastMtp.Cli.Terminals;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Files.PotentialFiles;
using FastMtp.Files.Text;
using FastMtp.Plots;
using FastMtp.Properties.Ranking;
using FastMtp.Properties.Relaxation;

namespace FastMtp.Cli.Ranking;

/// <summary><c>fastmtp rank POTENTIAL… STRUCTURES…</c>: which structure is the most stable, and how sure that is.</summary>
internal static class RankCommand
{
    public const string Name = "rank";

    /// <summary>Relative change of a volume that is more than a relaxation.</summary>
    private const double LargeChange = 0.2;

    public static readonly string[] Examples =
    [
        "fastmtp rank potential.fmtp polymorphs.xyz                       relax all, order by energy",
        "fastmtp rank potential.[0-9].fmtp *.cif --output ranking         an ensemble: energies with their spread, and a picture",
        "fastmtp rank potential.fmtp polymorphs.xyz --pressure 2          by enthalpy at 2 GPa",
    ];

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            Name, "Relax structures with one or several potentials, such as the members of an ensemble, and order those of each formula by "
            + "energy: mean and spread over the members, how many of them agree on the order; structures that became the same are merged.");
        var files = Options.Files(
            "file", "Potentials (.mtp, .fmtp, .yace), then structures: .cfg, extended XYZ, POSCAR or .cif, also .gz.");
        var output = Options.Text(
            "--output", "Directory for the table, the picture, and the relaxed structures of each member.", "directory");
        var threads = Options.Threads();
        command.Add(files);
        command.Add(output);
        var relaxation = new RelaxOptions(command);
        command.Add(threads);
        var reading = new DataOptions(command, withLabels: false);
        command.SetAction(parsed =>
        {
            var directory = parsed.GetValue(output);
            if (directory is not null) OutputDirectory.Create(directory);
            var (potentials, structures) = Split(parsed.GetRequiredValue(files));
            Potential[] members = [.. potentials.Select(path => PotentialInput.ReadFitted(path, reading.Species(parsed)))];
            foreach (var (member, path) in members.Zip(potentials))
            {
                if (!member.Species!.Equals(members[0].Species))
                    throw new InputException(
                        $"{path}: the potential is for {member.Species}, but {potentials[0]} is for {members[0].Species}; "
                        + "rank with potentials for the same species.");
            }
            EqualMembers.Note(terminal, members);
            var starts = reading.ReadStarts(parsed, structures, terminal, members[0].Species);
            var ends = new IReadOnlyList<Relaxed>[members.Length];
            for (var m = 0; m < members.Length; m++)
            {
                var settings = relaxation.Settings(parsed, members[m]);
                var title = members.Length == 1 ? potentials[m] : $"{m + 1} of {members.Length}  {potentials[m]}";
                var relaxed = Relax(terminal, members[m], title, settings, starts, directory, m, potentials[m], parsed.GetValue(threads));
                if (relaxed is null) return terminal.InterruptedExitCode;
                ends[m] = relaxed;
            }
            var ranking = StructureRanking.Of(ends, RankingTable.Names(starts));
            RankingTable.Print(terminal, ranking, members.Length);
            NoteChanges(terminal, starts, ends, potentials);
            if (directory is not null)
            {
                RankingTable.Write(Path.Combine(directory, "ranking.csv"), ranking);
                Pictures.Write(terminal, "Picture", Path.Combine(directory, "ranking.png"), path => RankingPicture.Write(path, ranking));
                terminal.Line($"Table and relaxed structures: {directory}");
            }
            for (var m = 0; directory is not null && m < members.Length; m++) File.Delete(Journal(directory, m));
            if (ranking.Any(structure => structure.Known.Any())) return ExitCode.Success;
            terminal.Failure("no structure converged with any potential.");
            return ExitCode.Failure;
        });
        return command;
    }

    private static (string[] Potentials, string[] Structures) Split(string[] files)
    {
        var isPotential = files.ToLookup(PotentialFile.IsPotential);
        var (potentials, structures) = (isPotential[true].ToArray(), isPotential[false].ToArray());
        if (potentials.Length == 0)
            throw new InputException($"{files[0]}: this is no potential; name one or several before the structures.");
        return structures.Length > 0
            ? (potentials, structures)
            : throw new InputException($"{files[0]}: there are potentials, but no structures; name them after the potentials.");
    }

    /// <summary>Relaxes with a member; null if it was stopped.</summary>
    private static IReadOnlyList<Relaxed>? Relax(Terminal terminal, Potential member, string title, RelaxationSettings settings,
        IReadOnlyList<Configuration> starts, string? directory, int number, string path, int threads)
    {
        var set = new RelaxationSet(member, starts, settings, threads);
        // With a directory, every member leaves a journal, so that the command goes on where it was stopped.
        using var lease = directory is null ? null : FileLease.Take(Journal(directory, number));
        using var journal = directory is null ? null : new RelaxationJournal(
            Journal(directory, number), RelaxationFingerprint.Of(settings, starts, File.ReadAllBytes(path), false));
        if (RelaxDisplay.Run(terminal, set, starts, journal) is not { } ends) return null;
        terminal.Line($"{title}: {ends.Count(end => end.IsConverged)} of {Format.Count(ends.Count, "structure")} converged");
        if (directory is not null)
        {
            var relaxed = Path.Combine(directory, $"relaxed.{number + 1}.xyz");
            ConfigurationFile.Write(relaxed, RelaxedStructures.Last(ends), member.Species);
        }
        return ends;
    }

    /// <summary>A potential with a hole turns a structure into another one, which then stands under the name of the first.</summary>
    private static void NoteChanges(
        Terminal terminal, IReadOnlyList<Configuration> starts, IReadOnlyList<Relaxed>[] ends, IReadOnlyList<string> potentials)
    {
        for (var m = 0; m < ends.Length; m++)
        {
            var changed = starts.Zip(ends[m]).Where(pair => pair.Second.IsConverged
                && Math.Abs(pair.Second.Configuration.Cell.Volume / pair.First.Cell.Volume - 1) > LargeChange).ToArray();
            if (changed.Length == 0) continue;
            terminal.Note($"{potentials[m]} changes the volume of {Format.Count(changed.Length, "structure")} by more than "
                + $"{LargeChange:0 %}, such as {changed[0].First.Origin}: it may not hold for them.");
        }
    }

    private static string Journal(string directory, int member) => Path.Combine(directory, $"relaxed.{member + 1}.journal");
}
