using FastMtp.Basis.Mtp;

namespace FastMtp.Basis.Tests;

public class ContractionProgramTests
{
    [Theory, ClassData(typeof(EveryLevel))]
    public void ForwardNodesAreTheProducts(int level)
    {
        var program = ContractionProgram.Create(StandardPlans.Of(level));
        var basic = IntegerMoments.Random(new Random(level), program.Plan.BasicMoments.Length);
        Assert.Equal(IntegerMoments.Contract(program.Plan, basic), Forward(program, basic));
        Assert.Equal(program.Plan.Products.Length, program.Forward.Sum(node => node.PairCount));
    }

    /// <summary>Σ ξ·dB by the tangents of the products equals Σ A·dM by the adjoints of the basic moments.</summary>
    [Theory, ClassData(typeof(EveryLevel))]
    public void ReverseIsTheTransposeOfForward(int level)
    {
        var program = ContractionProgram.Create(StandardPlans.Of(level));
        var plan = program.Plan;
        var random = new Random(level);
        var moments = Forward(program, IntegerMoments.Random(random, plan.BasicMoments.Length));
        var tangents = new Int128[plan.MomentCount];
        IntegerMoments.Random(random, plan.BasicMoments.Length).CopyTo(tangents, 0);
        foreach (var p in plan.Products)
            tangents[p.Target] += p.Multiplicity * (moments[p.Left] * tangents[p.Right] + tangents[p.Left] * moments[p.Right]);

        var xi = IntegerMoments.Random(random, plan.Functions.Length);
        var adjoints = Reverse(program, moments, xi);

        var forward = Sum(plan.Functions.Select((f, i) => xi[i] * tangents[f]));
        var reverse = Sum(plan.BasicMoments.Select((_, i) => adjoints[i] * tangents[i]));
        Assert.Equal(forward, reverse);
    }

    [Theory, ClassData(typeof(EveryLevel))]
    public void NodesComeInAnOrderThatCanRun(int level)
    {
        var program = ContractionProgram.Create(StandardPlans.Of(level));
        Assert.Equal(program.Forward.Select(n => n.Row).Order(), program.Forward.Select(n => n.Row));
        Assert.Equal(program.Reverse.Select(n => n.Row).OrderDescending(), program.Reverse.Select(n => n.Row));
        Assert.All(program.Forward, node => Assert.All(Pairs(node), pair => Assert.True(pair.X < node.Row && pair.Y < node.Row)));
        Assert.All(program.Reverse, node => Assert.All(Pairs(node), pair => Assert.True(pair.X > node.Row)));
        Assert.All(program.Forward.Concat(program.Reverse), node => Assert.Distinct(node.Groups.Select(g => g.Weight)));
    }

    [Fact]
    public void FingerprintsTellPlansApart()
    {
        var fingerprints = StandardLevels.All.Select(level => ContractionProgram.Create(StandardPlans.Of(level)).Fingerprint).ToArray();
        Assert.Distinct(fingerprints);
        var plan = StandardPlans.Of(8);
        var altered = PlanVariations.WithProducts(plan, plan.Products.SetItem(0, plan.Products[0] with { Multiplicity = 5 }));
        Assert.DoesNotContain(ContractionProgram.Create(altered).Fingerprint, fingerprints);
        Assert.Equal(fingerprints[3], ContractionProgram.Create(PlanVariations.WithProducts(plan, plan.Products)).Fingerprint);
    }

    private static Int128[] Forward(ContractionProgram program, Int128[] basic)
    {
        var moments = new Int128[program.RowCount];
        basic.CopyTo(moments, 0);
        foreach (var node in program.Forward)
            moments[node.Row] = Sum(node.Groups.Select(g => g.Weight * Sum(g.Pairs.Select(p => moments[p.X] * moments[p.Y]))));
        return moments;
    }

    private static Int128[] Reverse(ContractionProgram program, Int128[] moments, Int128[] xi)
    {
        var adjoints = new Int128[program.RowCount];
        for (var i = 0; i < xi.Length; i++) adjoints[program.Plan.Functions[i]] = xi[i];
        foreach (var node in program.Reverse)
            adjoints[node.Row] += Sum(node.Groups.Select(g => g.Weight * Sum(g.Pairs.Select(p => adjoints[p.X] * moments[p.Y]))));
        return adjoints;
    }

    private static IEnumerable<(int X, int Y)> Pairs(GatherNode node) => node.Groups.SelectMany(g => g.Pairs);

    private static Int128 Sum(IEnumerable<Int128> values) => values.Aggregate(Int128.Zero, (sum, value) => sum + value);
}
