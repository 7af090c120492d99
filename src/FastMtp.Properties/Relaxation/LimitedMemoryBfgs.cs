using System.Numerics;

namespace FastMtp.Properties.Relaxation;

/// <summary>
/// The inverse Hessian as updates of an initial one by the last steps. With few steps it is that of BFGS.
/// </summary>
/// <param name="memory">Number of steps that are kept.</param>
internal sealed class LimitedMemoryBfgs(int memory)
{
    private readonly List<(double[] Step, double[] Change, double Inverse)> _pairs = [];

    /// <summary>Number of steps that are kept now.</summary>
    public int Count => _pairs.Count;

    /// <summary>Forgets all steps.</summary>
    public void Forget() => _pairs.Clear();

    /// <summary>Takes a step and the change of the gradient; a step without positive curvature is left out.</summary>
    public bool Add(double[] step, double[] change)
    {
        var curvature = Dot(step, change);
        if (!(curvature > 1e-10 * Math.Sqrt(Dot(step, step) * Dot(change, change)))) return false;
        if (_pairs.Count == memory) _pairs.RemoveAt(0);
        _pairs.Add((step, change, 1 / curvature));
        return true;
    }

    /// <summary>Minus the inverse Hessian times a gradient.</summary>
    /// <param name="gradient">The gradient.</param>
    /// <param name="solveInitial">Multiplies by the initial inverse Hessian, in place.</param>
    public double[] Direction(double[] gradient, Action<double[]> solveInitial)
    {
        var d = gradient.Select(g => -g).ToArray();
        Span<double> weights = stackalloc double[_pairs.Count];
        for (var k = _pairs.Count - 1; k >= 0; k--)
        {
            weights[k] = _pairs[k].Inverse * Dot(_pairs[k].Step, d);
            AddTo(d, -weights[k], _pairs[k].Change);
        }
        solveInitial(d);
        for (var k = 0; k < _pairs.Count; k++)
            AddTo(d, weights[k] - _pairs[k].Inverse * Dot(_pairs[k].Change, d), _pairs[k].Step);
        return d;
    }

    /// <summary>Scalar product.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (sums, i) = (Vector<double>.Zero, 0);
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count)
            sums += new Vector<double>(a[i..]) * new Vector<double>(b[i..]);
        var sum = Vector.Sum(sums);
        for (; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static void AddTo(double[] sum, double factor, double[] term)
    {
        for (var i = 0; i < sum.Length; i++) sum[i] += factor * term[i];
    }
}
