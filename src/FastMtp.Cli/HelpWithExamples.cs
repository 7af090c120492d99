using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using FastMtp.Cli.Terminals;

namespace FastMtp.Cli;

/// <summary>The usual help, followed by commands that one can type.</summary>
internal sealed class HelpWithExamples(HelpAction usual, Dictionary<string, string[]> examples) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    /// <summary>Replaces the help of a command and all its verbs.</summary>
    /// <param name="root">The command.</param>
    /// <param name="examples">Lines by name of the verb.</param>
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
        foreach (var line in examples[parseResult.CommandResult.Command.Name]) output.WriteLine($"  {line}");
        output.WriteLine();
        output.WriteLine("Exit codes: 0 done, 1 failed, 2 unusable input (one sentence says what), 130 and 143 stopped by Ctrl-C and SIGTERM.");
        return ExitCode.Success;
    }
}
