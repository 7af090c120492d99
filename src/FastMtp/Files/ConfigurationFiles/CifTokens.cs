using System.Text;
using FastMtp.Files.Text;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>Splits a CIF into words: quoted ones, text between lines that begin with a semicolon, comments left out.</summary>
internal static class CifTokens
{
    public static List<CifToken> Of(LineReader reader)
    {
        var tokens = new List<CifToken>();
        while (reader.Next())
        {
            if (reader.Line.StartsWith(';')) tokens.Add(TextField(reader));
            else Split(reader, tokens);
        }
        return tokens;
    }

    private static CifToken TextField(LineReader reader)
    {
        var (text, line) = (new StringBuilder(reader.Line[1..].ToString()), reader.Number);
        while (reader.Next())
        {
            if (reader.Line.StartsWith(';')) return new(text.ToString(), line, true);
            text.Append('\n').Append(reader.Line);
        }
        throw InputException.At(
            reader.File, line, "the text that begins here is not closed by a semicolon; the file is cut short, copy it again.");
    }

    private static void Split(LineReader reader, List<CifToken> tokens)
    {
        var line = reader.Line;
        for (var i = 0; i < line.Length;)
        {
            if (char.IsWhiteSpace(line[i]))
            {
                i++;
                continue;
            }
            if (line[i] == '#') return;
            var start = i;
            if (line[i] is '\'' or '"')
            {
                var quote = line[i++];
                // A quote ends the word only before a blank.
                while (i < line.Length && !(line[i] == quote && (i + 1 == line.Length || char.IsWhiteSpace(line[i + 1])))) i++;
                if (i == line.Length) throw reader.Error($"a quoted word is not closed by {quote}; correct the line.");
                tokens.Add(new(line[(start + 1)..i++].ToString(), reader.Number, true));
                continue;
            }
            while (i < line.Length && !char.IsWhiteSpace(line[i])) i++;
            tokens.Add(new(line[start..i].ToString(), reader.Number, false));
        }
    }
}
