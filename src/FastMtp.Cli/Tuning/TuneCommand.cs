using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;

namespace FastMtp.Cli.Tuning;

/// <summary><c>fastmtp tune DATA…</c>: searches the potential that the data and the time of simulations allow.</summary>
internal static class TuneCommand
{
    public const string Name = "tune";

    public static readonly string[] Examples =
    [
        "fastmtp tune train.xyz --valid valid.xyz                  ten minutes: error against cost, and a recommended potential",
        "fastmtp tune train.xyz --valid valid.xyz --cost 1.5       the most accurate potential of at most 1.5 µs per atom",
        "fastmtp tune train.xyz --error 5 --time 2h                the fastest potential with an error of 5 % of the labels' spread",
        "fastmtp tune train.xyz --bases mtp:12 ace:10 --cutoffs 5,6 --models base,mf",
        "fastmtp tune train.xyz --steps 60 --candidates 9          a budget of steps: repeatable where costs are the same",
    ];

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            Name,
            "Search basis, cutoff, number of radial polynomials, form of the radial coefficients and what the weights favor: many short "
            + "fits, the best of which go on longer. Candidates are compared by their error on data that are not fitted and by the time that "
            + "their potentials take on this machine. The same command goes on with a search that was stopped.");
        var data = Options.Files("data", "Configurations: .cfg or extended XYZ, also .gz; one or more files.");
        var valid = Options.FileList(
            "--valid",
            "Configurations that candidates are compared on. "
            + "[default: a tenth of each group; four folds for fewer than 100 configurations]");
        var output = Options.Text(
            "--output",
            "Directory for potential, table, picture, and the journal from which a stopped search goes on. [default: tune]",
            "directory");
        var seed = Options.Seed("--seed", "Seed of the choice of candidates, of what is held out, and of the fits.");
        var threads = Options.Threads();
        command.Add(data);
        foreach (var option in (Option[])[valid, output]) command.Add(option);
        var goal = new GoalOptions(command);
        var space = new SpaceOptions(command);
        foreach (var option in (Option[])[seed, threads]) command.Add(option);
        Option[] own = [.. command.Options];
        var weights = new WeightOptions(command, isSearched: true);
        var reading = new DataOptions(command);
        command.SetAction(parsed =>
        {
            var (aim, budget) = (goal.ReadGoal(parsed), goal.ReadBudget(parsed));
            space.Check(parsed);
            var files = new TuneFiles(parsed.GetValue(output) ?? "tune");
            files.RequireApart(new OutputCheck()
                .Reads("the data", parsed.GetRequiredValue(data))
                .Reads("the validation data", parsed.GetValue(valid)));
            var cells = TuneData.Read(terminal, parsed, reading, parsed.GetRequiredValue(data), parsed.GetValue(valid) ?? [], files,
                parsed.GetValue(seed), parsed.GetValue(threads));
            var choice = space.Space(parsed, cells.Species);
            if (!weights.AreOpen(parsed)) choice = choice with { Favors = [null] };
            var candidates = choice.Candidates(cells.Species, space.PerSpecies(parsed), parsed.GetValue(seed));
            var passed = TrainLine.Passed(parsed, command.Options.Except(own).Append(space.PerSpeciesOption).Append(seed));
            return new TuneSession(terminal, cells, weights.Read(parsed), space.PerSpecies(parsed), files, aim, budget, passed)
                .Run(candidates, parsed.GetValue(seed), parsed.GetValue(threads));
        });
        return command;
    }
}
