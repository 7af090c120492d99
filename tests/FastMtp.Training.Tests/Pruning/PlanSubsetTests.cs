using FastMtp.Basis;
using FastMtp.Basis.Families;
using FastMtp.Evaluation;
using FastMtp.Files.PotentialFiles;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Tests.Shared;
using FastMtp.Training.Fitting;
using FastMtp.Training.Pruning;

namespace FastMtp.Training.Tests.Pruning;

public class PlanSubsetTests
{
    public static TheoryData<string> Bases => ["mtp:6", "mtp:12", "mtp:16", "ace:8", "unusual", "per species"];

    [Theory]
    [MemberData(nameof(Bases))]
    public void APrunedPlanIsTheWholeOneWithCoefficientsOfZero(string basis)
    {
        var whole = PotentialOf(basis);
        foreach (var keep in (double[])[0.1, 0.5, 0.9])
        {
            var left = Choose(whole.Plan, keep, seed: 3);
            var pruned = new PlanSubset(whole.Plan, left).Of(whole);
            var zeroed = WithZeros(whole, left);
            var expected = Predictions(zeroed, KernelRegistry.For(zeroed.Plan));
            foreach (var kernel in KernelRegistry.All(pruned.Plan)) RequireEqual(expected, Predictions(pruned, kernel));
            Assert.Equal(left.Length, pruned.Plan.Functions.Length);
        }
    }

    [Theory]
    [MemberData(nameof(Bases))]
    public void FilesKeepIt(string basis)
    {
        using var directory = new TemporaryDirectory();
        var whole = PotentialOf(basis);
        var pruned = new PlanSubset(whole.Plan, Choose(whole.Plan, 0.5, seed: 5)).Of(whole);
        foreach (var name in pruned.IsPerSpecies ? (string[])["a.fmtp"] : ["a.fmtp", "a.mtp"])
        {
            PotentialFile.Write(directory.PathOf(name), pruned);
            var read = PotentialFile.Read(directory.PathOf(name));
            Assert.Equal(Fingerprint.Of(pruned.Plan), Fingerprint.Of(read.Plan));
            Assert.Equal(pruned.Parameters, read.Parameters);
        }
    }

    [Theory]
    [MemberData(nameof(Bases))]
    public void WhatIsReleasedIsWhatThePlanLacks(string basis)
    {
        var plan = PotentialOf(basis).Plan;
        var graph = new PlanGraph(plan);
        var left = Enumerable.Range(0, plan.Functions.Length).ToList();
        var random = new SplitMix64(1);
        while (left.Count > 1)
        {
            int[] group = [.. graph.Groups[(int)(random.Next() % (ulong)graph.Groups.Count)].Where(left.Contains)];
            if (group.Length == 0 || group.Length == left.Count) continue;
            var (before, released) = (graph.Counts, graph.Released(group));
            Assert.Equal(before, graph.Counts);
            graph.Remove(group);
            left.RemoveAll(group.Contains);
            Assert.Equal(before - released, graph.Counts);
            if (graph.Counts.PairMoments > 0) Assert.Equal(new PlanGraph(new PlanSubset(plan, left).Plan).Counts, graph.Counts);
        }
    }

    [Fact]
    public void APlanThatLosesNothingKeepsItsName()
    {
        var plan = BasisPlan.Of("mtp:12");
        Assert.Same(plan, new PlanSubset(plan, Enumerable.Range(0, plan.Functions.Length)).Plan);
        Assert.Null(new PlanSubset(plan, Enumerable.Range(0, plan.Functions.Length - 1)).Plan.Name);
    }

    internal static PotentialModel PotentialOf(string basis)
    {
        if (basis == "unusual") return UnusualTables.Potential(seed: 1);
        var isPerSpecies = basis == "per species";
        var potential = PotentialModel.ForBasis(
            isPerSpecies ? "mtp:8" : basis, GoldenData.Species, new RadialBasis(1.9, 5, 5), isPerSpecies);
        var parameters = RandomStart.Draw(potential.Layout, 7, 0.05);
        var random = new SplitMix64(11);
        foreach (ref var x in parameters.AsSpan(potential.Layout.Linear)) x = random.NextSigned();
        return potential.WithParameters(parameters);
    }

    private static int[] Choose(BasisPlan plan, double share, ulong seed)
    {
        var random = new SplitMix64(seed);
        int[] left = [.. Enumerable.Range(0, plan.Functions.Length).Where(_ => random.NextSigned() < 2 * share - 1)];
        return left.Length > 0 ? left : [plan.Functions.Length - 1];
    }

    private static PotentialModel WithZeros(PotentialModel whole, int[] left)
    {
        var n = whole.Plan.Functions.Length;
        return whole with
        {
            MomentCoefficients = [.. whole.MomentCoefficients.Select((xi, i) => left.Contains(i % n) ? xi : 0)],
        };
    }

    private static List<Prediction> Predictions(PotentialModel potential, MtpKernel kernel)
    {
        var all = new List<Prediction>();
        new SetEvaluator(potential, kernel, threads: 1).Run(GoldenData.Configurations(), (_, predicted) => all.Add(predicted));
        return all;
    }

    private static void RequireEqual(List<Prediction> expected, List<Prediction> actual)
    {
        foreach (var (a, b) in expected.Zip(actual))
        {
            Near([a.Energy], [b.Energy]);
            Near(a.Forces, b.Forces);
            Near(a.Virial.Components, b.Virial.Components);
        }
    }

    private static void Near(double[] expected, double[] actual)
    {
        var size = Math.Max(1, expected.Max(Math.Abs));
        foreach (var (a, b) in expected.Zip(actual)) Assert.InRange(b - a, -1e-12 * size, 1e-12 * size);
    }
}
