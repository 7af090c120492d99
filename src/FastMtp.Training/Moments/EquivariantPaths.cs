using System.Collections.Concurrent;
using System.Collections.Immutable;
using FastMtp.Basis;
using FastMtp.Basis.Ace;

namespace FastMtp.Training.Moments;

/// <summary>A path up to one of its factors: the path up to the factor before, and how this factor is coupled to it.</summary>
/// <param name="Parent">Index among the nodes of the factor before; 0 at the first factor.</param>
/// <param name="Coupling">Index of the coupling; at the first factor, l of the feature.</param>
/// <param name="Feature">n of the feature.</param>
internal readonly record struct PathNode(int Parent, int Coupling, int Feature);

/// <summary>A whole path: a scalar product with the last feature, as a sum of basis functions.</summary>
/// <param name="Node">Index among the nodes of the last factor but one.</param>
/// <param name="L">l of the last feature.</param>
/// <param name="Feature">n of the last feature.</param>
/// <param name="Terms">Basis functions and their weights.</param>
internal readonly record struct PathEnd(int Node, int L, int Feature, ImmutableArray<(int Function, double Weight)> Terms);

/// <summary>
/// All products of d features v_ln, coupled from left to right to a scalar, as sums of the functions of an ACE with radial functions R_n.
/// One feature is the constant 1, so that products of fewer densities are among them.
/// </summary>
internal sealed class EquivariantPaths
{
    /// <summary>Samples beyond the number of functions, so that a function outside of their span shows.</summary>
    private const int SpareSamples = 6;

    private static readonly ConcurrentDictionary<string, EquivariantPaths> Known = [];

    private readonly int _n;
    private readonly List<PathNode>[] _nodes;
    private readonly List<PathEnd> _ends = [];

    private EquivariantPaths(BasisPlan plan, AceShape shape, int n, int l)
    {
        (_n, LargestL, Order, FunctionCount) = (n, l, shape.Order, plan.Functions.Length);
        Couplings = EquivariantCoupling.UpTo(l);
        _nodes = [.. Enumerable.Range(1, Order - 1).Select(_ => new List<PathNode>())];
        var blocks = Enumerable.Range(1, Order).SelectMany(shape.Blocks).ToArray();
        new PathFinder(this, plan, blocks, blocks.Max(block => block.Dimension) + SpareSamples).Find();
    }

    /// <summary>d, the number of factors.</summary>
    public int Order { get; }

    /// <summary>The largest l.</summary>
    public int LargestL { get; }

    /// <summary>Number of basis functions.</summary>
    public int FunctionCount { get; }

    /// <summary>N, the largest rank that all bonds can have.</summary>
    public int LargestRank => _n;

    /// <summary>Couplings between factors.</summary>
    public ImmutableArray<EquivariantCoupling> Couplings { get; }

    /// <summary>Whole paths that do not vanish.</summary>
    public IReadOnlyList<PathEnd> Ends => _ends;

    /// <summary>The paths in the functions of a basis.</summary>
    /// <exception cref="InputException">The basis does not have all functions of such products.</exception>
    public static EquivariantPaths Of(BasisPlan plan)
    {
        var prefix = $"{AceFamily.SharedByN.Prefix}:";
        if (plan.Name is { } name && name.StartsWith(prefix, StringComparison.Ordinal)
            && AceShape.Parse(name[prefix.Length..]) is { Uniform: { } uniform, Order: > 1 } shape)
        {
            return Known.GetOrAdd(name, _ => new(plan, shape, uniform.N, uniform.L));
        }
        throw new InputException(
            $"A rank of the moment coefficients needs a basis {prefix}N,N,…/L,L,… with the same n and l in at least two orders, such as "
            + $"{prefix}3,3,3/2,2,2, not {plan.Name ?? "one without a name"}.");
    }

    /// <summary>Number of features of an l, with the constant.</summary>
    public int FeatureCount(int l) => l == 0 ? _n + 1 : _n;

    /// <summary>The paths up to a factor, counted from 0, but not the last one.</summary>
    public IReadOnlyList<PathNode> Nodes(int factor) => _nodes[factor];

    /// <summary>Walks through all paths with the values of their products at random moments.</summary>
    private sealed class PathFinder(EquivariantPaths paths, BasisPlan plan, AceBlock[] blocks, int sampleCount)
    {
        private readonly Dictionary<string, BlockFunctions> _blocks = [];
        private double[][][][] _features = [];

        public void Find()
        {
            var samples = new MomentSamples(plan, sampleCount);
            _features = [.. Enumerable.Range(0, paths.LargestL + 1).Select(l => Enumerable.Range(0, paths.FeatureCount(l))
                .Select(n => IsConstant(n) ? samples.Constant() : samples.Feature(n, l)).ToArray())];
            var first = 0;
            foreach (var block in blocks)
            {
                _blocks.Add(Key(block.Labels), new(samples, first, block.Dimension));
                first += block.Dimension;
            }
            for (var l = 0; l <= paths.LargestL; l++)
                for (var n = 0; n < paths.FeatureCount(l); n++) Visit(0, new(0, l, n), l, _features[l][n], Labels([], n, l));
        }

        private void Visit(int factor, PathNode node, int l, double[][] value, ImmutableArray<AceLabel> labels)
        {
            var index = paths._nodes[factor].Count;
            paths._nodes[factor].Add(node);
            if (factor == paths.Order - 2)
            {
                for (var n = 0; n < paths.FeatureCount(l); n++) End(index, l, n, value, Labels(labels, n, l));
                return;
            }
            for (var c = 0; c < paths.Couplings.Length; c++)
            {
                var coupling = paths.Couplings[c];
                if (coupling.L1 != l) continue;
                for (var n = 0; n < paths.FeatureCount(coupling.L2); n++)
                    Visit(factor + 1, new(index, c, n), coupling.L3, coupling.Product(value, _features[coupling.L2][n]),
                        Labels(labels, n, coupling.L2));
            }
        }

        private void End(int node, int l, int n, double[][] value, ImmutableArray<AceLabel> labels)
        {
            // The product of constants alone belongs to the energies of species.
            if (labels.Length == 0) return;
            var invariant = new double[sampleCount];
            for (var m = 0; m < value.Length; m++)
                for (var s = 0; s < sampleCount; s++) invariant[s] += value[m][s] * _features[l][n][m][s];
            if (!_blocks.TryGetValue(Key(labels), out var block)) return;
            ImmutableArray<(int, double)> terms = [.. block.Expansion(invariant)];
            if (terms.Length > 0) paths._ends.Add(new(node, l, n, terms));
        }

        private bool IsConstant(int n) => n == paths._n;

        private ImmutableArray<AceLabel> Labels(ImmutableArray<AceLabel> labels, int n, int l) =>
            IsConstant(n) ? labels : labels.Add(new(n + 1, l));

        private static string Key(IEnumerable<AceLabel> labels) =>
            string.Join(' ', labels.OrderBy(v => v.N).ThenBy(v => v.L).Select(v => $"{v.N},{v.L}"));
    }
}
