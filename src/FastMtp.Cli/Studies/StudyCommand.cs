using System.CommandLine;
using FastMtp.Cli.Terminals;

namespace FastMtp.Cli.Studies;

/// <summary><c>fastmtp study</c>: compares many fits.</summary>
internal static class StudyCommand
{
    public const string Name = "study";

    public static readonly string[] Examples =
    [
        RankStudyCommand.Examples[0], LevelStudyCommand.Examples[0], BasisStudyCommand.Examples[0], MfraStudyCommand.Examples[0],
        EtnStudyCommand.Examples[0],
    ];

    public static Command Create(Terminal terminal) =>
        new(Name, "Compare fits: ranks, levels, bases, the settings of rank augmentation, and equivariant tensor networks.")
        {
            RankStudyCommand.Create(terminal),
            LevelStudyCommand.Create(terminal),
            BasisStudyCommand.Create(terminal),
            MfraStudyCommand.Create(terminal),
            EtnStudyCommand.Create(terminal),
        };
}
