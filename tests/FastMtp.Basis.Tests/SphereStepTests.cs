namespace FastMtp.Basis.Tests;

/// <summary>What is accumulated over neighbours, together with the sphere steps, gives every component of the moments.</summary>
public class SphereStepTests
{
    private const int Neighbors = 7;

    [Theory, ClassData(typeof(EveryLevel))]
    public void GiveAllComponents(int level)
    {
        var program = ContractionProgram.Create(StandardPlans.Of(level));
        Assert.Equal(program.Plan.MomentCount, program.RowCount);
        AssertComplete(program, new Random(level));
    }

    [Fact]
    public void AccumulateAtMostOnePowerOfZ()
    {
        var program = ContractionProgram.Create(StandardPlans.Of(16));
        Assert.All(program.PairTerms, term => Assert.InRange(term.C, 0, 1));
        Assert.Equal(84, program.PairTerms.Sum(term => term.Targets.Length));
        Assert.Equal(130 - 84, program.SphereSteps.Length);
        Assert.Equal(program.PairTerms.OrderBy(t => (t.A, t.B, t.C)), program.PairTerms);
    }

    [Theory]
    [InlineData("0,0,2", 3)]
    [InlineData("0,0,3", 3)]
    [InlineData("0,0,4", 9)]
    [InlineData("1,0,2 1,0,0", 2)]
    [InlineData("0,1,0 0,0,1", 0)]
    [InlineData("0,0,4 0,0,2 1,2,3", 11)]
    public void TakeRowsOfTheirOwnInTablesWithGaps(string components, int added)
    {
        var basic = components.Split(' ').Select(c => c.Split(',').Select(int.Parse).ToArray())
            .Select(c => new BasicMoment(0, c[0], c[1], c[2])).ToArray();
        var square = basic.Length;
        var plan = BasisPlan.FromTables(basic, [new(0, 0, 1, square)], [square], square + 1);
        var program = ContractionProgram.Create(plan);
        Assert.Equal(plan.MomentCount + added, program.RowCount);
        AssertComplete(program, new Random(components.Length));
    }

    private static void AssertComplete(ContractionProgram program, Random random)
    {
        var plan = program.Plan;
        var vectors = Enumerable.Range(0, Neighbors).Select(_ => UnitVector(random)).ToArray();
        var radial = Enumerable.Range(0, Neighbors)
            .Select(_ => Enumerable.Range(0, plan.RadialFunctionCount).Select(_ => random.NextDouble() - 0.5).ToArray()).ToArray();
        var rows = new double?[program.RowCount];
        foreach (var term in program.PairTerms)
        {
            foreach (var (mu, row) in term.Targets)
            {
                Assert.Null(rows[row]);
                rows[row] = term.Scale * Sum(new(mu, term.A, term.B, term.C)) / Factorial(term.A) / Factorial(term.B);
            }
        }
        foreach (var step in program.SphereSteps)
        {
            Assert.Null(rows[step.Row]);
            rows[step.Row] = rows[step.Lower]!.Value - rows[step.RaisedX]!.Value - rows[step.RaisedY]!.Value;
        }
        for (var i = 0; i < plan.BasicMoments.Length; i++) Assert.Equal(Sum(plan.BasicMoments[i]), rows[i]!.Value, 1e-13);
        Assert.All(rows[plan.MomentCount..], row => Assert.NotNull(row));

        double Sum(BasicMoment m) =>
            vectors.Zip(radial, (u, f) => f[m.Mu] * Math.Pow(u.X, m.A) * Math.Pow(u.Y, m.B) * Math.Pow(u.Z, m.C)).Sum();
    }

    private static (double X, double Y, double Z) UnitVector(Random random)
    {
        var (x, y, z) = (random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5);
        var length = Math.Sqrt(x * x + y * y + z * z);
        return (x / length, y / length, z / length);
    }

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}
