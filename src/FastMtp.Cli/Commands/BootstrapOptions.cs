using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Fits;
using FastMtp.Cli.Terminals;
using FastMtp.Training.Fits;
using FastMtp.Training.Settings;

namespace FastMtp.Cli.Commands;

/// <summary>The options with which a committee is made from one fit.</summary>
internal sealed class BootstrapOptions
{
    /// <summary>Spreads are known to a few percent long before.</summary>
    private const int MostMembers = 1000;

    private readonly Option<int?> _count = Options.OptionalWhole(
        "--bootstrap",
        "Make so many members from one fit: they share its radial functions, and each has the linear coefficients that fit a random sample "
        + "of the training data. Their mean costs no more than one potential.");
    private readonly Option<string[]> _training = Options.FileList(
        "--training", "The data that the potential was fitted to, for --bootstrap.");
    private readonly Option<ulong> _seed = Options.Seed("--seed", "Seed of the samples.");
    private readonly WeightOptions _weights;

    /// <summary>Adds the options to a command.</summary>
    public BootstrapOptions(Command command)
    {
        foreach (var option in (Option[])[_count, _training, _seed]) command.Add(option);
        _weights = new WeightOptions(command);
    }

    /// <summary>The files of training data.</summary>
    public string[] Training(ParseResult parsed) => parsed.GetValue(_training) ?? [];

    /// <summary>The members from one fit as a committee; null if that was not asked for.</summary>
    /// <exception cref="InputException">There is not one potential, or there are no training data.</exception>
    public Potential? Committee(ParseResult parsed, Terminal terminal, DataOptions reading, string[] paths, int threads)
    {
        if (parsed.GetValue(_count) is not { } count)
        {
            return Training(parsed).Length == 0
                ? null : throw new InputException("--training is only for --bootstrap; leave it out, or say how many members to make.");
        }
        if (count < 2) throw new InputException($"--bootstrap {count} makes no committee; ask for at least 2 members.");
        if (count > MostMembers)
            throw new InputException($"--bootstrap {count} is too many: {MostMembers} members tell a spread; ask for fewer, such as 8.");
        if (paths.Length > 1) throw new InputException($"{paths[1]}: --bootstrap makes all members from one potential; name only that.");
        if (Training(parsed).Length == 0)
            throw new InputException(
                $"{paths[0]}: --bootstrap needs the data that the potential was fitted to; name them with --training.");
        var fit = PotentialInput.ReadFitted(paths[0], reading.Species(parsed)).Model;
        var data = FitInput.Read(
            terminal, parsed, reading, Training(parsed), null, fit.Species, _weights.Read(parsed), fit.Radial.Cutoff, threads);
        RequireSamples(data, Training(parsed), paths[0]);
        if (NotedFit.Of(fit.Metadata).OtherData(paths[0], data.Training.Count) is { } other) terminal.Note(other);
        data = ForceBalance.Decide(fit, data, TrainingSettings.Usual, threads);
        var progress = SlowProgress.Of(terminal);
        return Potential.Committee(Bootstrap.Members(fit, data, count, parsed.GetValue(_seed), threads).Select((member, i) =>
        {
            progress($"{i + 1} of {count} members fitted");
            return new Potential(member, PotentialInput.Kernel(member.Plan));
        }));
    }

    private static void RequireSamples(FitData data, string[] files, string potential)
    {
        var (names, remedy) = (string.Join(", ", files), $"name the data that {potential} was fitted to");
        if (data.Training.Count == 1) throw new InputException($"{names}: all samples of one configuration are the same; {remedy}.");
        if (data.Species.Names.Except(data.Training.SelectMany(c => c.Types).Distinct().Select(type => data.Species[type])).ToArray()
            is { Length: > 0 } missing)
        {
            throw new InputException($"{names}: no configuration has {string.Join(", ", missing)}; {remedy}.");
        }
    }
}
