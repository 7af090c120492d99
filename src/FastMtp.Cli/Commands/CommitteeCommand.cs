using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Reports;
using FastMtp.Cli.Terminals;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Files.PotentialFiles;

namespace FastMtp.Cli.Commands;

/// <summary><c>fastmtp committee POTENTIAL… --output FILE</c>: several potentials as one file.</summary>
internal static class CommitteeCommand
{
    public const string Name = "committee";

    public static readonly string[] Examples =
    [
        "fastmtp committee alloy-[0-4].fmtp --output alloy.fmtp                    the mean of five fits as one potential",
        "fastmtp committee alloy-[0-4].fmtp --output alloy.fmtp --data valid.xyz   and what their spread says of errors",
        "fastmtp committee fit.fmtp --bootstrap 8 --training train.xyz --output alloy.fmtp   as fast as one potential",
        "fastmtp evaluate alloy.fmtp other.xyz                                     use it as any potential",
    ];

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            Name,
            "Put several potentials into one file, such as the members of an ensemble (train --ensemble). Everything that evaluates "
            + "potentials takes it: it predicts their mean, and how far they disagree. With --bootstrap, make the members from one fit.");
        var potentials = Options.Files(
            "potentials", "Two or more potentials for the same species with the same cutoff, .mtp or .fmtp; one with --bootstrap.");
        var output = new Option<string>("--output") { Description = "The file to write, .fmtp.", HelpName = "file", Required = true };
        var data = Options.FileList(
            "--data",
            "Configurations with forces, not those of the fit: they show what the spread says of errors; the file keeps the factor.");
        var threads = Options.Threads();
        command.Add(potentials);
        command.Add(output);
        command.Add(data);
        var bootstrap = new BootstrapOptions(command);
        command.Add(threads);
        var reading = new DataOptions(command);
        command.SetAction(parsed =>
        {
            var (paths, to, files) = (parsed.GetRequiredValue(potentials), parsed.GetRequiredValue(output), parsed.GetValue(data) ?? []);
            new OutputCheck().Reads("a potential", paths).Reads("the data", files).Reads("the training data", bootstrap.Training(parsed))
                .Writes("the committee", to, "--output");
            PotentialInput.RequireWritable(to);
            if (!PotentialFile.KeepsFactors(to)) throw new InputException($"{to}: only .fmtp files can hold a committee; change --output.");
            var sampled = bootstrap.Committee(parsed, terminal, reading, paths, parsed.GetValue(threads));
            var committee = sampled ?? PotentialInput.ReadFitted(paths, reading.Species(parsed));
            if (!committee.IsCommittee) throw new InputException($"{paths[0]}: one potential makes no committee; name two or more.");
            foreach (var (member, path) in committee.Members.Zip(paths))
            {
                if (!member.IsPace) continue;
                throw new InputException(
                    $"{path}: a potential of PACE cannot be put into a committee's file; name it to fastmtp evaluate.");
            }
            if (sampled is not null) EqualMembers.Note(terminal, sampled.Members, "so few data give the same samples again, so add some");
            else if (EqualMembers.Sentence(committee.Members) is { } equal)
                throw new InputException($"{string.Join(", ", paths.Distinct())}: {equal}");
            if (files.Length > 0)
            {
                var set = reading.Read(parsed, files, terminal, committee.Species);
                committee = Calibrated(terminal, committee, set, parsed.GetValue(threads));
            }
            committee.Save(to);
            terminal.Line($"Committee of {committee.Members.Count} written to {to}.");
            return ExitCode.Success;
        });
        return command;
    }

    private static Potential Calibrated(
        Terminal terminal, Potential committee, ConfigurationSet set, int threads)
    {
        if (!set.Configurations.Any(c => c.Forces is not null))
        {
            throw new InputException(
                $"{set.Configurations[0].Origin}: the data have no forces to compare the spread with; name others with --data.");
        }
        var report = new CommitteeReport(committee);
        committee.EvaluateAll(set.Configurations, threads, report.Add);
        var calibrated = Potential.Committee(committee.Members, report.Scale);
        report.Print(terminal, set.Configurations, threads);
        return calibrated;
    }
}
