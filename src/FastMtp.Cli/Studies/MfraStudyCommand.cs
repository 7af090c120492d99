using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Plots;
using FastMtp.Training.Forms;

namespace FastMtp.Cli.Studies;

/// <summary><c>fastmtp study mfra</c>: the effect of the rank augmentation settings.</summary>
internal static class MfraStudyCommand
{
    public const string Name = "mfra";

    public static readonly string[] Examples =
    [
        "fastmtp study mfra train.xyz --valid valid.xyz --level 14 --rank 8",
        "fastmtp study mfra train.xyz --valid valid.xyz --steps 500 --intervals 5,10,20,40 --increments 2,3 --min-ranks 2",
    ];

    /// <summary>Intervals s in thousandths of all steps: the paper's 20 to 160 of 2000.</summary>
    private static readonly int[] Intervals = [10, 20, 30, 40, 50, 80];

    /// <summary>The paper's values of r_min and Δr.</summary>
    private static readonly int[] Ranks = [1, 2, 3, 4];

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            Name, "Fit with rank augmentation and show the validation loss against each of its three settings, varied alone.");
        var options = new StudyOptions(command);
        var basis = new BasisOptions(command, "Level of the MTP.", 14);
        var rank = Options.Whole("--rank", "Final rank.", 8, least: 1);
        var intervals = Options.WholeList(
            "--intervals", "Values of s, the number of steps between augmentations. [default: 1 to 8 % of all steps]");
        var minRanks = Options.WholeList("--min-ranks", "Values of r_min, the initial rank. [default: 1,2,3,4]");
        var increments = Options.WholeList("--increments", "Values of Δr, the increase in rank. [default: 1,2,3,4]");
        foreach (var option in (Option[])[rank, intervals, minRanks, increments]) command.Add(option);
        command.SetAction(parsed =>
        {
            var at = basis.Name(parsed);
            var session = options.Open(terminal, parsed, [at]);
            var usual = RankGrowth.Usual with { Interval = ModelListOptions.AugmentationInterval(session.Steps) };
            RadialForm Grown(RankGrowth growth) => new AugmentedForm(RadialForm.Mf(parsed.GetValue(rank)), growth);
            var standard = Grown(usual);
            var s = Options.ListOr(parsed, intervals, [.. Intervals.Select(share => Math.Max(1, session.Steps * share / 1000)).Distinct()]);
            IReadOnlyList<RadialForm> models =
            [
                standard,
                .. s.Select(n => Grown(usual with { Interval = n })),
                .. Options.ListOr(parsed, minRanks, Ranks).Select(n => Grown(usual with { MinRank = n })),
                .. Options.ListOr(parsed, increments, Ranks).Select(n => Grown(usual with { Increment = n })),
            ];
            var (groups, exitCode) = session.Run("mfra", session.Fits(models, at));
            if (groups is null) return exitCode;
            StudyReport.Print(terminal, groups, g => $"{g.Model}");
            session.Draw("mfra", png => AugmentationPicture.Write(png, standard, groups));
            return ExitCode.Success;
        });
        return command;
    }
}
