using FastMtp.Atoms;
using FastMtp.Evaluation;
using FastMtp.Kernels;
using FastMtp.Potentials;

namespace FastMtp.Tests.Evaluation;

/// <summary>Every evaluator there is. Each test takes the name as its first parameter, so a new line here is tested in full.</summary>
public static class EvaluatorCases
{
    private static readonly Dictionary<string, Func<MtpPotential, IEvaluator>> Factories = new()
    {
        ["reference"] = potential => new ReferenceEvaluator(potential),
        ["generated-512"] = potential => WithKernel(potential, "generated-512"),
        ["generated-256"] = potential => WithKernel(potential, "generated-256"),
        ["generated-128"] = potential => WithKernel(potential, "generated-128"),
        ["interpreter-512"] = potential => WithKernel(potential, "interpreter-512"),
        ["interpreter-256"] = potential => WithKernel(potential, "interpreter-256"),
        ["interpreter-128"] = potential => WithKernel(potential, "interpreter-128"),
    };

    private static Evaluator WithKernel(MtpPotential potential, string name) => new(potential, KernelRegistry.All(potential.Plan).First(k => k.Name == name));

    /// <summary>Evaluates a configuration with the evaluator of that name.</summary>
    public static EnergyForcesVirial Evaluate(string evaluator, MtpPotential potential, Configuration configuration) =>
        Factories[evaluator](potential).Evaluate(new NeighborSearch(configuration, potential.Radial.Cutoff));

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
