namespace FastMtp.Cli.Tests;

/// <summary>Calls something with every line that is printed.</summary>
internal sealed class WatchingWriter(Action<string> watch) : StringWriter
{
    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        watch(value ?? "");
    }
}
