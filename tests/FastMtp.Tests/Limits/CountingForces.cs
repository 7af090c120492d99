using FastMtp.Basis;

namespace FastMtp.Tests.Limits;

/// <summary>The force of a pair by the formulas of the kernels, counting.</summary>
internal sealed class CountingForces(ContractionProgram program, CountingInterpreter counter)
{
    /// <summary>∂V/∂r of a neighbour.</summary>
    /// <param name="unit">Its unit vector.</param>
    /// <param name="inverse">1/r.</param>
    /// <param name="f">[mu] f_mu.</param>
    /// <param name="slopes">[mu] f_mu'.</param>
    public double[] Of(double[] unit, double inverse, double[] f, double[] slopes)
    {
        var (x, y) = (counter.Powers(unit[0], t => t.A), counter.Powers(unit[1], t => t.B));
        var along = new double?[f.Length];
        var gradient = new double?[3];
        foreach (var power in program.PairTerms.GroupBy(t => t.A).OrderBy(g => g.Key))
        {
            var parts = new double?[3];
            foreach (var mu in power.SelectMany(t => t.Targets).Select(t => t.Mu).Distinct())
            {
                var with = Sum(power, mu, 1, 0, y);
                var q = Combine(Sum(power, mu, 0, 0, y), with, unit[2])!.Value;
                along[mu] = power.Key == 0 ? q : counter.MultiplyAdd(x[power.Key], q, along[mu]!.Value);
                if (power.Key > 0) Add(ref parts[0], f[mu], q);
                Add(ref parts[1], f[mu], Combine(Sum(power, mu, 0, 1, y), Sum(power, mu, 1, 1, y), unit[2]));
                Add(ref parts[2], f[mu], with);
            }
            for (var k = 0; k < 3; k++)
            {
                var exponent = k == 0 ? power.Key - 1 : power.Key;
                if (parts[k] is { } part) gradient[k] = exponent == 0 ? part : counter.MultiplyAdd(x[exponent], part, gradient[k]!.Value);
            }
        }
        double? radial = null;
        for (var mu = 0; mu < f.Length; mu++) Add(ref radial, slopes[mu], along[mu]);
        double? outward = null;
        for (var k = 0; k < 3; k++) Add(ref outward, unit[k], gradient[k]);
        var straight = counter.MultiplyAdd(-outward!.Value, inverse, radial!.Value);
        return [.. gradient.Select((g, k) => counter.MultiplyAdd(straight, unit[k], counter.Multiply(g!.Value, inverse)))];
    }

    /// <summary>Σ P·y^(B − lower) of a radial function and a power of z; null without terms.</summary>
    private double? Sum(IEnumerable<PairTerm> terms, int mu, int c, int lower, double[] y)
    {
        double? sum = null;
        foreach (var term in terms.Where(t => t.C == c && t.B >= lower).OrderBy(t => t.B))
        {
            foreach (var target in term.Targets.Where(t => t.Mu == mu))
            {
                var p = counter.Adjoints[target.Row];
                if (term.B == lower) sum = p;
                else sum = sum is { } before ? counter.MultiplyAdd(p, y[term.B - lower], before) : counter.Multiply(p, y[term.B - lower]);
            }
        }
        return sum;
    }

    private double? Combine(double? without, double? with, double z) =>
        with is not { } second ? without : without is { } first ? counter.MultiplyAdd(z, second, first) : counter.Multiply(z, second);

    private void Add(ref double? sum, double factor, double? value)
    {
        if (value is not { } term) return;
        sum = sum is { } before ? counter.MultiplyAdd(factor, term, before) : counter.Multiply(factor, term);
    }
}
