using System.CommandLine;
using FastMtp.ActiveSets;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Potentials;
using FastMtp.Selection.Exchanges;

namespace FastMtp.Cli.Grades;

/// <summary>The options with which commands make or find an active set.</summary>
internal sealed class GradeOptions
{
    private readonly Option<string[]> _training = Options.FileList(
        "--training", "The data that the potential was fitted to; not needed if it has an active set (see --save).");
    private readonly Option<GradeMode> _mode = Options.Choice("--mode", "Grade each atom, or whole configurations.",
        new Dictionary<string, GradeMode> { ["neighborhood"] = GradeMode.Neighborhood, ["configuration"] = GradeMode.Configuration });
    private readonly Option<ExchangeOrder> _order = Options.Choice("--algorithm",
        "How the active set is found: maxvol, with memory that does not grow with the data, or in the order of the MLIP programs.",
        new Dictionary<string, ExchangeOrder> { ["maxvol"] = ExchangeOrder.Maxvol, ["mlip"] = ExchangeOrder.Mlip });

    /// <summary>Adds the options to a command.</summary>
    public GradeOptions(Command command)
    {
        command.Add(_training);
        command.Add(_mode);
        command.Add(_order);
    }

    /// <summary>The files of training data.</summary>
    public string[] Training(ParseResult parsed) => parsed.GetValue(_training) ?? [];

    /// <summary>What is graded.</summary>
    public GradeMode Mode(ParseResult parsed) => parsed.GetValue(_mode);

    /// <summary>In which order rows are exchanged.</summary>
    public ExchangeOrder Order(ParseResult parsed) => parsed.GetValue(_order);

    /// <summary>What grades with a potential.</summary>
    public ActiveSetBuilder Builder(
        ParseResult parsed, PotentialModel potential, int threads, params IEnumerable<IReadOnlyList<Configuration>?> graded) =>
        new(potential, Mode(parsed), Order(parsed), threads, graded);

    /// <summary>The active set of the training data or, if none were named, that of the potential.</summary>
    /// <exception cref="InputException">There is neither, or the potential has one of the other mode.</exception>
    public ActiveSet ActiveSet(ParseResult parsed, PotentialModel potential, string path, ActiveSetBuilder builder,
        IReadOnlyList<Configuration>? training, Terminal terminal)
    {
        if (training is not null)
        {
            var progress = SlowProgress.Of(terminal);
            var set = builder.Build(training, (pass, exchanges) =>
                progress($"pass {pass} through the training data: {Format.Count(exchanges, "row")} exchanged"));
            NoteOpen(terminal, set, potential);
            return set;
        }
        return Own(parsed, potential, path, "");
    }

    /// <summary>The active set that a potential has.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="potential">The potential.</param>
    /// <param name="path">Its file.</param>
    /// <param name="otherwise">What also helps one that has none, for the message.</param>
    /// <exception cref="InputException">It has none, or one of the other mode.</exception>
    public ActiveSet Own(ParseResult parsed, PotentialModel potential, string path, string otherwise)
    {
        var own = potential.ActiveSet
            ?? throw new InputException(
                $"{path}: the potential has no active set; name the data that it was fitted to with --training{otherwise}.");
        return own.Mode == parsed.GetValue(_mode) || parsed.GetResult(_mode) is null or { Implicit: true }
            ? own
            : throw new InputException(
                $"{path}: the active set of the potential is for another --mode; name the training data with --training.");
    }

    private static void NoteOpen(Terminal terminal, ActiveSet set, PotentialModel potential)
    {
        if (set.OpenDirections == 0) return;
        terminal.Note($"the training data leave {set.OpenDirections} of {set.Size} directions of the coefficients open"
            + (set.Size < potential.ParameterCount ? $" ({potential.ParameterCount} coefficients if multiplied out)" : "")
            + "; what moves along one of them gets a huge grade. Some are open for every potential of this form, as coefficients "
            + "can be scaled against each other.");
    }
}
