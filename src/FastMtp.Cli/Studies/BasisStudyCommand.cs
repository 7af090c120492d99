using System.CommandLine;
using FastMtp.Basis;
using FastMtp.Basis.Families;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Plots;
using FastMtp.Training.Studies;

namespace FastMtp.Cli.Studies;

/// <summary><c>fastmtp study basis</c>: errors of several bases against the time that their potentials take.</summary>
internal static class BasisStudyCommand
{
    public const string Name = "basis";

    public static readonly string[] Examples =
    [
        "fastmtp study basis train.xyz --valid valid.xyz --bases mtp:12 mtp:16 ace:8 ace:12        errors against the time per atom",
        "fastmtp study basis train.xyz --valid valid.xyz --bases ace:10 ace:12 --models tf,mf --ranks mf=8 --steps 500",
    ];

    private static readonly string[] StandardBases = ["mtp:12", "mtp:16", "mtp:20", "ace:8", "ace:10", "ace:12", "ace:14"];

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            Name,
            "Fit potentials with several bases and show errors against the time that an evaluation takes: energy, forces and virial of "
            + "the validation configurations on one thread, without the neighbour search.");
        var options = new StudyOptions(command);
        var bases = new Option<string[]>("--bases")
        {
            Description = $"Bases by name: {BasisOptions.Usage}. [default: {string.Join(' ', StandardBases)}]",
            HelpName = "name",
            AllowMultipleArgumentsPerToken = true,
        };
        command.Add(bases);
        var models = new ModelListOptions(command, "nearest to a quarter and to a half of the radial parameters", []);
        command.SetAction(parsed =>
        {
            var at = Options.ListOr(parsed, bases, StandardBases).Select(BasisOptions.Canonical).Distinct().ToArray();
            var session = options.Open(terminal, parsed, at);
            var fits = at.SelectMany(basis => session.Fits(
                [
                    RadialForm.Base,
                    .. models.Models(
                        parsed, session.Layout(basis), session.Steps, (form, layout) => RankGrid.Nearest(form, layout, 0.25, 0.5)),
                ],
                basis));
            var (groups, exitCode) = session.Run("bases", fits, measuresTime: true);
            if (groups is null) return exitCode;
            StudyReport.Print(terminal, groups, StudyReport.ShortName, ("basis", g => g.Basis!));
            terminal.Line(
                "µs/atom: energy, forces and virial of the validation configurations on one thread, without the neighbour search; "
                + $"kernels: {Kernels(at)}");
            session.Draw("bases", png => BasisPicture.Write(png, groups));
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>"generated", or "generated for mtp:16; interpreter for ace:6", which is slower.</summary>
    private static string Kernels(IEnumerable<string> bases)
    {
        var kinds = bases.GroupBy(basis => PotentialInput.Kernel(BasisPlan.Of(basis)).Kind).ToArray();
        return kinds.Length == 1 ? kinds[0].Key : string.Join("; ", kinds.Select(kind => $"{kind.Key} for {string.Join(", ", kind)}"));
    }
}
