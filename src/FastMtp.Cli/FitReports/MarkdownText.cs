using System.Text;
using FastMtp.Input;

namespace FastMtp.Cli.FitReports;

/// <summary>Builds a Markdown document. Text from files is escaped, so that no name can become markup.</summary>
internal sealed class MarkdownText
{
    private const string Special = @"\`*<>&|[]~^";

    private readonly StringBuilder _text = new();

    /// <summary>Adds a heading; the first level is the title.</summary>
    public MarkdownText Heading(int level, string text)
    {
        _text.Append($"{(_text.Length > 0 ? "\n" : "")}{new string('#', level)} {Escaped(text)}\n");
        return this;
    }

    /// <summary>Adds a paragraph.</summary>
    public MarkdownText Paragraph(string text)
    {
        _text.Append($"\n{Escaped(text)}\n");
        return this;
    }

    /// <summary>Adds a list; the words before the first colon of an item are bold if asked for.</summary>
    public MarkdownText List(IEnumerable<(string Head, string Text)> items)
    {
        _text.Append('\n');
        foreach (var (head, text) in items) _text.Append($"- {(head.Length > 0 ? $"**{Escaped(head)}** " : "")}{Escaped(text)}\n");
        return this;
    }

    /// <summary>Adds a table; columns whose title ends in "›" are flush right.</summary>
    public MarkdownText Table(IReadOnlyList<string> titles, IEnumerable<string[]> rows)
    {
        _text.Append($"\n| {string.Join(" | ", titles.Select(title => Escaped(title.TrimEnd('›'))))} |\n");
        _text.Append($"|{string.Concat(titles.Select(title => title.EndsWith('›') ? "--:|" : ":--|"))}\n");
        foreach (var row in rows) _text.Append($"| {string.Join(" | ", row.Select(Escaped))} |\n");
        return this;
    }

    /// <summary>Adds a picture.</summary>
    public MarkdownText Picture(string title, string file)
    {
        _text.Append($"\n![{Escaped(title)}](<{file}>)\n");
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private static string Escaped(string text)
    {
        text = SafeText.Escaped(text);
        var safe = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            // Underscores inside of words mean nothing, and names are full of them.
            var isInside = i > 0 && i < text.Length - 1 && char.IsLetterOrDigit(text[i - 1]) && char.IsLetterOrDigit(text[i + 1]);
            if (Special.Contains(text[i]) || (text[i] == '_' && !isInside)) safe.Append('\\');
            safe.Append(text[i]);
        }
        return safe.ToString();
    }
}
