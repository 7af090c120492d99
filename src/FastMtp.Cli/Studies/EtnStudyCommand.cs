using System.CommandLine;
using FastMtp.Basis.Mtp;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Plots;
using FastMtp.Training.Studies;

namespace FastMtp.Cli.Studies;

/// <summary><c>fastmtp study etn</c>: equivariant tensor networks beside compressed MTPs.</summary>
internal static class EtnStudyCommand
{
    public const string Name = "etn";

    public static readonly string[] Examples =
    [
        "fastmtp study etn train.xyz --valid valid.xyz --seeds 5                       networks of 3 and 4 factors, MTPs of level 14",
        "fastmtp study etn train.xyz --valid valid.xyz --bases ace-n:3,3,3/2,2,2 --moment-ranks 1,2,3 --models mf --ranks mf=4,8",
    ];

    private static readonly string[] StandardBases = ["ace-n:3,3,3/2,2,2", "ace-n:3,3,3,3/2,2,2,2"];
    private static readonly int[] StandardRanks = [1, 2, 3];

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            Name, "Fit equivariant tensor networks and compressed MTPs and show errors against the number of parameters.");
        var options = new StudyOptions(command);
        var bases = new Option<string[]>("--bases")
        {
            Description = $"Bases of the networks, one for each number of factors. [default: {string.Join(' ', StandardBases)}]",
            HelpName = "basis",
            AllowMultipleArgumentsPerToken = true,
        };
        var ranks = Options.WholeList("--moment-ranks", $"Ranks of the networks. [default: {string.Join(',', StandardRanks)}]");
        var radial = Options.Whole(
            "--radial-rank", "Rank of the radial coefficients of the networks, a matrix factorisation.", 4, least: 1);
        var level = Options.Whole("--level", "Level of the MTPs.", 14);
        foreach (var option in (Option[])[bases, ranks, radial, level]) command.Add(option);
        var models = new ModelListOptions(command);
        command.SetAction(parsed =>
        {
            string[] networks = [.. Options.ListOr(parsed, bases, StandardBases).Select(BasisOptions.Canonical)];
            var mtp = BasisOptions.Canonical(MtpFamily.NameOf(parsed.GetValue(level)));
            var session = options.Open(terminal, parsed, [.. networks, mtp]);
            RadialForm[] form = [RadialForm.Mf(parsed.GetValue(radial))];
            var compared = models.Models(parsed, session.Layout(mtp), session.Steps, RankGrid.Models);
            var (groups, exitCode) = session.Run("etn",
            [
                .. networks.SelectMany(basis => Options.ListOr(parsed, ranks, StandardRanks).SelectMany(r => session.Fits(form, basis, r))),
                .. session.Fits(compared, mtp),
            ]);
            if (groups is null) return exitCode;
            StudyReport.Print(terminal, groups,
                g => g.MomentRank is { } rank ? $"{g.Basis} of rank {rank}" : StudyReport.ShortName(g));
            session.Draw("etn", png => NetworkPicture.Write(png, groups));
            return ExitCode.Success;
        });
        return command;
    }
}
