namespace FastMtp.Cli.Tests;

/// <summary>Does what Ctrl-C does when the first step is shown.</summary>
internal sealed class InterruptingWriter(CancellationTokenSource interrupt) : StringWriter
{
    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (value?.TrimStart().StartsWith("0 ", StringComparison.Ordinal) == true) interrupt.Cancel();
    }
}
