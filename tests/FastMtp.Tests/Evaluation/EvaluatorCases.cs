using FastMtp.Blocks;
using FastMtp.Evaluation;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Reference;

namespace FastMtp.Tests.Evaluation;

/// <summary>Every evaluator there is. Each test takes the name as its first parameter, so a new line here is tested in full.</summary>
public static class EvaluatorCases
{
    private static readonly Dictionary<string, Func<PotentialModel, RadialSource, IEvaluator>> Factories = new()
    {
        ["reference"] = (potential, _) => new ReferenceEvaluator(potential),
        ["generated-512"] = (potential, radial) => WithKernel(potential, radial, "generated-512"),
        ["generated-256"] = (potential, radial) => WithKernel(potential, radial, "generated-256"),
        ["generated-128"] = (potential, radial) => WithKernel(potential, radial, "generated-128"),
        ["interpreter-512"] = (potential, radial) => WithKernel(potential, radial, "interpreter-512"),
        ["interpreter-256"] = (potential, radial) => WithKernel(potential, radial, "interpreter-256"),
        ["interpreter-128"] = (potential, radial) => WithKernel(potential, radial, "interpreter-128"),
    };

    private static Evaluator WithKernel(PotentialModel potential, RadialSource radial, string name) =>
        new(potential, KernelRegistry.All(potential.Plan).First(k => k.Name == name), radial: radial);

    /// <summary>Evaluates a configuration with the evaluator of that name.</summary>
    internal static Prediction Evaluate(string evaluator, PotentialModel potential, Configuration configuration,
        RadialSource radial = RadialSource.ByCost) =>
        Factories[evaluator](potential, radial).Evaluate(configuration);

    /// <summary>Names of all evaluators.</summary>
    public static IEnumerable<string> Names => Factories.Keys;

    /// <summary>Every evaluator.</summary>
    public static TheoryData<string> All() => [.. Factories.Keys];

    /// <summary>Every evaluator with every value.</summary>
    public static TheoryData<string, T> With<T>(params T[] values)
    {
        var data = new TheoryData<string, T>();
        foreach (var name in Factories.Keys)
            foreach (var value in values) data.Add(name, value);
        return data;
    }

    /// <summary>Every evaluator with every pair of values.</summary>
    public static TheoryData<string, T1, T2> With<T1, T2>(T1[] first, T2[] second)
    {
        var data = new TheoryData<string, T1, T2>();
        foreach (var name in Factories.Keys)
            foreach (var a in first)
                foreach (var b in second) data.Add(name, a, b);
        return data;
    }
}
