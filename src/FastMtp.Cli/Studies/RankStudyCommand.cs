using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Plots;
using FastMtp.Training.Studies;

namespace FastMtp.Cli.Studies;

/// <summary><c>fastmtp study rank</c>: finds the rank that a potential needs.</summary>
internal static class RankStudyCommand
{
    public const string Name = "rank";

    public static readonly string[] Examples =
    [
        "fastmtp study rank train.xyz --valid valid.xyz --level 14                     four models at six ranks each, three seeds",
        "fastmtp study rank train.xyz --valid valid.xyz --models mf,tf --ranks mf=4,5,8 tf=4,8,4/4,7,4 --steps 500",
        "fastmtp study rank train.xyz --valid valid.xyz --jobs 4 --output alloy        four fits at a time; rerun to continue after Ctrl-C",
    ];

    public static Command Create(Terminal terminal)
    {
        var command = new Command(Name, "Fit models of several ranks and show the validation loss against the rank.");
        var options = new StudyOptions(command);
        var basis = new BasisOptions(command, "Level of the MTP.", 14);
        var models = new ModelListOptions(command);
        command.SetAction(parsed =>
        {
            var at = basis.Name(parsed);
            var session = options.Open(terminal, parsed, [at]);
            var compared = models.Models(parsed, session.Layout(at), session.Steps, RankGrid.Models);
            var (groups, exitCode) = session.Run("ranks", session.Fits([RadialForm.Base, .. compared], at));
            if (groups is null) return exitCode;
            StudyReport.Print(terminal, groups, StudyReport.ShortName);
            StudyReport.PrintChoices(terminal, groups[0], [.. groups.Skip(1)]);
            session.Draw("ranks", png => RankPicture.Write(png, groups[0], [.. groups.Skip(1)]));
            return ExitCode.Success;
        });
        return command;
    }
}
