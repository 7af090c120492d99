using System.CommandLine;
using FastMtp.Basis.Mtp;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Plots;
using FastMtp.Training.Studies;

namespace FastMtp.Cli.Studies;

/// <summary><c>fastmtp study level</c>: how errors fall with the level, for dense and compressed models.</summary>
internal static class LevelStudyCommand
{
    public const string Name = "level";

    public static readonly string[] Examples =
    [
        "fastmtp study level train.xyz --valid valid.xyz --levels 6,10,14,16                    half the radial parameters",
        "fastmtp study level train.xyz --valid valid.xyz --levels 12,14,16 --choice optimal     the best rank of a grid at each level",
    ];

    /// <summary>The levels of the paper's Figures 6 and 7.</summary>
    private static readonly int[] StandardLevels = [12, 14, 16, 18];

    public static Command Create(Terminal terminal)
    {
        var command = new Command(Name, "Fit models of several levels and show errors against the level.");
        var options = new StudyOptions(command);
        var levels = Options.WholeList("--levels", $"Levels of the potentials. [default: {string.Join(',', StandardLevels)}]");
        var choice = CreateChoice();
        command.Add(levels);
        command.Add(choice);
        var models = new ModelListOptions(command);
        command.SetAction(parsed =>
        {
            var at = Options.ListOr(parsed, levels, StandardLevels).Select(MtpFamily.NameOf).ToArray();
            var session = options.Open(terminal, parsed, at);
            var rule = parsed.GetValue(choice);
            var fits = at.SelectMany(basis => session.Fits(
                [
                    RadialForm.Base,
                    .. models.Models(
                        parsed,
                        session.Layout(basis),
                        session.Steps,
                        rule == RankRule.Optimal ? RankGrid.Models : (form, layout) => RankGrid.Nearest(form, layout, 0.5)),
                ],
                basis));
            var (all, exitCode) = session.Run("levels", fits);
            if (all is null) return exitCode;
            var chosen = all.GroupBy(g => (g.Level, g.Model.Name)).Select(g => Choose(g, all, rule)).OfType<FitGroup>().ToArray();
            StudyReport.Print(terminal, chosen, StudyReport.ShortName, ("level›", g => $"{g.Level}"));
            session.Draw("levels", png => LevelPicture.Write(png, chosen));
            return ExitCode.Success;
        });
        return command;
    }

    private static FitGroup? Choose(IGrouping<(int? Level, string Form), FitGroup> candidates, IEnumerable<FitGroup> all, RankRule rule)
    {
        if (candidates.Key.Form == RadialForm.Base.Name) return candidates.Single();
        var parameters = all.First(g => g.Level == candidates.Key.Level && g.Model == RadialForm.Base).RadialParameters;
        return rule == RankRule.Optimal
            ? RankChoice.Optimal(parameters, candidates)
            : RankChoice.Half(parameters, candidates, g => g.RadialParameters);
    }

    private static Option<RankRule> CreateChoice() => new("--choice")
    {
        Description = "Rank of a model at each level: half, nearest to half the radial parameters; optimal, the lowest loss among "
            + "several ranks that save at least 20 % of them. [default: half]",
        HelpName = "half|optimal",
        CustomParser = result =>
        {
            var word = result.Tokens[0].Value;
            if (word is not ("half" or "optimal")) result.AddError($"--choice {word} is not known; choose half or optimal");
            return word == "optimal" ? RankRule.Optimal : RankRule.Half;
        },
    };

    private enum RankRule
    {
        Half,
        Optimal,
    }
}
