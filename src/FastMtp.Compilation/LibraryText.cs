using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FastMtp.Basis;
using FastMtp.Generators.Emit;
using FastMtp.Kernels;

namespace FastMtp.Compilation;

/// <summary>
/// The text of a library of kernels: the passes that the emitter prints, in one vector width, and a function of C for each. The passes
/// refer to nothing of this program.
/// </summary>
internal static class LibraryText
{
    /// <summary>Names and texts of its files.</summary>
    public static IEnumerable<(string Name, string Text)> Emit(ContractionProgram program, EmittedWidth width)
    {
        string[] dispatch = [.. EmittedNumber.All.Select(number => KernelEmitter.FileName(ClassName(number)))];
        return KernelEmitter.Emit(KernelAssembly.ClassName, program, CompiledKernels.Kind, [width], EmittedNumber.All)
            .Where(file => !dispatch.Contains(file.Name))
            .Append(("EntryPoints.cs", EntryPoints(width)));
    }

    private static string EntryPoints(EmittedWidth width)
    {
        var code = new CodeWriter();
        foreach (var space in (string[])
            [typeof(CallConvCdecl).Namespace!, typeof(UnmanagedCallersOnlyAttribute).Namespace!, "System.Runtime.Intrinsics"])
            code.Line($"using {space};");
        code.Line();
        code.Line($"namespace {KernelEmitter.Namespace};");
        foreach (var number in EmittedNumber.All)
        {
            code.Line();
            using (code.Open($"static unsafe partial class {ClassName(number)}"))
            {
                foreach (var pass in DispatchEmitter.Passes.Where(pass => number.Has(pass.Name)))
                {
                    var (parameters, entry) = (pass.GetParameters(), KernelLibraries.EntryPoint(pass.Name, number == EmittedNumber.Single));
                    code.Line($"[UnmanagedCallersOnly(EntryPoint = \"{entry}\", CallConvs = [typeof(CallConvCdecl)])]");
                    code.Line($"public static void {pass.Name}({DispatchEmitter.Declared(parameters)}) =>");
                    code.Line($"    {width.Name}.{pass.Name}({DispatchEmitter.Arguments(parameters, width, number)});");
                }
            }
        }
        return code.ToString();
    }

    private static string ClassName(EmittedNumber number) => KernelAssembly.ClassName + number.Suffix;
}
