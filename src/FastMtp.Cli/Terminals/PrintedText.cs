using System.Text;

namespace FastMtp.Cli.Terminals;

/// <summary>Text for a stream of the process. One that is closed, so that nobody reads it, is no reason to fail.</summary>
/// <param name="writer">The stream.</param>
/// <param name="canFail">True if it matters that the text arrives, as with results that fill the disk.</param>
internal sealed class PrintedText(TextWriter writer, bool canFail) : TextWriter
{
    public override Encoding Encoding => writer.Encoding;

    public override void Write(char value) => Try(() => writer.Write(value));

    public override void Write(string? value) => Try(() => writer.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => writer.Write(buffer, index, count));

    public override void WriteLine() => Try(writer.WriteLine);

    public override void WriteLine(string? value) => Try(() => writer.WriteLine(value));

    public override void Flush() => Try(writer.Flush);

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (UnauthorizedAccessException)
        {
            // So the system calls a descriptor that was closed before the program began.
        }
        catch (IOException) when (!canFail)
        {
        }
    }
}
