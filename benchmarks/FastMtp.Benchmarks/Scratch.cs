using FastMtp.Basis;
using FastMtp.Basis.Families;
using FastMtp.Blocks;
using FastMtp.Kernels;
using FastMtp.Neighbors;
using FastMtp.Packing;
namespace FastMtp.Benchmarks;
internal static unsafe class ScratchStages
{
    public static void Run(string basis)
    {
        foreach (var ns in new[] { 1, 4 }) {
        var plan = BasisPlan.Of(basis);
        var p = RandomPotential.Create(plan, ns);
        foreach (var single in new[] { false, true, false, true })
        {
            var kernel = KernelRegistry.For(plan, isSingle: single);
            var blocks = Workload.BuildBlocks(new NeighborSearch(Crystal.Create(ns), Crystal.Cutoff), kernel.Lanes, ns);
            using var state = new BlockState(kernel, false);
            var radial = new Samples(); var acc = new Samples(); var con = new Samples(); var back = new Samples(); var pf = new Samples(); var add = new Samples(); var wid = new Samples();
            using var co = new PotentialCoefficients(p); using var mc = new MixedCoefficients(p, RadialSource.Dense);
            var rd = new RadialStage<Lanes256, double>(p.Radial, plan.RadialFunctionCount); var rs = new RadialStage<Singles256, float>(p.Radial, plan.RadialFunctionCount);
            using var wide = new AlignedBuffer(100000);
            for (var round = 0; round < 300; round++)
            {
                var keep = round > 50;
                Each(radial, (block, b, f, slots) =>
                {
                    if (!single) { var pairs = co.Locate(block, state); rd.Evaluate(block, b, pairs, co.Tables, f.Geometry, f.Radial); }
                    else { var pairs = new float*[block.PairTypes.Length]; for (var i = 0; i < pairs.Length; i++) pairs[i] = mc.Locate(block.PairTypes[i], null); rs.Evaluate(block, b, pairs, mc.Tables, f.Geometry, f.Radial); }
                });
                Each(acc, (block, b, f, slots) => kernel.Accumulate(slots, f.Geometry, f.Radial, f.Moments));
                Each(con, (block, b, f, slots) => kernel.Contract(f.Moments));
                Each(back, (block, b, f, slots) => kernel.Backpropagate(f.Moments, single ? (double*)mc.SinglesOf(0) : co.Moments, f.Adjoints));
                Each(pf, (block, b, f, slots) => kernel.PairForces(slots, f.Geometry, f.Radial, f.Adjoints, state.PairForces));
                Each(add, (block, b, f, slots) => { if (single) SiteSums<Lanes256>.AddForces(block, b, (float*)state.PairForces, state.Results); else SiteSums<Lanes256>.AddForces(block, b, state.PairForces, state.Results); });
                void Each(Samples s, Stage stage) => s.Time(() => { foreach (var block in blocks) { state.Prepare(block); for (var b = 0; b < block.BatchCount; b++) stage(block, b, state[b], block.FirstSlot[b + 1] - block.FirstSlot[b]); } }, Crystal.AtomCount, keep);
            }
            var hist = new int[9]; foreach (var block in blocks) for (var sl = 0; sl < block.FirstSlot[^1]; sl++) hist[Math.Min(8, block.FirstEntry[sl + 1] - block.FirstEntry[sl])]++;
            Console.WriteLine($"mtp slots {string.Join(' ', hist)}");
            Console.WriteLine($"{basis} {kernel.Name} radial {radial.Fastest:f3} acc {acc.Fastest:f3} contract {con.Fastest:f3} back {back.Fastest:f3} pairforces {pf.Fastest:f3} widen {(single ? wid.Fastest : 0):f3} add {add.Fastest:f3}");
        } }
    }
    private delegate void Stage(AtomBlock block, int batch, BlockState.Frame frame, int slots);
}
