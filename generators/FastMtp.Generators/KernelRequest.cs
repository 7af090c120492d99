using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FastMtp.Generators;

/// <summary>
/// A request for the kernel of a level, with its source location. Text and numbers only: equal requests compare equal, and no
/// syntax tree of an older compilation is kept alive.
/// </summary>
internal sealed record KernelRequest(int Level, string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static KernelRequest Of(AttributeData attribute, CancellationToken cancellation)
    {
        var level = attribute.NamedArguments.Where(a => a.Key == "Level").Select(a => a.Value.Value).OfType<int>().FirstOrDefault();
        var syntax = attribute.ApplicationSyntaxReference!.GetSyntax(cancellation);
        return new(level, syntax.SyntaxTree.FilePath, syntax.Span, syntax.SyntaxTree.GetLineSpan(syntax.Span, cancellation).Span);
    }

    public Location Location => Location.Create(Path, Span, Lines);
}
