using System.Net;
using Markdig;

namespace FastMtp.Cli.FitReports;

/// <summary>A Markdown document as one HTML file with its pictures inside.</summary>
internal static class HtmlPage
{
    private const string Style = """
        :root { color-scheme: light dark; --text: #1c1c1e; --back: #fff; --soft: #6a6a70; --line: #d8d8dc; --head: #f4f4f6; }
        @media (prefers-color-scheme: dark) {
          :root { --text: #e6e6ea; --back: #18181b; --soft: #a0a0a8; --line: #3a3a40; --head: #242428; } }
        body { font: 16px/1.55 system-ui, sans-serif; color: var(--text); background: var(--back);
          max-width: 76rem; margin: 2rem auto; padding: 0 1.2rem; }
        h1 { font-size: 1.6rem; }
        h2 { margin-top: 2.4rem; padding-bottom: .2rem; border-bottom: 1px solid var(--line); font-size: 1.25rem; }
        p, ul { max-width: 52rem; } li { margin: .35rem 0; }
        table { display: block; overflow-x: auto; border-collapse: collapse; margin: 1rem 0; font-size: .9rem;
          font-variant-numeric: tabular-nums; }
        th, td { padding: .25rem .8rem; border-bottom: 1px solid var(--line); white-space: nowrap; }
        th { background: var(--head); font-weight: 600; }
        img { max-width: 100%; height: auto; background: #fff; border-radius: 6px; }
        @media print { body { max-width: none; } table { font-size: .75rem; } }
        """;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();

    /// <summary>Renders a document.</summary>
    /// <param name="title">Title of the page.</param>
    /// <param name="markdown">The document, with pictures by the names of their files.</param>
    /// <param name="pictures">The pictures, PNG.</param>
    public static string Of(string title, string markdown, IReadOnlyDictionary<string, byte[]> pictures)
    {
        var body = Markdown.ToHtml(markdown, Pipeline);
        foreach (var (name, png) in pictures)
        {
            body = body.Replace(
                $"src=\"{name}\"", $"src=\"data:image/png;base64,{Convert.ToBase64String(png)}\"", StringComparison.Ordinal);
        }
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>{WebUtility.HtmlEncode(title)}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            {body}</body>
            </html>

            """;
    }
}
