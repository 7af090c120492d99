using System.Globalization;
using FastMtp.Basis;
using FastMtp.Basis.Mtp;
using FastMtp.Blocks;
using FastMtp.Evaluation;
using FastMtp.Kernels;
using FastMtp.Moving;
using FastMtp.Neighbors;

namespace FastMtp.Benchmarks;

/// <summary>What neighbour lists cost while atoms move, on one core, against the evaluation of the same atoms.</summary>
internal static class ListCosts
{
    private const double Skin = 0.8;
    private const int Rounds = 90;
    private const int Steps = 400;

    public static string Measure(int level, double step)
    {
        var crystal = Crystal.Create();
        using var workload = new Workload(KernelRegistry.For(BasisPlan.ForLevel(level)));
        using var model = new KernelBlocks(workload.Potential, workload.Kernel);
        using var evaluator = new GroupEvaluator<GroupWorkspace>(model, CreateWorkspace, threads: 1);
        using var workspace = CreateWorkspace(workload.Kernel.Lanes);
        using var positions = new WrappedPositions(crystal.Count);
        var candidates = new SearchedCandidates(crystal, Crystal.SpeciesCount);
        var blocks = Enumerable.Range(0, new AtomGroups(crystal.Count).Count).Select(_ => new SkinBlock(workload.Kernel.Lanes)).ToArray();
        var (evaluation, listing, picking, refreshing) = (new Samples(), new Samples(), new Samples(), new Samples());
        for (var round = 0; round <= Rounds; round++)
        {
            var keep = round > Rounds / 3;
            evaluation.Time(workload.Prediction, crystal.Count, keep);
            listing.Time(List, crystal.Count, keep);
            picking.Time(Pick, crystal.Count, keep);
            refreshing.Time(Measure, crystal.Count, keep);
        }
        var (picks, listings) = Frequencies(workload, crystal, step);
        var together = refreshing.Median + picks * picking.Median + listings * listing.Median;
        return string.Create(CultureInfo.InvariantCulture, $"""

            Lists while {crystal.Count} atoms walk at random, {step} Å in each step; µs per atom on one core. Displacements at every
            step: {refreshing}; picking the neighbours at {picks:p1} of the steps: {picking}; listing those up to {Skin} Å beyond the
            cutoff at {listings:p1}: {listing}. Together {together:f3}, which is {together / evaluation.Median:p1} of the
            evaluation's {evaluation}.

            """);

        static GroupWorkspace CreateWorkspace(int lanes) => new(lanes, Crystal.SpeciesCount, Crystal.Cutoff);

        void List()
        {
            var search = new NeighborSearch(crystal, Crystal.Cutoff + Skin);
            positions.List(search, crystal, 0, crystal.Count);
            candidates.List(search, positions.Rows, evaluator);
        }

        void Pick()
        {
            for (var i = 0; i < blocks.Length; i++)
                blocks[i].Pick(candidates, i, positions.Rows, Crystal.Cutoff + SkinBlocks.Skin, [], workspace);
        }

        void Measure()
        {
            foreach (var block in blocks) block.Measure(candidates, positions.Rows, workspace);
        }
    }

    private static (double Picks, double Listings) Frequencies(Workload workload, Configuration crystal, double step)
    {
        using var atoms = new MovingAtoms(workload.Potential, crystal, Skin, workload.Kernel, threads: 1);
        var (random, positions) = (new Random(5), crystal.Positions.ToArray());
        for (var i = 0; i < Steps; i++)
        {
            atoms.MoveTo(positions);
            RandomWalk.Step(positions, step, random);
        }
        return (atoms.Picks / (double)Steps, atoms.Listings / (double)Steps);
    }
}
