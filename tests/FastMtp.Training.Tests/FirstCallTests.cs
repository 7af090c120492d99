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
    private const BindingFlags Own =
        BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static TheoryData<Type> Assemblies => [typeof(MtpKernel), typeof(Evaluator), typeof(Trainer)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void LoopsOverPointersAndVectorsAreOptimizedAtTheirFirstCall(Type inAssembly)
    {
        const MethodImplAttributes Either = MethodImplAttributes.AggressiveOptimization | MethodImplAttributes.AggressiveInlining;
        var methods = inAssembly.Assembly.GetTypes().SelectMany(OwnMethods);
        MethodInfo[] loops = [.. methods.Where(m => Types(m).Any(IsFast) && Instructions.HasLoop(m))];
        Assert.NotEmpty(loops);
        Assert.All(loops, m => Assert.True((m.MethodImplementationFlags & Either) != 0, $"{m.DeclaringType!.Name}.{m.Name}"));
    }

    private static IEnumerable<MethodInfo> OwnMethods(Type type) =>
        type.GetMethods(Own).Where(m => m.GetMethodBody() is not null);

    private static IEnumerable<Type> Types(MethodInfo method) =>
        [.. method.GetMethodBody()!.LocalVariables.Select(l => l.LocalType), .. method.GetParameters().Select(p => p.ParameterType)];

    private static bool IsFast(Type type) => type.IsPointer || type.Namespace == typeof(Vector256).Namespace;
}
