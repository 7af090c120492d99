using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using FastMtp.Cli.Terminals;

namespace FastMtp.Cli;

/// <summary>The standard help, followed by example commands.</summary>
internal sealed class HelpWithExamples(HelpAction usual, Dictionary<string, string[]> examples) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    /// <summary>Replaces the help of the root command and all its subcommands.</summary>
    /// <param name="root">The root command.</param>
    /// <param name="examples">Lines by name of the command, such as "study rank".</param>
    public static void AddTo(RootCommand root, Dictionary<string, string[]> examples)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Description = "Show this help.";
        option.Action = new HelpWithExamples((HelpAction)option.Action!, examples);
    }

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var line in examples[NameOf(parseResult.CommandResult)]) output.WriteLine($"  {line}");
        output.WriteLine();
        output.WriteLine(
            "Exit codes: 0 success, 1 failure, 2 bad input (explained in one sentence), 130 stopped by Ctrl-C, 143 stopped by SIGTERM.");
        return ExitCode.Success;
    }

    private static string NameOf(CommandResult result) =>
        result.Parent is CommandResult { Parent: CommandResult } parent ? $"{NameOf(parent)} {result.Command.Name}" : result.Command.Name;
}
