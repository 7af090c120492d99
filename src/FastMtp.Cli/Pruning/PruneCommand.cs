using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Fits;
using FastMtp.Cli.Terminals;
using FastMtp.Training.Fits;
using FastMtp.Training.Settings;

namespace FastMtp.Cli.Pruning;

/// <summary><c>fastmtp prune POTENTIAL DATA…</c>: removes what a fitted potential can do without.</summary>
internal static class PruneCommand
{
    public const string Name = "prune";

    public static readonly string[] Examples =
    [
        "fastmtp prune potential.mtp train.xyz --valid valid.xyz --cost 0.6 --output small.mtp    at 0.6 of the time",
        "fastmtp prune potential.fmtp train.xyz --error +5% --output small.fmtp                   as fast as 5 % more error allow",
        "fastmtp prune potential.mtp train.xyz                                                    error over cost, and a recommendation",
    ];

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            Name,
            "Remove basis functions of a fitted potential, with the products, basic moments and radial functions that only they need, by "
            + "what they bring for the time that they take; fit what is left. The same command goes on where it was stopped.");
        var input = Options.File("potential", "The fitted potential, .mtp or .fmtp, also .gz.");
        var data = Options.Files("data", "Configurations to fit: .cfg or extended XYZ, also .gz; one or more files.");
        var output = Options.Text(
            "--output",
            "The potential to write, .mtp or .fmtp; table, picture, and the journal from which pruning goes on are written beside it. "
            + "[default: pruned.fmtp]",
            "file");
        var threads = Options.Threads();
        command.Add(input);
        command.Add(data);
        var how = new PruneOptions(command);
        command.Add(output);
        var valid = new ValidationOptions(command);
        command.Add(threads);
        var weights = new WeightOptions(command);
        var reading = new DataOptions(command);
        command.SetAction(parsed =>
        {
            var from = parsed.GetRequiredValue(input);
            var (goal, settings) = (how.ReadGoal(parsed), how.ReadSettings(parsed, valid.FinalSteps(parsed)));
            var (loss, share, cores) = (weights.Read(parsed), valid.Share(parsed), parsed.GetValue(threads));
            var files = new PruneFiles(parsed.GetValue(output) ?? "pruned.fmtp");
            files.RequireApart(new OutputCheck()
                .Reads("the potential", from)
                .Reads("the data", parsed.GetRequiredValue(data))
                .Reads("the validation data", valid.Files(parsed)));
            var start = PotentialInput.Read(from, reading.Species(parsed));
            if (!start.IsFitted)
                throw new InputException($"{from}: the potential has no coefficients; fit it first with fastmtp train --start.");
            files.RequireRoomFor(start);
            var fitData = FitInput.Read(terminal, parsed, reading, parsed.GetRequiredValue(data), valid.Files(parsed), start.Species, loss,
                start.Radial.Cutoff, cores, share);
            // Those for fewer functions follow from them.
            fitData = ForceBalance.Decide(start, fitData, TrainingSettings.Usual with { Smoothness = settings.Smoothness }, cores);
            return new PruneSession(terminal, start, fitData, settings, goal, files, cores).Run();
        });
        return command;
    }
}
