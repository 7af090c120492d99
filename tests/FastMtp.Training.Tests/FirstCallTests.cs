using System.Reflection;
using System.Runtime.Intrinsics;
using FastMtp.Generators.Tests;
using FastMtp.Kernels;
using FastMtp.Training.Fitting;

namespace FastMtp.Training.Tests;

/// <summary>
/// A short fit ends before the JIT has replaced its first, unoptimised code, in which vectors are slower than plain numbers.
/// </summary>
public class FirstCallTests
{
    private const MethodImplAttributes Optimized = MethodImplAttributes.AggressiveOptimization;
    private const MethodImplAttributes Inlined = MethodImplAttributes.AggressiveInlining;

    public static TheoryData<Type> Assemblies => [typeof(MtpKernel), typeof(Evaluator), typeof(Trainer)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void LoopsOverPointersAndVectorsAreOptimizedAtTheirFirstCall(Type inAssembly)
    {
        const BindingFlags Own =
            BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        MethodInfo[] loops = [.. from type in inAssembly.Assembly.GetTypes()
                                 from method in type.GetMethods(Own)
                                 where method.GetMethodBody() is { } body && body.LocalVariables.Select(l => l.LocalType)
                                     .Concat(method.GetParameters().Select(p => p.ParameterType)).Any(IsFast)
                                 where Instructions.HasLoop(method)
                                 select method];
        Assert.NotEmpty(loops);
        Assert.All(loops, m =>
            Assert.True((m.MethodImplementationFlags & (Optimized | Inlined)) != 0, $"{m.DeclaringType!.Name}.{m.Name}"));
    }

    private static bool IsFast(Type type) => type.IsPointer || type.Namespace == typeof(Vector256).Namespace;
}
