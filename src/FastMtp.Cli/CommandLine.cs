using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using FastMtp.Cli.Analysis;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Checks;
using FastMtp.Cli.Commands;
using FastMtp.Cli.FitReports;
using FastMtp.Cli.Grades;
using FastMtp.Cli.Learning;
using FastMtp.Cli.Processes;
using FastMtp.Cli.Pruning;
using FastMtp.Cli.Ranking;
using FastMtp.Cli.Studies;
using FastMtp.Cli.Terminals;
using FastMtp.Cli.Testing;
using FastMtp.Cli.Tuning;

namespace FastMtp.Cli;

/// <summary>The command <c>fastmtp</c> as a function of its arguments.</summary>
internal static class CommandLine
{
    /// <summary>A program that was compiled ahead of time cannot load code, so it contains no compiler either.</summary>
    static CommandLine() => KernelCompilation.Enable();

    /// <summary>Runs the command.</summary>
    /// <param name="args">Arguments without the program name.</param>
    /// <param name="output">Stream for results.</param>
    /// <param name="error">Stream for notes and errors.</param>
    /// <param name="cancellation">Stops a fit as Ctrl-C does.</param>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancellation = default) =>
        Run(args, output, error, MpiSession.Alone, cancellation);

    /// <summary>Runs the command on one of several MPI ranks.</summary>
    internal static int Run(
        IReadOnlyList<string> args, TextWriter output, TextWriter error, MpiSession session, CancellationToken cancellation = default)
    {
        var terminal = new Terminal(output, session.IsRoot ? error : TextWriter.Null, cancellation);
        try
        {
            var root = CreateRoot(terminal, session);
            var parsed = root.Parse(args, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
            if (parsed.Action is ParseErrorAction) return Fail(ExitCode.BadInput, new InputException(WhatIsWrong(parsed)).Message);
            if (session.Communicator.Count > 1 && parsed.CommandResult.Command.Name != TrainCommand.Name)
                return Fail(ExitCode.BadInput, $"only fastmtp {TrainCommand.Name} runs on several MPI ranks; leave out mpirun.");
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = terminal.Output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (InputException e)
        {
            return Fail(ExitCode.BadInput, Flags.Message(e));
        }
        catch (IOException e)
        {
            return Fail(ExitCode.BadInput, $"cannot write the output ({e.Message.TrimEnd('.')}); check the free disk space.");
        }
        catch (OperationCanceledException)
        {
            return Fail(terminal.InterruptedExitCode, "stopped before there was anything to save.");
        }
        catch (OutOfMemoryException)
        {
            return Fail(ExitCode.Failure, "out of memory; use less data, a lower level or a smaller cutoff.");
        }
        catch (Exception e)
        {
            return Fail(ExitCode.Failure, $"internal error, please report it with the following text:\n{e}");
        }

        int Fail(int exitCode, string sentence)
        {
            new PrintedText(error, canFail: false).WriteLine(
                session.IsRoot ? $"fastmtp: {sentence}" : $"fastmtp, rank {session.Communicator.Rank}: {sentence}");
            return exitCode;
        }
    }

    private static RootCommand CreateRoot(Terminal terminal, MpiSession session)
    {
        var root = new RootCommand("Fits Moment Tensor Potentials to energies, forces and stresses. Units: eV and Å.")
        {
            TrainCommand.Create(terminal, session),
            TuneCommand.Create(terminal),
            EvaluateCommand.Create(terminal),
            ReportCommand.Create(terminal),
            InfoCommand.Create(terminal),
            CheckCommand.Create(terminal),
            SplitCommand.Create(terminal),
            ConvertCommand.Create(terminal),
            StudyCommand.Create(terminal),
            CompressCommand.Create(terminal),
            PruneCommand.Create(terminal),
            ExportCommand.Create(terminal),
            AnalyzeCommand.Create(terminal),
            RelaxCommand.Create(terminal),
            RankCommand.Create(terminal),
            TestCommand.Create(terminal),
            CommitteeCommand.Create(terminal),
            GradeCommand.Create(terminal),
            SelectCommand.Create(terminal),
            LearnCommand.Create(terminal),
        };
        HelpWithExamples.AddTo(root, new()
        {
            [root.Name] =
            [
                "fastmtp info data.xyz                                    describe the data",
                "fastmtp train data.xyz --valid other.xyz --level 16      fit a potential",
                "fastmtp evaluate potential.mtp other.xyz                 compute its errors on other data",
                "fastmtp convert data.cfg data.xyz --species Mo,Nb,Ta,W   convert to another file format",
                "fastmtp study rank data.xyz --valid other.xyz            find the rank a compressed potential needs",
                "fastmtp compress potential.mtp --rank 8 --data other.xyz measure the cost of fewer radial parameters",
                "fastmtp export potential.mtp my_alloy --format kim --install   run it in LAMMPS",
                "fastmtp relax potential.mtp crystals.xyz --output relaxed.xyz   relax atoms and cells",
            ],
            [TrainCommand.Name] = TrainCommand.Examples,
            [TuneCommand.Name] = TuneCommand.Examples,
            [EvaluateCommand.Name] = EvaluateCommand.Examples,
            [ReportCommand.Name] = ReportCommand.Examples,
            [InfoCommand.Name] = InfoCommand.Examples,
            [CheckCommand.Name] = CheckCommand.Examples,
            [SplitCommand.Name] = SplitCommand.Examples,
            [ConvertCommand.Name] = ConvertCommand.Examples,
            [StudyCommand.Name] = StudyCommand.Examples,
            [$"{StudyCommand.Name} {RankStudyCommand.Name}"] = RankStudyCommand.Examples,
            [$"{StudyCommand.Name} {LevelStudyCommand.Name}"] = LevelStudyCommand.Examples,
            [$"{StudyCommand.Name} {BasisStudyCommand.Name}"] = BasisStudyCommand.Examples,
            [$"{StudyCommand.Name} {MfraStudyCommand.Name}"] = MfraStudyCommand.Examples,
            [$"{StudyCommand.Name} {EtnStudyCommand.Name}"] = EtnStudyCommand.Examples,
            [CompressCommand.Name] = CompressCommand.Examples,
            [PruneCommand.Name] = PruneCommand.Examples,
            [ExportCommand.Name] = ExportCommand.Examples,
            [AnalyzeCommand.Name] = AnalyzeCommand.Examples,
            [RelaxCommand.Name] = RelaxCommand.Examples,
            [RankCommand.Name] = RankCommand.Examples,
            [TestCommand.Name] = TestCommand.Examples,
            [CommitteeCommand.Name] = CommitteeCommand.Examples,
            [GradeCommand.Name] = GradeCommand.Examples,
            [SelectCommand.Name] = SelectCommand.Examples,
            [LearnCommand.Name] = LearnCommand.Examples,
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
            ? $"'{word}' is not a command; use one of {verbs}; {help}."
            : $"no command given; use one of {verbs}; {help}.";
    }

    private static IEnumerable<string> Verbs(CommandResult result) =>
        result.Parent is CommandResult parent ? [.. Verbs(parent), result.Command.Name] : [];
}
