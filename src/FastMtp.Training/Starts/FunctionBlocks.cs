using FastMtp.Basis;

namespace FastMtp.Training.Starts;

/// <summary>
/// The functions of a basis by the moments that they multiply, with their values at random moments: what is needed to express the
/// functions of one basis by those of another. Functions of different moments are independent.
/// </summary>
internal sealed class FunctionBlocks
{
    private readonly ILookup<string, int> _blocks;
    private readonly string[] _keys;
    private readonly double[][] _values;

    /// <param name="plan">The basis.</param>
    /// <param name="radial">The number that each radial function has in both bases.</param>
    /// <param name="samples">Number of random points.</param>
    public FunctionBlocks(BasisPlan plan, IReadOnlyList<int> radial, int samples)
    {
        var values = new double[plan.MomentCount][];
        var factors = new (int Mu, int Nu)[plan.MomentCount][];
        for (var i = 0; i < plan.BasicMoments.Length; i++)
        {
            var moment = plan.BasicMoments[i] with { Mu = radial[plan.BasicMoments[i].Mu] };
            values[i] = Values(moment, samples);
            factors[i] = [(moment.Mu, moment.Nu)];
        }
        foreach (var product in plan.Products)
        {
            var sum = values[product.Target] ??= new double[samples];
            for (var k = 0; k < samples; k++) sum[k] += product.Multiplicity * values[product.Left][k] * values[product.Right][k];
            factors[product.Target] ??= [.. factors[product.Left].Concat(factors[product.Right]).Order()];
        }
        _values = [.. plan.Functions.Select(f => values[f])];
        _keys = [.. plan.Functions.Select(f => string.Join(';', factors[f]))];
        _blocks = Enumerable.Range(0, _keys.Length).ToLookup(i => _keys[i]);
    }

    /// <summary>Number of functions.</summary>
    public int Count => _keys.Length;

    /// <summary>[sample] the values of a function.</summary>
    public double[] Values(int function) => _values[function];

    /// <summary>The functions that multiply the same moments as one of another basis.</summary>
    public int[] Like(FunctionBlocks other, int function) => [.. _blocks[other._keys[function]]];

    /// <summary>The most functions that multiply the same moments.</summary>
    public static int Largest(BasisPlan plan) =>
        new FunctionBlocks(plan, [.. Enumerable.Range(0, plan.RadialFunctionCount)], 0)._blocks.Max(block => block.Count());

    private static double[] Values(BasicMoment moment, int samples)
    {
        var random = new SplitMix64((ulong)(((moment.Mu * 64L + moment.A) * 64 + moment.B) * 64 + moment.C));
        return [.. Enumerable.Range(0, samples).Select(_ => random.NextSigned())];
    }
}
