using System.Text;
using FastMtp.Basis;
using FastMtp.Generators.Emit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FastMtp.Generators;

/// <summary>Emits unrolled kernels for classes marked <c>[MtpKernel(Level = …)]</c>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class MtpKernelGenerator : IIncrementalGenerator
{
    /// <summary>Beyond this level unrolled code no longer fits the caches and the interpreter is as fast.</summary>
    internal const int LargestUnrolledLevel = 20;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var requests = context.SyntaxProvider
            .ForAttributeWithMetadataName("FastMtp.Kernels.MtpKernelAttribute", static (_, _) => true, static (target, _) => Read(target))
            .WithTrackingName(TrackingNames.Requests);
        context.RegisterSourceOutput(requests, static (output, request) => Emit(output, request));
    }

    private static KernelRequest Read(GeneratorAttributeSyntaxContext target)
    {
        var level = target.Attributes[0].NamedArguments.Where(a => a.Key == "Level").Select(a => a.Value.Value).OfType<int>().FirstOrDefault();
        return new(target.TargetSymbol.ContainingNamespace.ToDisplayString(), target.TargetSymbol.Name, level);
    }

    private static void Emit(SourceProductionContext output, KernelRequest request)
    {
        if (!Level.IsStandard(request.Level) || request.Level > LargestUnrolledLevel)
        {
            output.ReportDiagnostic(Diagnostic.Create(Diagnostics.LevelNotUnrolled, null, request.ClassName, request.Level, LargestUnrolledLevel));
            return;
        }
        var program = ContractionProgram.Create(BasisPlan.ForLevel(request.Level));
        foreach (var (name, text) in KernelEmitter.Emit(request, program))
            output.AddSource($"{request.Namespace}.{request.ClassName}{name}.g.cs", SourceText.From(text, Encoding.UTF8));
    }
}
