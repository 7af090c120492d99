using System.Net;
using System.Text;
using FastMtp.Files.Text;
using FastMtp.Properties.Testing;

namespace FastMtp.Cli.Testing;

/// <summary>A report of properties as Markdown and as one HTML file with its pictures inside.</summary>
internal static class TestReport
{
    private const string Style =
        "body{font:15px/1.5 sans-serif;max-width:70em;margin:2em auto;padding:0 1em}table{border-collapse:collapse}"
        + "td,th{padding:.2em .7em;border-bottom:1px solid #ddd;text-align:left}td.number,th.number{text-align:right}"
        + ".passed{color:#00735c}.FAILED{color:#b03000;font-weight:bold}img{max-width:100%}";

    /// <summary>Writes <c>report.md</c> and <c>report.html</c>.</summary>
    /// <param name="directory">Where the pictures are, too.</param>
    /// <param name="title">Heading.</param>
    /// <param name="results">The results.</param>
    /// <param name="pictures">Names of the pictures.</param>
    /// <exception cref="InputException">A file cannot be written.</exception>
    public static void Write(string directory, string title, TestSet results, IReadOnlyList<string> pictures)
    {
        AtomicFile.WriteText(Path.Combine(directory, "report.md"), text => text.Write(Markdown(title, results, pictures)));
        AtomicFile.WriteText(Path.Combine(directory, "report.html"), text => text.Write(Html(directory, title, results, pictures)));
    }

    private static string Markdown(string title, TestSet results, IReadOnlyList<string> pictures)
    {
        var text = new StringBuilder($"# {title}\n\n{TestTable.Summary(results)}\n\n");
        text.Append($"| {string.Join(" | ", TestTable.Titles.Select(t => t.TrimEnd('›')))} |\n");
        text.Append($"|{string.Concat(TestTable.Titles.Select(t => t.EndsWith('›') ? "--:|" : "---|"))}\n");
        foreach (var result in results.Results)
        {
            var cells = TestTable.Row(result).Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal));
            text.Append($"| {string.Join(" | ", cells)} |\n");
        }
        foreach (var picture in pictures) text.Append($"\n![{picture}]({picture})\n");
        return text.ToString();
    }

    private static string Html(string directory, string title, TestSet results, IReadOnlyList<string> pictures)
    {
        var text = new StringBuilder($"<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>{Safe(title)}</title>\n");
        text.Append($"<style>{Style}</style>\n");
        text.Append($"<h1>{Safe(title)}</h1>\n<p>{Safe(TestTable.Summary(results))}</p>\n<table>\n<tr>");
        for (var i = 0; i < TestTable.Titles.Length; i++) text.Append($"<th{Number(i)}>{Safe(TestTable.Titles[i].TrimEnd('›'))}</th>");
        text.Append("</tr>\n");
        foreach (var cells in results.Results.Select(TestTable.Row))
        {
            text.Append("<tr>");
            for (var i = 0; i < cells.Length; i++)
                text.Append($"<td{(cells[i] is "passed" or "FAILED" ? $" class=\"{cells[i]}\"" : Number(i))}>{Safe(cells[i])}</td>");
            text.Append("</tr>\n");
        }
        text.Append("</table>\n");
        foreach (var picture in pictures)
        {
            var data = Convert.ToBase64String(File.ReadAllBytes(Path.Combine(directory, picture)));
            text.Append($"<p><img alt=\"{picture}\" src=\"data:image/png;base64,{data}\"></p>\n");
        }
        return text.Append("</html>\n").ToString();
    }

    private static string Number(int column) => TestTable.Titles[column].EndsWith('›') ? " class=\"number\"" : "";

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
