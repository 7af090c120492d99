using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Commands;
using FastMtp.Cli.Processes;
using FastMtp.Cli.Studies;
using FastMtp.Cli.Terminals;

namespace FastMtp.Cli;

/// <summary>The command <c>fastmtp</c> as a function of its arguments.</summary>
internal static class CommandLine
{
    /// <summary>Runs the command.</summary>
    /// <param name="args">Arguments after the name of the program.</param>
    /// <param name="output">For results.</param>
    /// <param name="error">For notes and errors.</param>
    /// <param name="cancellation">Stops a training as Ctrl-C does.</param>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancellation = default) =>
        Run(args, output, error, MpiSession.Alone, cancellation);

    /// <summary>Runs the command in one of several processes.</summary>
    internal static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error, MpiSession session, CancellationToken cancellation = default)
    {
        try
        {
            var root = CreateRoot(new Terminal(output, session.IsRoot ? error : TextWriter.Null, cancellation), session);
            var parsed = root.Parse(args, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
            if (parsed.Action is ParseErrorAction) return Fail(ExitCode.BadInput, WhatIsWrong(parsed));
            if (session.Communicator.Count > 1 && parsed.CommandResult.Command.Name != TrainCommand.Name)
                return Fail(ExitCode.BadInput, $"only fastmtp {TrainCommand.Name} works with several processes; leave out mpirun.");
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (InputException e)
        {
            return Fail(ExitCode.BadInput, Flags.Message(e));
        }
        catch (IOException e)
        {
            return Fail(ExitCode.BadInput, $"the output cannot be written ({e.Message.TrimEnd('.')}); check the space on the disk.");
        }
        catch (OperationCanceledException)
        {
            return Fail(ExitCode.Interrupted, "stopped before there was anything to save.");
        }
        catch (OutOfMemoryException)
        {
            return Fail(ExitCode.Failure, "there is not enough memory; use fewer data, a lower level or a smaller cutoff.");
        }
        catch (Exception e)
        {
            return Fail(ExitCode.Failure, $"internal error, please report it with the following text:\n{e}");
        }

        int Fail(int exitCode, string sentence)
        {
            error.WriteLine(session.IsRoot ? $"fastmtp: {sentence}" : $"fastmtp, rank {session.Communicator.Rank}: {sentence}");
            return exitCode;
        }
    }

    private static RootCommand CreateRoot(Terminal terminal, MpiSession session)
    {
        var root = new RootCommand("Fits Moment Tensor Potentials to energies, forces and stresses. Units: eV and Å.")
        {
            TrainCommand.Create(terminal, session),
            EvaluateCommand.Create(terminal),
            InfoCommand.Create(terminal),
            ConvertCommand.Create(terminal),
            StudyCommand.Create(terminal),
            CompressCommand.Create(terminal),
            ExportCommand.Create(terminal),
        };
        HelpWithExamples.AddTo(root, new()
        {
            [root.Name] =
            [
                "fastmtp info data.xyz                                    what is in the data",
                "fastmtp train data.xyz --valid other.xyz --level 16      fit a potential",
                "fastmtp evaluate potential.mtp other.xyz                 its errors on other data",
                "fastmtp convert data.cfg data.xyz --species Mo,Nb,Ta,W   another file format",
                "fastmtp study rank data.xyz --valid other.xyz            which rank a compressed potential needs",
                "fastmtp compress potential.mtp --rank 8 --data other.xyz what fewer radial parameters cost",
                "fastmtp export potential.mtp my_alloy --format kim --install   run it in LAMMPS",
            ],
            [TrainCommand.Name] = TrainCommand.Examples,
            [EvaluateCommand.Name] = EvaluateCommand.Examples,
            [InfoCommand.Name] = InfoCommand.Examples,
            [ConvertCommand.Name] = ConvertCommand.Examples,
            [StudyCommand.Name] = StudyCommand.Examples,
            [RankStudyCommand.Name] = RankStudyCommand.Examples,
            [LevelStudyCommand.Name] = LevelStudyCommand.Examples,
            [MfraStudyCommand.Name] = MfraStudyCommand.Examples,
            [CompressCommand.Name] = CompressCommand.Examples,
            [ExportCommand.Name] = ExportCommand.Examples,
        });
        return root;
    }

    private static string WhatIsWrong(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var help = $"see fastmtp {string.Concat(Verbs(parsed.CommandResult).Select(verb => verb + " "))}--help";
        if (command.Subcommands.Count == 0) return $"{parsed.Errors[0].Message.TrimEnd('.')}; {help}.";
        var verbs = string.Join(", ", command.Subcommands.Select(c => c.Name));
        return parsed.UnmatchedTokens is [var word, ..]
            ? $"'{word}' is no command; write one of {verbs}, {help}."
            : $"say what to do, one of {verbs}; {help}.";
    }

    private static IEnumerable<string> Verbs(CommandResult result) =>
        result.Parent is CommandResult parent ? [.. Verbs(parent), result.Command.Name] : [];
}
