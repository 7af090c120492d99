using FastMtp.Input;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FastMtp.Cli.Terminals;

/// <summary>Where a command prints: results to the output, notes to the error stream.</summary>
internal sealed class Terminal
{
    /// <summary>Width of tables in files and pipes.</summary>
    private const int FileWidth = 160;

    /// <summary>Names in tables come from files and may have any length.</summary>
    private const int LongestCell = 100;
    private const int LongestSentence = 1000;

    private readonly TextWriter _output;
    private readonly TextWriter _error;

    public Terminal(TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        (_output, _error, Cancellation) = (new PrintedText(output, canFail: true), new PrintedText(error, canFail: false), cancellation);
        Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
    }

    /// <summary>For tables and live displays.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Stops a fit.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>The exit code of a command that was interrupted.</summary>
    public int InterruptedExitCode { get; set; } = ExitCode.Interrupted;

    /// <summary>True if the output is an interactive terminal.</summary>
    public bool IsLive => Console.Profile.Out.IsTerminal && Console.Profile.Capabilities.Interactive;

    /// <summary>The stream for results.</summary>
    public TextWriter Output => _output;

    public void Line(string text = "") => _output.WriteLine(SafeText.Escaped(text, kept: "\n"));

    /// <summary>Prints a note: worth knowing, but no action is needed.</summary>
    public void Note(string sentence) => _error.WriteLine($"note: {SafeText.Shortened(sentence, LongestSentence)}");

    /// <summary>Prints why the command failed.</summary>
    public void Failure(string sentence) => _error.WriteLine($"fastmtp: {sentence}");

    /// <summary>Prints a table; columns whose title ends in "›" are flush right.</summary>
    public void Table(IEnumerable<string> columns, IEnumerable<string[]> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var title in columns)
        {
            var alignment = title.EndsWith('›') ? Justify.Right : Justify.Left;
            table.AddColumn(new TableColumn(new Text(title.TrimEnd('›'))) { NoWrap = true, Alignment = alignment });
        }
        foreach (var row in rows) table.AddRow(row.Select(cell => new Text(SafeText.Shortened(cell, LongestCell))));
        Write(table);
    }

    /// <summary>Prints names and values below each other.</summary>
    public void Properties(IEnumerable<(string Name, string Value)> properties)
    {
        var grid = new Grid()
            .AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(2, 0, 2, 0) })
            .AddColumn(new GridColumn { Padding = new Padding(0) });
        foreach (var (name, value) in properties)
            grid.AddRow(new Text(SafeText.Shortened(name, LongestCell)), new Text(SafeText.Shortened(value, LongestSentence)));
        Write(grid);
    }

    // In files and pipes, trailing padding of table cells is only a nuisance.
    private void Write(IRenderable renderable)
    {
        if (Console.Profile.Out.IsTerminal)
        {
            Console.Write(renderable);
            return;
        }
        var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = FileWidth;
        console.Write(renderable);
        foreach (var line in text.ToString().Split('\n'))
            if (line.TrimEnd() is { Length: > 0 } row) _output.WriteLine(row);
        _output.WriteLine();
    }
}
