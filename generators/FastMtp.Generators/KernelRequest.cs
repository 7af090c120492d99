using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FastMtp.Generators;

/// <summary>
/// A request for the kernel of a basis, with its source location. Text and numbers only: equal requests compare equal, and no
/// syntax tree of an older compilation is kept alive.
/// </summary>
internal sealed record KernelRequest(string Basis, string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static KernelRequest Of(AttributeData attribute, CancellationToken cancellation)
    {
        var basis = attribute.ConstructorArguments.Select(a => a.Value).OfType<string>().FirstOrDefault() ?? "";
        var syntax = attribute.ApplicationSyntaxReference!.GetSyntax(cancellation);
        return new(basis, syntax.SyntaxTree.FilePath, syntax.Span, syntax.SyntaxTree.GetLineSpan(syntax.Span, cancellation).Span);
    }

    public Location Location => Location.Create(Path, Span, Lines);
}
