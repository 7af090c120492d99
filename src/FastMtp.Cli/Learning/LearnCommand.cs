using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Selection.Learning;

namespace FastMtp.Cli.Learning;

/// <summary><c>fastmtp learn LOOP</c>: fits, simulations, choices and labels in turns.</summary>
internal static class LearnCommand
{
    public const string Name = "learn";

    public static readonly string[] Examples =
    [
        "fastmtp learn loop.toml                      fit, simulate, choose, label, and again, in the directory learn",
        "fastmtp learn loop.toml --output silicon      in another one; the same command goes on after a stop",
    ];

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            Name,
            "Learn actively: fit a potential, run simulations with it, choose frames that it extrapolates to, compute their labels with a "
            + "command of yours, and fit again, until nothing is chosen or a limit is reached. Each round has its directory. Repeat the "
            + "command to go on after a stop, of whatever kind.");
        var file = Options.File("loop", "A TOML file that says what to fit, simulate, choose and label; see docs/learn.md.");
        var output = Options.Text(
            "--output", "Directory of the rounds, the table, the picture and the last potential. [default: learn]", "directory");
        var threads = Options.Threads();
        command.Add(file);
        command.Add(output);
        command.Add(threads);
        command.SetAction(parsed =>
        {
            var settings = LoopFile.Read(parsed.GetRequiredValue(file), terminal);
            var root = parsed.GetValue(output) ?? "learn";
            OutputDirectory.Create(root);
            var directory = new LearningDirectory(Path.GetFullPath(root));
            var report = new LearnReport(terminal, Path.Combine(root, "rounds.png"));
            using var interruption = new Interruption(terminal);
            try
            {
                var reason = new LearningLoop(settings, directory, report, parsed.GetValue(threads)).Run(interruption.Token);
                report.Show();
                terminal.Line($"The loop has ended, as {reason}.");
                terminal.Line($"Potential: {Path.Combine(root, "potential.fmtp")}; table: {Path.Combine(root, "rounds.csv")}");
                return ExitCode.Success;
            }
            catch (LearningFailedException e)
            {
                report.Show();
                terminal.Failure($"{e.Message.TrimEnd('.')}. Mend the command and run fastmtp learn again to go on.");
                return ExitCode.Failure;
            }
            catch (OperationCanceledException)
            {
                terminal.Note("stopped; run the same command again to continue.");
                return interruption.Status;
            }
        });
        return command;
    }
}
