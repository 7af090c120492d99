using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Training.Tuning;

namespace FastMtp.Cli.Tuning;

/// <summary>The options that say what to look for, and for how long.</summary>
internal sealed class GoalOptions
{
    private const double Percent = 0.01;
    private const int StandardMinutes = 10;

    private readonly Option<double?> _cost = Options.OptionalNumber(
        "--cost",
        "The highest cost, µs per atom for energy, forces and virial on one thread of this machine, without the neighbour search: the most "
        + "accurate potential within it is looked for.");
    private readonly Option<double?> _error = Options.OptionalNumber(
        "--error",
        "The error to reach, in percent: the fastest potential that reaches it is looked for. It is the geometric mean of the RMSE of "
        + "energies per atom and that of forces, each as a share of how much the labels vary at a given composition. "
        + "With neither "
        + "--cost nor --error, the recommended potential is the one from which on twice the cost is worth less than "
        + $"{Goal.WorthTwiceTheCost / Percent:0} % of the error.");
    private readonly Option<TimeSpan?> _time = Options.Time(
        "--time", $"Time of the whole search, such as 90s, 10m or 2h. [default: {StandardMinutes}m]");
    private readonly Option<int?> _steps = Options.OptionalWhole(
        "--steps", "Instead of a time: steps of the winner. Those that leave the search earlier make a third of them, a ninth, …");
    private readonly Option<int?> _candidates = Options.OptionalWhole(
        "--candidates", "How many candidates begin. [default: one of each basis that there is time for; 27 with --steps]");

    public GoalOptions(Command command)
    {
        foreach (var option in (Option[])[_cost, _error, _time, _steps, _candidates]) command.Add(option);
    }

    /// <summary>What to look for.</summary>
    /// <exception cref="InputException">The options contradict each other, or cannot be reached.</exception>
    public Goal ReadGoal(ParseResult parsed)
    {
        var (cost, error) = (parsed.GetValue(_cost), parsed.GetValue(_error));
        if (cost is not null && error is not null)
        {
            throw new InputException(
                "--cost asks for the most accurate potential, --error for the fastest one; leave out one of the two.");
        }
        if (cost <= 0) throw new InputException("--cost 0 is what no potential costs; give µs per atom, such as 1.5.");
        if (error <= 0) throw new InputException("--error 0 is what no potential reaches; give percent, such as 5.");
        return new(cost, Percent * error);
    }

    /// <summary>How much to use.</summary>
    /// <exception cref="InputException">The options contradict each other.</exception>
    public Budget ReadBudget(ParseResult parsed)
    {
        var (time, steps, candidates) = (parsed.GetValue(_time), parsed.GetValue(_steps), parsed.GetValue(_candidates));
        if (time is not null && steps is not null)
            throw new InputException("--time and --steps are two budgets; leave out one of them.");
        if (steps < 1) throw new InputException($"--steps {steps} fits nothing; give at least 1.");
        if (candidates < 1) throw new InputException($"--candidates {candidates} leaves nothing to choose from; give at least 1.");
        return new(steps is null ? time ?? TimeSpan.FromMinutes(StandardMinutes) : null, steps ?? 0, candidates);
    }
}
