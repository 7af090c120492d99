using System.Runtime.CompilerServices;
using FastMtp.Basis;

namespace FastMtp.Training.Moments;

/// <summary>
/// ETN: the energy is a chain of d equivariant cores, each contracted with the same features v_lnm (eqs. 9 to 12 of the paper), which
/// makes the coefficients of an ACE a tensor train. All bonds have the same rank r for every l.
/// </summary>
/// <remarks>
/// A point is [first core | cores between | last core]: [l][n][r], for each core between [coupling][n][r][r], and [l][n][r].
/// </remarks>
internal sealed class EquivariantTrain : IMomentParameterization
{
    private readonly EquivariantPaths _paths;
    private readonly int _rank;
    private readonly int[] _features;
    private readonly int[] _couplings;

    /// <summary>The train for a basis.</summary>
    /// <exception cref="InputException">The basis or the rank does not allow it.</exception>
    public EquivariantTrain(BasisPlan plan, int rank)
    {
        (_paths, _rank) = (EquivariantPaths.Of(plan), rank);
        if (rank < 1 || rank > _paths.LargestRank)
            throw new InputException(
                $"The rank of the moment coefficients must lie between 1 and {_paths.LargestRank}, the number of radial functions, "
                + $"not {rank}.");
        _features = Offsets(Enumerable.Range(0, _paths.LargestL + 1).Select(l => _paths.FeatureCount(l) * rank));
        _couplings = Offsets(_paths.Couplings.Select(coupling => _paths.FeatureCount(coupling.L2) * rank * rank));
    }

    /// <inheritdoc/>
    public int Dimension => LastCore + _features[^1];

    /// <inheritdoc/>
    public int CoefficientCount => _paths.FunctionCount;

    /// <summary>The last core.</summary>
    public Range LinearPart => LastCore..Dimension;

    private int LastCore => Core(_paths.Order - 1);

    /// <inheritdoc/>
    public double[] Random(ulong seed)
    {
        var random = new SplitMix64(seed);
        var point = new double[Dimension];
        foreach (ref var x in point.AsSpan()) x = random.NextSigned();
        return point;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Expand(ReadOnlySpan<double> point, Span<double> coefficients)
    {
        var left = LeftParts(point)[^1];
        coefficients.Clear();
        foreach (var (node, l, feature, terms) in _paths.Ends)
        {
            var core = EndCore(point, l, feature);
            var weight = 0.0;
            for (var a = 0; a < _rank; a++) weight += left[node * _rank + a] * core[a];
            foreach (var (function, factor) in terms) coefficients[function] += factor * weight;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pullback(ReadOnlySpan<double> point, ReadOnlySpan<double> coefficientGradient, Span<double> gradient)
    {
        var left = LeftParts(point);
        gradient.Clear();
        var adjoint = new double[left[^1].Length];
        foreach (var (node, l, feature, terms) in _paths.Ends)
        {
            var weight = 0.0;
            foreach (var (function, factor) in terms) weight += factor * coefficientGradient[function];
            var core = EndCore(point, l, feature);
            var into = EndCore(gradient, l, feature);
            for (var a = 0; a < _rank; a++)
            {
                into[a] += weight * left[^1][node * _rank + a];
                adjoint[node * _rank + a] += weight * core[a];
            }
        }
        for (var factor = left.Length - 1; factor > 0; factor--) adjoint = Back(point, factor, left[factor - 1], adjoint, gradient);
        for (var i = 0; i < _paths.Nodes(0).Count; i++)
        {
            var into = gradient.Slice(FirstCore(_paths.Nodes(0)[i]), _rank);
            for (var a = 0; a < _rank; a++) into[a] += adjoint[i * _rank + a];
        }
    }

    /// <summary>The adjoints of the factor before; adds the gradient of the core between.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double[] Back(ReadOnlySpan<double> point, int factor, double[] left, double[] adjoint, Span<double> gradient)
    {
        var before = new double[left.Length];
        var nodes = _paths.Nodes(factor);
        for (var i = 0; i < nodes.Count; i++)
        {
            var (core, parent) = (MiddleCore(factor, nodes[i]), nodes[i].Parent * _rank);
            for (var a = 0; a < _rank; a++)
            {
                for (var b = 0; b < _rank; b++)
                {
                    gradient[core + a * _rank + b] += left[parent + a] * adjoint[i * _rank + b];
                    before[parent + a] += point[core + a * _rank + b] * adjoint[i * _rank + b];
                }
            }
        }
        return before;
    }

    /// <summary>[factor but the last][node · r] the products of the cores along each path.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double[][] LeftParts(ReadOnlySpan<double> point)
    {
        var left = new double[_paths.Order - 1][];
        for (var factor = 0; factor < left.Length; factor++)
        {
            var nodes = _paths.Nodes(factor);
            left[factor] = new double[nodes.Count * _rank];
            for (var i = 0; i < nodes.Count; i++)
            {
                var part = left[factor].AsSpan(i * _rank, _rank);
                if (factor == 0)
                {
                    point.Slice(FirstCore(nodes[i]), _rank).CopyTo(part);
                    continue;
                }
                var (core, parent) = (MiddleCore(factor, nodes[i]), nodes[i].Parent * _rank);
                for (var a = 0; a < _rank; a++)
                    for (var b = 0; b < _rank; b++) part[b] += left[factor - 1][parent + a] * point[core + a * _rank + b];
            }
        }
        return left;
    }

    /// <summary>Offset of a core by the number of its factor.</summary>
    private int Core(int factor) => factor == 0 ? 0 : _features[^1] + (factor - 1) * _couplings[^1];

    private int FirstCore(PathNode node) => _features[node.Coupling] + node.Feature * _rank;

    private int MiddleCore(int factor, PathNode node) => Core(factor) + _couplings[node.Coupling] + node.Feature * _rank * _rank;

    private ReadOnlySpan<double> EndCore(ReadOnlySpan<double> point, int l, int feature) =>
        point.Slice(LastCore + _features[l] + feature * _rank, _rank);

    private Span<double> EndCore(Span<double> point, int l, int feature) =>
        point.Slice(LastCore + _features[l] + feature * _rank, _rank);

    /// <summary>[count + 1] where each of several consecutive parts begins, and the end.</summary>
    private static int[] Offsets(IEnumerable<int> lengths)
    {
        var offsets = new List<int> { 0 };
        foreach (var length in lengths) offsets.Add(offsets[^1] + length);
        return [.. offsets];
    }
}
