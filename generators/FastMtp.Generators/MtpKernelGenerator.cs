using System.Collections.Immutable;
using System.Text;
using FastMtp.Basis;
using FastMtp.Basis.Families;
using FastMtp.Generators.Emit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FastMtp.Generators;

/// <summary>
/// Emits an unrolled kernel for each <c>[assembly: MtpKernel("mtp:16")]</c>, and the registry that finds the kernel of a plan.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class MtpKernelGenerator : IIncrementalGenerator
{
    /// <summary>
    /// Beyond this size, about that of MTP level 20, unrolled code no longer fits the caches and the interpreter is as fast.
    /// </summary>
    internal const int MostProducts = 5000;

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
        var bases = requests.SelectMany(static (requests, _) => Bases(requests)).WithTrackingName(TrackingNames.Bases);
        context.RegisterSourceOutput(bases, static (output, basis) => EmitKernel(output, basis));
        context.RegisterSourceOutput(bases.Collect(), static (output, bases) => EmitRegistry(output, bases));
        context.RegisterSourceOutput(
            requests.SelectMany(static (requests, _) => requests.Where(request => Refusal(request.Basis) is not null)),
            static (output, request) => output.ReportDiagnostic(
                Diagnostic.Create(Diagnostics.NotUnrolled, request.Location, request.Basis, Refusal(request.Basis))));
        context.RegisterSourceOutput(requests.SelectMany(static (requests, _) => Repeated(requests)), static (output, request) =>
            output.ReportDiagnostic(Diagnostic.Create(Diagnostics.NamedTwice, request.Location, request.Basis)));
    }

    private static ImmutableArray<KernelRequest> Read(GeneratorAttributeSyntaxContext target, CancellationToken cancellation) =>
        [.. target.Attributes.Select(attribute => KernelRequest.Of(attribute, cancellation))];

    private static IEnumerable<string> Bases(ImmutableArray<KernelRequest> requests) =>
        requests.Select(request => request.Basis).Where(IsUnrolled).Distinct();

    private static IEnumerable<KernelRequest> Repeated(ImmutableArray<KernelRequest> requests) =>
        requests.Where(request => IsUnrolled(request.Basis)).GroupBy(request => request.Basis).SelectMany(same => same.Skip(1));

    private static bool IsUnrolled(string basis) => Refusal(basis) is null;

    /// <summary>Why there is no kernel; null if there is.</summary>
    private static string? Refusal(string basis)
    {
        try
        {
            var products = BasisPlan.Of(basis).Products.Length;
            return products <= MostProducts
                ? null : $"its {products} products are more than {MostProducts}, where the interpreter is as fast";
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }

    private static void EmitKernel(SourceProductionContext output, string basis)
    {
        var program = ContractionProgram.Create(BasisPlan.Of(basis));
        var files = KernelEmitter.Emit(RegistryEmitter.KernelName(basis), program, EmittedNumber.All);
        foreach (var (name, text) in files) Add(output, name, text);
    }

    private static void EmitRegistry(SourceProductionContext output, ImmutableArray<string> bases) =>
        Add(output, KernelEmitter.FileName(RegistryEmitter.ClassName), RegistryEmitter.Emit(bases));

    private static void Add(SourceProductionContext output, string name, string text) =>
        output.AddSource(name, SourceText.From(text, Encoding.UTF8));
}
