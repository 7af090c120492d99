using System.Reflection;

namespace FastMtp.Generators.Tests;

/// <summary>The JIT gives up optimising, or inlining, without a word when a method is too large.</summary>
public class JitLimitTests
{
    /// <summary>Half of the 60,000 beyond which the JIT does not optimise.</summary>
    private const int MostIL = 30_000;

    /// <summary>As many temporaries as the JIT's inliner accepts.</summary>
    private const int MostLocals = 512;

    [Fact]
    public void EveryBasisHasItsMethods()
    {
        Assert.Equal(28, KernelMethods.All.Select(m => m.DeclaringType!.DeclaringType).Distinct().Count());
        Assert.Equal(84, KernelMethods.All.Select(m => m.DeclaringType).Distinct().Count());
    }

    [Fact]
    public void MethodsAreSmallEnough()
    {
        Assert.Empty(KernelMethods.All.Where(m => Size(m) > MostIL).Select(m => $"{KernelMethods.Name(m)}: {Size(m)} bytes"));
        Assert.Empty(KernelMethods.All.Where(m => Locals(m) >= MostLocals).Select(m => $"{KernelMethods.Name(m)}: {Locals(m)} locals"));
    }

    [Fact]
    public void MethodsAreOptimizedAtTheirFirstCall() =>
        Assert.All(KernelMethods.All,
            m => Assert.True(m.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveOptimization), KernelMethods.Name(m)));

    [Fact]
    public void KernelsCallOnlyIntrinsicsAndTheirOwnMethods()
    {
        var strangers = from method in KernelMethods.All
                        from call in Instructions.Calls(method)
                        where call.DeclaringType != method.DeclaringType
                        where call.DeclaringType!.Namespace != "System.Runtime.Intrinsics"
                            || call.CustomAttributes.All(a => a.AttributeType.Name != "IntrinsicAttribute")
                        select $"{KernelMethods.Name(method)} calls {call.DeclaringType}.{call.Name}";
        Assert.Empty(strangers.Distinct());
    }

    /// <summary>Real calls in place of intrinsics, or values that overflow to the stack, would show as code larger than its IL.</summary>
    [Fact]
    public void TheJitOptimizesEveryMethod()
    {
        var compiled = CompiledMethods.Compile(KernelMethods.Supported);
        Assert.All(KernelMethods.Supported, method =>
        {
            var (tier, bytes) = compiled[method.MetadataToken];
            Assert.True(tier == CompiledMethods.Tier.Optimized, $"{KernelMethods.Name(method)} is compiled as {tier}");
            Assert.True(bytes < Math.Max(Size(method), 2000),
                $"{KernelMethods.Name(method)} has {bytes} bytes of code for {Size(method)} of IL");
        });
    }

    private static int Size(MethodInfo method) => method.GetMethodBody()!.GetILAsByteArray()!.Length;

    private static int Locals(MethodInfo method) => method.GetMethodBody()!.LocalVariables.Count;
}
