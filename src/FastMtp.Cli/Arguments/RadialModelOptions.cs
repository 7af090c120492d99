using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FastMtp.Training.Forms;

namespace FastMtp.Cli.Arguments;

/// <summary>The options that say in which form the radial coefficients are fitted.</summary>
internal sealed class RadialModelOptions
{
    private static readonly Dictionary<string, RadialForm> Forms = Enum.GetValues<RadialForm>().ToDictionary(form => form.ToString().ToLowerInvariant());

    private readonly Option<RadialForm> _model = Options.Choice("--model", "Form of the radial coefficients: base (all of them), mf (matrix factorisation), tf (tensor train), rmf (matrices of fixed rank, Riemannian), mfra (mf with rank augmentation).", Forms);
    private readonly Option<int[]> _rank = Rank("Rank of the form; three for tf, such as 4,8,4.");
    private readonly Option<int> _minRank = Options.Whole("--min-rank", "Rank that mfra starts with.", RadialModel.Base.MinRank, least: 1);
    private readonly Option<int> _increment = Options.Whole("--rank-increment", "Ranks that mfra adds at a time.", RadialModel.Base.RankIncrement, least: 1);
    private readonly Option<int> _interval = Options.Whole("--augment-every", "Steps after which mfra adds ranks.", RadialModel.Base.AugmentationInterval, least: 1);

    /// <param name="command">Gets the options.</param>
    /// <param name="ofFit">False where only the form counts, not how a fit gets there.</param>
    public RadialModelOptions(Command command, bool ofFit)
    {
        command.Add(_model);
        command.Add(_rank);
        if (!ofFit) return;
        foreach (var option in (Option[])[_minRank, _increment, _interval]) command.Add(option);
    }

    /// <summary>One rank or several.</summary>
    public static Option<int[]> Rank(string description) => new("--rank")
    {
        Description = description,
        HelpName = "r",
        CustomParser = ParseRank,
    };

    /// <summary>What the user writes for a form.</summary>
    public static string NameOf(RadialForm form) => Forms.Single(pair => pair.Value == form).Key;

    /// <summary>What the user chose.</summary>
    /// <exception cref="InputException">A rank is missing, or given where there is none.</exception>
    public RadialModel Read(ParseResult parsed)
    {
        var form = parsed.GetValue(_model);
        var ranks = parsed.GetValue(_rank) ?? [];
        if (form == RadialForm.Base && ranks.Length > 0) throw new InputException("The base model has no rank; leave out --rank, or choose --model mf, tf, rmf or mfra.");
        var wanted = form switch { RadialForm.Base => 0, RadialForm.Tf => 3, _ => 1 };
        if (ranks.Length != wanted)
            throw new InputException($"--model {NameOf(form)} needs {(wanted == 3 ? "three ranks, such as --rank 4,8,4" : "one rank, such as --rank 8")}.");
        return new()
        {
            Form = form,
            Ranks = ranks,
            MinRank = Math.Min(parsed.GetValue(_minRank), form == RadialForm.Mfra ? ranks[0] : int.MaxValue),
            RankIncrement = parsed.GetValue(_increment),
            AugmentationInterval = parsed.GetValue(_interval),
        };
    }

    private static int[]? ParseRank(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var ranks = new List<int>();
        foreach (var word in text.Split(','))
        {
            if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var rank) && rank > 0)
            {
                ranks.Add(rank);
                continue;
            }
            result.AddError($"--rank {text} is no rank; write it like 8, or 4,8,4 for a tensor train");
            return null;
        }
        return [.. ranks];
    }
}
