using System.Numerics;
using FastMtp.Basis;

namespace FastMtp.Tests.Evaluation.Ace;

/// <summary>The surroundings of an atom: unit vectors to neighbours, and the value of every radial function for each.</summary>
internal sealed class Densities(IReadOnlyList<(Vector3 Direction, double[] Radial)> neighbors)
{
    private readonly Dictionary<(int F, int L, int M), Complex> _known = [];

    /// <summary>A_flm = Σ_j R_f(r_j)·Y_lm.</summary>
    public Complex this[int f, int l, int m]
    {
        get
        {
            if (!_known.TryGetValue((f, l, m), out var sum))
                _known[(f, l, m)] = sum = neighbors.Aggregate(Complex.Zero, (s, j) => s + j.Radial[f] * Harmonics.Y(l, m, j.Direction));
            return sum;
        }
    }

    /// <summary>The functions of a plan.</summary>
    public double[] Functions(BasisPlan plan)
    {
        var m = new double[plan.MomentCount];
        for (var i = 0; i < plan.BasicMoments.Length; i++)
        {
            var (f, a, b, c) = plan.BasicMoments[i];
            m[i] = neighbors.Sum(j => j.Radial[f] * Math.Pow(j.Direction.X, a) * Math.Pow(j.Direction.Y, b) * Math.Pow(j.Direction.Z, c));
        }
        foreach (var p in plan.Products) m[p.Target] += p.Multiplicity * m[p.Left] * m[p.Right];
        return [.. plan.Functions.Select(f => m[f])];
    }

    /// <summary>Random neighbours with random radial functions.</summary>
    public static Densities Random(Random random, int functions, int neighbors)
    {
        return new([.. Enumerable.Range(0, neighbors)
            .Select(_ => (Direction(), Enumerable.Range(0, functions).Select(_ => Normal()).ToArray()))]);

        Vector3 Direction()
        {
            var v = new Vector3(Normal(), Normal(), Normal());
            return 1 / v.Length * v;
        }

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
