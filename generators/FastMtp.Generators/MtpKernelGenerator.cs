using System.Collections.Immutable;
using System.Text;
using FastMtp.Basis;
using FastMtp.Generators.Emit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FastMtp.Generators;

/// <summary>
/// Emits an unrolled kernel for each <c>[assembly: MtpKernel(Level = …)]</c>, and the registry that finds the kernel of a plan.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class MtpKernelGenerator : IIncrementalGenerator
{
    /// <summary>Beyond this level unrolled code no longer fits the caches and the interpreter is as fast.</summary>
    internal const int LargestUnrolledLevel = 20;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var requests = context.SyntaxProvider
            .ForAttributeWithMetadataName("FastMtp.Kernels.MtpKernelAttribute", static (_, _) => true,
                static (target, cancellation) => Read(target, cancellation))
            .SelectMany(static (requests, _) => requests)
            .WithTrackingName(TrackingNames.Requests)
            .Collect();
        // From here on source locations no longer matter, so moving a line regenerates nothing.
        var levels = requests.SelectMany(static (requests, _) => Levels(requests)).WithTrackingName(TrackingNames.Levels);
        context.RegisterSourceOutput(levels, static (output, level) => EmitKernel(output, level));
        context.RegisterSourceOutput(levels.Collect(), static (output, levels) => EmitRegistry(output, levels));
        context.RegisterSourceOutput(
            requests.SelectMany(static (requests, _) => requests.Where(request => !IsUnrolled(request.Level))),
            static (output, request) => output.ReportDiagnostic(
                Diagnostic.Create(Diagnostics.LevelNotUnrolled, request.Location, request.Level, LargestUnrolledLevel)));
        context.RegisterSourceOutput(requests.SelectMany(static (requests, _) => Repeated(requests)), static (output, request) =>
            output.ReportDiagnostic(Diagnostic.Create(Diagnostics.LevelNamedTwice, request.Location, request.Level)));
    }

    private static ImmutableArray<KernelRequest> Read(GeneratorAttributeSyntaxContext target, CancellationToken cancellation) =>
        [.. target.Attributes.Select(attribute => KernelRequest.Of(attribute, cancellation))];

    private static IEnumerable<int> Levels(ImmutableArray<KernelRequest> requests) =>
        requests.Select(request => request.Level).Where(IsUnrolled).Distinct();

    private static IEnumerable<KernelRequest> Repeated(ImmutableArray<KernelRequest> requests) =>
        requests.Where(request => IsUnrolled(request.Level)).GroupBy(request => request.Level).SelectMany(same => same.Skip(1));

    private static bool IsUnrolled(int level) => StandardLevels.IsStandard(level) && level <= LargestUnrolledLevel;

    private static void EmitKernel(SourceProductionContext output, int level)
    {
        var program = ContractionProgram.Create(BasisPlan.ForLevel(level));
        foreach (var (name, text) in KernelEmitter.Emit(RegistryEmitter.KernelName(level), program)) Add(output, name, text);
    }

    private static void EmitRegistry(SourceProductionContext output, ImmutableArray<int> levels) =>
        Add(output, KernelEmitter.FileName(RegistryEmitter.ClassName), RegistryEmitter.Emit(levels));

    private static void Add(SourceProductionContext output, string name, string text) =>
        output.AddSource(name, SourceText.From(text, Encoding.UTF8));
}
