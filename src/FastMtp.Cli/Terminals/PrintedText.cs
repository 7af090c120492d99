using System.Text;

namespace FastMtp.Cli.Terminals;

/// <summary>Writes to an output stream of the process. A closed stream, which nobody reads, is not an error.</summary>
/// <param name="writer">The stream.</param>
/// <param name="canFail">True if a failed write is an error, such as results on a full disk.</param>
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
            // Thrown for a descriptor that was closed before the program started.
        }
        catch (IOException) when (!canFail)
        {
        }
    }
}
