using System.Collections.Immutable;

namespace FastMtp.Basis;

/// <summary>
/// A plan as passes over rows of moments: the form that the emitter prints. The interpreter runs the same pair terms and
/// sphere steps, and the products in the order of its own tables.
/// </summary>
/// <remarks>
/// <list type="number">
/// <item>Accumulate over neighbours: <see cref="PairTerms"/>, then <see cref="SphereSteps"/> for the other components.</item>
/// <item>Contract: <see cref="Forward"/>, M[row] = Σ w·M[X]·M[Y].</item>
/// <item>Back: <see cref="Reverse"/>, A[row] = ξ[row] + Σ w·A[X]·M[Y], then the sphere steps transposed.</item>
/// <item>Pair forces: <see cref="PairTerms"/> again.</item>
/// </list>
/// The tangent passes of a fit are the derivatives of the same nodes. The nodes are built lazily: at run time nothing reads them.
/// </remarks>
internal sealed class ContractionProgram
{
    private ContractionProgram(BasisPlan plan, int rowCount, ImmutableArray<PairTerm> pairTerms, ImmutableArray<SphereStep> sphereSteps)
    {
        Plan = plan;
        RowCount = rowCount;
        PairTerms = pairTerms;
        SphereSteps = sphereSteps;
    }

    /// <summary>The plan this program computes.</summary>
    public BasisPlan Plan { get; }

    /// <summary>Rows of moments: those of the plan, then basic moments that only the sphere steps need (custom plans only).</summary>
    public int RowCount { get; }

    /// <summary>What is accumulated per neighbour, sorted by A, then B, then C.</summary>
    public ImmutableArray<PairTerm> PairTerms { get; }

    /// <summary>The basic moments that follow from others, in an order in which they can be computed.</summary>
    public ImmutableArray<SphereStep> SphereSteps { get; }

    /// <summary>One node per target, ascending.</summary>
    public ImmutableArray<GatherNode> Forward => field.IsDefault ? field = MakeForward(Plan) : field;

    /// <summary>One node per row that some product reads, descending: X is a row of adjoints, Y a row of moments.</summary>
    public ImmutableArray<GatherNode> Reverse => field.IsDefault ? field = MakeReverse(Plan) : field;

    /// <summary>Identifies the plan that a generated kernel was generated from.</summary>
    public ulong Fingerprint => FastMtp.Basis.Fingerprint.Of(Plan);

    /// <summary>Turns a plan into passes.</summary>
    public static ContractionProgram Create(BasisPlan plan)
    {
        var rows = SphereRows(plan);
        var kept = rows.Keys.Where(m => m.C <= 1);
        var terms = from m in kept
                    group m by (m.A, m.B, m.C) into g
                    orderby g.Key
                    select new PairTerm(g.Key.A, g.Key.B, g.Key.C, [.. g.OrderBy(m => m.Mu).Select(m => new RadialTarget(m.Mu, rows[m]))]);
        var steps = from m in rows.Keys
                    where m.C > 1
                    orderby m.C, rows[m]
                    let lower = m with { C = m.C - 2 }
                    select new SphereStep(rows[m], rows[lower], rows[lower with { A = m.A + 2 }], rows[lower with { B = m.B + 2 }]);
        return new(plan, plan.MomentCount + rows.Count - plan.BasicMoments.Length, [.. terms], [.. steps]);
    }

    /// <summary>Rows of all basic moments, closed under what the sphere steps read.</summary>
    private static Dictionary<BasicMoment, int> SphereRows(BasisPlan plan)
    {
        var rows = new Dictionary<BasicMoment, int>();
        var open = new Queue<BasicMoment>();
        foreach (var moment in plan.BasicMoments)
        {
            rows.Add(moment, rows.Count);
            open.Enqueue(moment);
        }
        var next = plan.MomentCount;
        while (open.Count > 0)
        {
            var m = open.Dequeue();
            if (m.C < 2) continue;
            var lower = m with { C = m.C - 2 };
            foreach (var needed in new[] { lower, lower with { A = m.A + 2 }, lower with { B = m.B + 2 } })
            {
                if (rows.ContainsKey(needed)) continue;
                rows.Add(needed, next++);
                open.Enqueue(needed);
            }
        }
        return rows;
    }

    private static ImmutableArray<GatherNode> MakeForward(BasisPlan plan) =>
        [.. plan.Products.GroupBy(p => p.Target).Select(g => GatherNode.Create(g.Key, g.Select(p => (p.Multiplicity, p.Left, p.Right))))];

    private static ImmutableArray<GatherNode> MakeReverse(BasisPlan plan)
    {
        var uses = new List<(int Weight, int X, int Y)>?[plan.MomentCount];
        foreach (var p in plan.Products)
        {
            if (p.Left == p.Right)
            {
                Use(p.Left, 2 * p.Multiplicity, p.Target, p.Left);
                continue;
            }
            Use(p.Left, p.Multiplicity, p.Target, p.Right);
            Use(p.Right, p.Multiplicity, p.Target, p.Left);
        }
        var nodes = ImmutableArray.CreateBuilder<GatherNode>();
        for (var row = plan.MomentCount - 1; row >= 0; row--)
        {
            if (uses[row] is { } products) nodes.Add(GatherNode.Create(row, products));
        }
        return nodes.ToImmutable();

        void Use(int row, int weight, int x, int y) => (uses[row] ??= []).Add((weight, x, y));
    }
}
