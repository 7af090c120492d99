using System.CommandLine;
using FastMtp.Training.Fits;

namespace FastMtp.Cli.Arguments;

/// <summary>The validation data of a fit: from files, or held out of the training data.</summary>
internal sealed class ValidationOptions
{
    private const string None = "none";

    private readonly Option<string[]> _files = Options.FileList(
        "--valid",
        "Validation configurations; the coefficients with the lowest loss on them are kept. none: fit to all data. "
        + "[default: some of the training data, see --holdout]");
    private readonly Option<double> _share = Options.Number(
        "--holdout",
        "Share of the training configurations to use for validation instead, the same of every group, if there are at least 20; 0: none.",
        HoldOut.Usual);

    private readonly Option<int?> _finalSteps = Options.OptionalWhole(
        "--final",
        "Steps on training and validation data together, after the fit and from its best coefficients; 0: none. [default: a sixth of the "
        + "steps that led to these, at least 3 (60 of bfgs), if the validation data were held out; 0 with --valid]");

    /// <summary>Adds the options to a command.</summary>
    public ValidationOptions(Command command)
    {
        command.Add(_files);
        command.Add(_share);
        command.Add(_finalSteps);
    }

    /// <summary>The files; null if there are none.</summary>
    public string[]? Files(ParseResult parsed) => parsed.GetValue(_files) is { Length: > 0 } files and not [None] ? files : null;

    /// <summary>The steps on all data; null for the default.</summary>
    /// <exception cref="InputException">There are no validation data to fit to.</exception>
    public int? FinalSteps(ParseResult parsed) =>
        parsed.GetValue(_finalSteps) is > 0 and var steps && Files(parsed) is null && Share(parsed) == 0
            ? throw new InputException(
                $"--final {steps} fits to the validation data as well, but without any, the fit is to all data anyway; leave out --final.")
            : parsed.GetValue(_finalSteps);

    /// <summary>What the user should know of final steps that were asked for; null if there is nothing to say.</summary>
    public string? Note(ParseResult parsed, FitData data) => parsed.GetValue(_finalSteps) is > 0 and var steps && data.Validation.Count == 0
        ? $"--final {steps} has no effect: the training data are too few to hold some out, so that the fit is to all of them anyway."
        : null;

    /// <summary>The share of the training data.</summary>
    /// <exception cref="InputException">The options contradict each other, or nothing would be left to fit.</exception>
    public double Share(ParseResult parsed)
    {
        var (share, isGiven) = (parsed.GetValue(_share), parsed.GetResult(_share) is { Implicit: false });
        if (share > HoldOut.Largest)
            throw new InputException(FormattableString.Invariant(
                $"--holdout {share} leaves too little to fit; hold out at most {HoldOut.Largest}, or name validation data with --valid."));
        if (parsed.GetValue(_files) is not { Length: > 0 } files) return share;
        return isGiven && share > 0
            ? throw new InputException(
                $"--holdout takes validation data from the training data, but --valid {files[0]} says otherwise; leave out one of the two.")
            : 0;
    }
}
