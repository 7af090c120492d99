using FastMtp.Basis;
using FastMtp.Benchmarks.Limits;

namespace FastMtp.Tests.Limits;

/// <summary>Runs a program for one atom in plain numbers, by the formulas that the kernels are printed from, and counts.</summary>
internal sealed class CountingInterpreter(ContractionProgram program)
{
    private readonly double[] _m = new double[program.RowCount];
    private readonly double[] _a = new double[program.RowCount];
    private int _multiplyAdds;
    private int _products;
    private int _sums;

    public double[] Moments => _m;

    /// <summary>With respect to the moments; after <see cref="Backpropagate"/>, to the sums over neighbours.</summary>
    public double[] Adjoints => _a;

    /// <summary>What has been done since the last call.</summary>
    public Operations Taken()
    {
        var taken = new Operations(MultiplyAdds: _multiplyAdds, Products: _products, Sums: _sums);
        (_multiplyAdds, _products, _sums) = (0, 0, 0);
        return taken;
    }

    /// <summary>A neighbour: its unit vector and f_mu.</summary>
    public void Accumulate(double[] unit, double[] f)
    {
        var (x, y) = (Powers(unit[0], t => t.A), Powers(unit[1], t => t.B));
        var yz = program.PairTerms.Where(t => t.B > 0 && t.C == 1).Select(t => t.B).Distinct()
            .ToDictionary(b => b, b => Multiply(y[b], unit[2]));
        var weights = new Dictionary<(int, int), double>();
        foreach (var term in program.PairTerms)
        {
            foreach (var (mu, row) in term.Targets)
            {
                if (!weights.TryGetValue((term.A, mu), out var weight))
                    weights.Add((term.A, mu), weight = term.A == 0 ? f[mu] : Multiply(f[mu], x[term.A]));
                if (term.B + term.C == 0) _m[row] = Add(_m[row], weight);
                else _m[row] = MultiplyAdd(weight, term.C == 0 ? y[term.B] : term.B == 0 ? unit[2] : yz[term.B], _m[row]);
            }
        }
    }

    /// <summary>From sums over divided powers to all moments that are summed.</summary>
    public void Expand()
    {
        foreach (var term in program.PairTerms.Where(t => t.Scale != 1))
            foreach (var target in term.Targets) _m[target.Row] = Multiply(_m[target.Row], term.Scale);
        foreach (var s in program.SphereSteps) _m[s.Row] = Add(Add(_m[s.Lower], -_m[s.RaisedX]), -_m[s.RaisedY]);
    }

    public void Contract()
    {
        foreach (var node in program.Forward) _m[node.Row] = Sum(node, null, _m, _m);
    }

    public void Backpropagate(double[] xi)
    {
        for (var i = 0; i < xi.Length; i++) _a[program.Plan.Functions[i]] = xi[i];
        foreach (var node in program.Reverse)
            _a[node.Row] = Sum(node, program.Plan.Functions.Contains(node.Row) ? _a[node.Row] : null, _a, _m);
        foreach (var s in program.SphereSteps.Reverse())
        {
            _a[s.Lower] = Add(_a[s.Lower], _a[s.Row]);
            _a[s.RaisedX] = Add(_a[s.RaisedX], -_a[s.Row]);
            _a[s.RaisedY] = Add(_a[s.RaisedY], -_a[s.Row]);
        }
        foreach (var term in program.PairTerms.Where(t => t.Scale != 1))
            foreach (var target in term.Targets) _a[target.Row] = Multiply(_a[target.Row], term.Scale);
    }

    /// <summary>1, u, u²/2, …: each from the one below in two multiplications.</summary>
    public double[] Powers(double u, Func<PairTerm, int> exponent)
    {
        var powers = new double[program.PairTerms.Max(exponent) + 1];
        powers[0] = 1;
        for (var n = 1; n < powers.Length; n++) powers[n] = n == 1 ? u : Multiply(Multiply(powers[n - 1], u), 1.0 / n);
        return powers;
    }

    public double MultiplyAdd(double a, double b, double c)
    {
        _multiplyAdds++;
        return a * b + c;
    }

    public double Multiply(double a, double b)
    {
        _products++;
        return a * b;
    }

    private double Add(double a, double b)
    {
        _sums++;
        return a + b;
    }

    /// <summary>Each weight has a sum of its own.</summary>
    private double Sum(GatherNode node, double? start, double[] x, double[] y)
    {
        var total = start;
        foreach (var group in node.Groups.OrderBy(group => group.Weight != 1))
        {
            var sum = group.Weight == 1 ? total : null;
            foreach (var pair in group.Pairs)
                sum = sum is { } before ? MultiplyAdd(x[pair.X], y[pair.Y], before) : Multiply(x[pair.X], y[pair.Y]);
            if (group.Weight == 1) total = sum;
            else total = total is { } others ? MultiplyAdd(group.Weight, sum!.Value, others) : Multiply(group.Weight, sum!.Value);
        }
        return total!.Value;
    }
}
