using System.CommandLine;
using System.Globalization;
using FastMtp.Cli.Arguments;

namespace FastMtp.Cli.Commands;

/// <summary>The options that say when a KIM model reports atoms unlike the training data, and when it ends a run.</summary>
internal sealed class WatchOptions
{
    /// <summary>Above the first, configurations are worth labelling; above the second, forces are not to be trusted.</summary>
    private const double Threshold = 2, Break = 10;

    private const string HowToAdd = "add a set with fastmtp grade --training DATA --save FILE.fmtp";

    private readonly Option<int> _every = Options.Whole("--grade-every",
        "kim: check grades, or the spread of a committee, every so many evaluations, which are the steps of dynamics; 0 for never.", 10);
    private readonly Option<double> _threshold = Options.Number("--grade-threshold",
        "kim, potential with an active set: report an atom whose grade is above; 0 for none.", Threshold);
    private readonly Option<double> _break = Options.Number("--grade-break",
        "kim, potential with an active set: end the run when the grade of an atom is above; 0 for never.", Break);
    private readonly Option<double> _spreadThreshold = Options.Number("--spread-threshold",
        "kim, committee: report an atom on whose force its members disagree by more, eV/Å; 0 for none.", 0);
    private readonly Option<double> _spreadBreak = Options.Number("--spread-break",
        "kim, committee: end the run when they disagree on the force on an atom by more, eV/Å; 0 for never.", 0);
    private readonly Option<bool> _withModel = new("--with-grades-model")
    {
        Description = "kim: also write the model NAME_grades, whose energies of atoms are their grades, or the spreads of a committee, for "
            + "rerun and compute pe/atom.",
    };

    /// <summary>Adds the options to a command.</summary>
    public WatchOptions(Command command)
    {
        foreach (var option in All) command.Add(option);
    }

    private Option[] All => [_every, _threshold, _break, _spreadThreshold, _spreadBreak, _withModel];

    /// <summary>True if a second model is wanted.</summary>
    public bool WantsModel(ParseResult parsed) => parsed.GetValue(_withModel);

    /// <summary>True if the user gave any of the options.</summary>
    public bool AreGiven(ParseResult parsed) => All.Any(option => parsed.GetResult(option) is { Implicit: false });

    /// <exception cref="InputException">Options were given that the format or the potential has no use for.</exception>
    public void Check(ParseResult parsed, string format, Potential potential, string path)
    {
        if (format != "kim" && All.FirstOrDefault(Is) is { } option)
            throw new InputException($"{option.Name} is only for KIM models; leave it out, or write --format kim.");
        if (!potential.HasGrades && Given([_threshold, _break]) is { } grade)
            throw new InputException($"{path}: the potential has no active set of neighbourhoods, which {grade} needs; {HowToAdd}.");
        if (!potential.IsCommittee && Given([_spreadThreshold, _spreadBreak]) is { } spread)
            throw new InputException($"{path}: the potential is not a committee, which {spread} needs; make one with fastmtp committee.");
        if (!potential.HasGrades && !potential.IsCommittee && Given([_every, _withModel]) is { } any)
            throw new InputException(
                $"{path}: the potential has no active set of neighbourhoods and is not a committee; leave out {any}, or {HowToAdd}.");
        var (threshold, limit) = Limits(parsed, potential);
        if (limit > 0 && limit < threshold)
            throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"A run would end at {limit} before anything is reported at {threshold}; give a break that is above the threshold."));

        bool Is(Option one) => parsed.GetResult(one) is { Implicit: false };
        string? Given(Option[] options) => options.FirstOrDefault(Is)?.Name;
    }

    /// <summary>The content of the file that tells a model what to watch.</summary>
    public string Text(ParseResult parsed, Potential potential, bool asEnergies)
    {
        var (threshold, limit) = Limits(parsed, potential);
        return string.Create(CultureInfo.InvariantCulture, $"""
            # Every so many evaluations, the largest {(potential.IsCommittee ? "force spread, eV/Å," : "grade")} is reported above
            # the threshold and ends the run above the break; 0 for never.
            every {parsed.GetValue(_every)}
            threshold {threshold}
            break {limit}
            # 1 for a model that returns what it would watch as energies of atoms, without forces.
            as_energies {(asEnergies ? 1 : 0)}

            """);
    }

    /// <summary>What the model does, in a sentence; null if it watches nothing.</summary>
    public string? Sentence(ParseResult parsed, Potential potential)
    {
        var (threshold, limit) = Limits(parsed, potential);
        var every = parsed.GetValue(_every);
        if (every == 0 || (threshold == 0 && limit == 0)) return null;
        var (what, unit) = potential.IsCommittee ? ("force spreads", " eV/Å") : ("grades", "");
        string[] acts =
        [
            .. threshold > 0 ? (string[])[string.Create(CultureInfo.InvariantCulture, $"are reported above {threshold}{unit}")] : [],
            .. limit > 0 ? (string[])[string.Create(CultureInfo.InvariantCulture, $"end the run above {limit}{unit}")] : [],
        ];
        return $"Every {(every == 1 ? "evaluation" : $"{every} evaluations")}, {what} are computed, which {string.Join(" and ", acts)}.";
    }

    private (double Threshold, double Break) Limits(ParseResult parsed, Potential potential) => potential switch
    {
        { IsCommittee: true } => (parsed.GetValue(_spreadThreshold), parsed.GetValue(_spreadBreak)),
        { HasGrades: true } => (parsed.GetValue(_threshold), parsed.GetValue(_break)),
        _ => (0, 0),
    };
}
