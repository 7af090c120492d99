using System.Diagnostics.Tracing;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace FastMtp.Generators.Tests;

/// <summary>What the JIT made of methods, from the runtime's own events.</summary>
internal sealed class CompiledMethods : EventListener
{
    private const EventKeywords Jit = (EventKeywords)0x10;
    private const int TierShift = 7;
    private readonly Dictionary<int, Method> _byToken = [];

    public enum Tier
    {
        Unknown,
        NotOptimized,
        Optimized,
        Quick,
    }

    public readonly record struct Method(Tier Tier, int Bytes);

    /// <summary>Compiles methods of one assembly that have not run yet; the result is by metadata token.</summary>
    public static IReadOnlyDictionary<int, Method> Compile(IReadOnlyCollection<MethodInfo> methods)
    {
        using var listener = new CompiledMethods();
        foreach (var method in methods) RuntimeHelpers.PrepareMethod(method.MethodHandle);
        // Events arrive from another thread.
        var complete = SpinWait.SpinUntil(() =>
        {
            lock (listener._byToken) return methods.All(m => listener._byToken.ContainsKey(m.MetadataToken));
        }, TimeSpan.FromSeconds(30));
        Assert.True(complete, "the runtime did not report every method");
        lock (listener._byToken) return new Dictionary<int, Method>(listener._byToken);
    }

    protected override void OnEventSourceCreated(EventSource source)
    {
        if (source.Name == "Microsoft-Windows-DotNETRuntime") EnableEvents(source, EventLevel.Verbose, Jit);
    }

    protected override void OnEventWritten(EventWrittenEventArgs e)
    {
        if (e.EventName?.StartsWith("MethodLoadVerbose") != true || !((string)Value("MethodNamespace")).StartsWith("FastMtp.Kernels."))
            return;
        var method = new Method((Tier)((uint)Value("MethodFlags") >> TierShift & 7), (int)(uint)Value("MethodSize"));
        lock (_byToken) _byToken[(int)(uint)Value("MethodToken")] = method;

        object Value(string name) => e.Payload![e.PayloadNames!.IndexOf(name)]!;
    }
}
