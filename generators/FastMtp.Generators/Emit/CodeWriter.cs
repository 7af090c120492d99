using System.Globalization;
using System.Text;

namespace FastMtp.Generators.Emit;

/// <summary>Indented text with '\n' line ends and invariant numbers: the same on every machine.</summary>
internal sealed class CodeWriter(int depth = 0)
{
    private readonly StringBuilder _text = new();
    private int _depth = depth;

    public void Line(string text = "")
    {
        if (text.Length > 0) _text.Append(' ', 4 * _depth).Append(text);
        _text.Append('\n');
    }

    /// <summary>Appends the text of another writer.</summary>
    public void Text(string text) => _text.Append(text);

    /// <summary>Opens a block; disposing of the result closes it.</summary>
    public Block Open(string header)
    {
        Line(header);
        Line("{");
        _depth++;
        return new Block(this);
    }

    public static string Number(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('.') || text.Contains('E') ? text : text + ".0";
    }

    public override string ToString() => _text.ToString();

    public readonly struct Block(CodeWriter writer) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            writer.Line("}");
        }
    }
}
