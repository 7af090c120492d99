using System.Globalization;
using FastMtp.Basis;
using FastMtp.Kernels;
using FastMtp.Moving;
using FastMtp.Neighbors;

namespace FastMtp.Benchmarks;

/// <summary>What neighbour lists cost while atoms move, on one core, against the evaluation of the same atoms.</summary>
internal static unsafe class ListCosts
{
    private const int GroupSize = 256;
    private const double Skin = 0.8;
    private const int Rounds = 90;
    private const int Steps = 400;

    public static string Measure(int level, double step)
    {
        var crystal = Crystal.Create();
        using var workload = new Workload(KernelRegistry.For(BasisPlan.ForLevel(level)));
        using var lister = new GroupLister(workload.Kernel.Lanes, Crystal.SpeciesCount, Crystal.Cutoff);
        using var positions = new AlignedBuffer((long)MovingGroup.SiteLength * crystal.Count);
        var groups = Enumerable.Range(0, (crystal.Count + GroupSize - 1) / GroupSize).Select(_ => new MovingGroup(workload.Kernel.Lanes, Crystal.SpeciesCount)).ToArray();
        var search = Search();
        for (var place = 0; place < crystal.Count; place++)
            (positions.Span[4 * place], positions.Span[4 * place + 1], positions.Span[4 * place + 2]) = search.Wrapped(place);
        var (evaluation, listing, picking, refreshing) = (new Samples(), new Samples(), new Samples(), new Samples());
        for (var round = 0; round <= Rounds; round++)
        {
            var keep = round > Rounds / 3;
            evaluation.Time(workload.Prediction, crystal.Count, keep);
            listing.Time(List, crystal.Count, keep);
            picking.Time(() => ForAll(group => lister.Pick(group, MovingAtoms.PickSkin)), crystal.Count, keep);
            refreshing.Time(() => ForAll(lister.Measure), crystal.Count, keep);
        }
        var (picks, listings) = Frequencies(workload, crystal, step);
        var together = refreshing.Median + picks * picking.Median + listings * listing.Median;
        return string.Create(CultureInfo.InvariantCulture, $"""

            Lists while {crystal.Count} atoms walk at random, {step} Å in each step; µs per atom on one core. Displacements at every step: {refreshing}; picking
            the neighbours at {picks:p1} of the steps: {picking}; listing those up to {Skin} Å beyond the cutoff at {listings:p1}: {listing}. Together
            {together:f3}, which is {together / evaluation.Median:p1} of the evaluation's {evaluation}.

            """);

        NeighborSearch Search() => new(crystal, Crystal.Cutoff + Skin);

        void List()
        {
            var found = Search();
            for (var i = 0; i < groups.Length; i++) lister.List(found, groups[i], i * GroupSize, Math.Min(crystal.Count, (i + 1) * GroupSize), positions.Pointer);
        }

        void ForAll(Action<MovingGroup> work)
        {
            foreach (var group in groups)
            {
                lister.Place(group, search.Shifts, positions.Pointer);
                work(group);
            }
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
