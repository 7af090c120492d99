using FastMtp.Basis;

namespace FastMtp.Benchmarks.Limits;

/// <summary>
/// What the force of a pair needs: for each power of x and radial function the sums q = Σ P·y^B z^C and s = Σ P·y^(B−1) z^C, which give
/// the parts along the pair and across.
/// </summary>
internal sealed class PairForceOperations(ContractionProgram program)
{
    private int _multiplyAdds;
    private int _products;
    public Operations Count()
    {
        var functions = program.Plan.RadialFunctionCount;
        (_multiplyAdds, _products) = (functions - 1, NeededOperations.Powers(program.PairTerms) + 1);
        foreach (var power in program.PairTerms.GroupBy(term => term.A)) Power(power.Key, [.. power]);
        // The part of the gradient along the pair is taken off, and what is left divided by r.
        _multiplyAdds += 2 + 1 + 3;
        _products += 1 + 3;
        return new(MultiplyAdds: _multiplyAdds, Products: _products, Loads: 4 + 2 * functions, Stores: 3);
    }

    private void Power(int a, PairTerm[] terms)
    {
        var (x, y, z) = (false, false, false);
        foreach (var mu in terms.SelectMany(t => t.Targets).Select(t => t.Mu).Distinct())
        {
            var (q0, q1, s0, s1) = (Sum(terms, mu, 0, 0), Sum(terms, mu, 1, 0), Sum(terms, mu, 0, 1), Sum(terms, mu, 1, 1));
            Combine(q0, q1);
            if (a > 0)
            {
                _multiplyAdds++;
                Add(ref x);
            }
            if (Combine(s0, s1)) Add(ref y);
            if (q1) Add(ref z);
        }
        // The sums of the lowest power begin the gradient.
        foreach (var (isThere, exponent) in new[] { (x, a - 1), (y, a), (z, a) })
            if (isThere && exponent > 0) _multiplyAdds++;
    }

    /// <summary>Σ P·y^(B − lower) over the terms of a radial function and a power of z; the lowest power is 1.</summary>
    private bool Sum(PairTerm[] terms, int mu, int c, int lower)
    {
        int[] exponents =
            [.. terms.Where(t => t.C == c && t.B >= lower && t.Targets.Any(target => target.Mu == mu)).Select(t => t.B - lower)];
        if (exponents.Length == 0) return false;
        _multiplyAdds += exponents.Length - 1;
        if (!exponents.Contains(0)) _products++;
        return true;
    }

    /// <summary>With z times one of two sums.</summary>
    private bool Combine(bool without, bool with)
    {
        if (with && without) _multiplyAdds++;
        else if (with) _products++;
        return with || without;
    }

    /// <summary>f times a sum, added to those of other radial functions.</summary>
    private void Add(ref bool isThere)
    {
        if (isThere) _multiplyAdds++;
        else _products++;
        isThere = true;
    }
}
