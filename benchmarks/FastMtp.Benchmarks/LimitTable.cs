using System.Globalization;
using System.Text;
using FastMtp.Basis;
using FastMtp.Basis.Families;
using FastMtp.Benchmarks.Limits;
using FastMtp.Blocks;

namespace FastMtp.Benchmarks;

/// <summary>What an evaluation needs, what its code executes, what the processor could do at most, and what is measured.</summary>
internal static class LimitTable
{
    public const string Argument = "--limit";

    /// <summary>Cycles from a fused multiply-add to the next one that needs it, on all processors with AVX2 of the last years.</summary>
    private const double LatencyCycles = 4;

    private const string Header =
        "| basis | stage | multiplications: needed | executed | loads: needed | executed | stores: needed | executed | spills "
        + "| least, needed | least, executed | of | measured | needed / measured | executed / measured |\n"
        + "|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|--:|--:|--:|";

    private static readonly string[] Standard = ["mtp:8", "mtp:12", "mtp:16", "mtp:20", "mtp:22", "mtp:24"];

    private static readonly (Stage Stage, string Name)[] Stages =
    [
        (Stage.Radial, "radial functions"), (Stage.Moments, "moments"), (Stage.Products, "products, forward and back"),
        (Stage.PairForces, "pair forces"), (Stage.Sums, "sums of forces and virials"),
    ];

    public static string Measure(TimeSpan timePerBasis, params string[] bases)
    {
        using var ports = new PortLimits();
        var (needs, does) = (new StringBuilder(), new StringBuilder());
        foreach (var basis in bases.Length == 0 ? Standard : bases) AddBasis(needs, does, ports, basis, timePerBasis);
        var cycle = ports.Latency / LatencyCycles;
        return string.Create(CultureInfo.InvariantCulture, $"""
            {Results.Machine}, one core, 256 bits, double precision; {Crystal.AtomCount} atoms with {Crystal.Neighbors} neighbours,
            4 species, N_b = 8.

            Loops of one kind of instruction, fastest run: a fused multiply-add of four numbers {ports.MultiplyAdd:f3} ns, and
            {ports.Latency:f2} ns until its result can be used, which are {LatencyCycles} cycles, so {1 / cycle:f2} GHz and
            {cycle / ports.MultiplyAdd:f2} multiply-adds in a cycle; a load {ports.Load:f3} ns ({cycle / ports.Load:f2} in a cycle); a store
            {ports.Store:f3} ns ({cycle / ports.Store:f2}); a square root or division {ports.Root:f2} ns ({ports.Root / cycle:f1} cycles).

            ## What the algorithm needs

            Operations for one neighbour of one atom, and for one atom whatever its neighbours; *other*: multiplications, additions,
            square roots and divisions alone.

            | basis | stage | neighbour: multiply-adds | other | loads | stores | atom: multiply-adds | other | loads | stores |
            |--:|---|--:|--:|--:|--:|--:|--:|--:|--:|
            {needs}
            ## What is executed, and how long it takes

            Operations for one atom, *needed* and *executed*. *Spills*: loads and stores of the stack among them. *Least*: ns per atom
            if the busiest unit (*of*) never waited, for what is needed and what is executed; *measured*: fastest pass.

            {Header}
            {does}
            """);
    }

    private static void AddBasis(StringBuilder needs, StringBuilder does, PortLimits ports, string basis, TimeSpan time)
    {
        var kernel = KernelListing.Kernel(BasisPlan.Of(basis));
        var potential = RandomPotential.Create(kernel.Program.Plan, Crystal.SpeciesCount);
        using var workload = new Workload(kernel, potential, RadialSource.Dense);
        using var times = new StageTimes(workload);
        var start = DateTime.UtcNow;
        for (var round = 0; round < 5 || DateTime.UtcNow - start < time; round++)
        {
            times.Run();
            ports.Measure();
        }
        var needed = new NeededOperations(kernel.Program, potential.Radial.Size);
        var isGenerated = kernel.Kind != "interpreter";
        var executed = new ExecutedOperations(workload, isGenerated ? KernelListing.Of(basis) : null);
        var label = isGenerated ? basis : $"{basis}, interpreter";
        var neighbors = (double)workload.Blocks.Sum(CountNeighbors) / Crystal.AtomCount;
        var (all, allExecuted, measured, least, leastExecuted) = (default(Operations), default(Operations), 0.0, 0.0, 0.0);
        foreach (var (stage, name) in Stages)
        {
            var (perNeighbor, perAtom) = (needed.PerNeighbor(stage), needed.PerAtom(stage));
            needs.Append(CultureInfo.InvariantCulture, $"| {basis} | {name} {Cells(perNeighbor)} {Cells(perAtom)} |\n");
            var (need, done) = (neighbors * perNeighbor + perAtom, (double)NeededOperations.Lanes / Crystal.AtomCount * executed[stage]);
            Row(does, label, name, need, done, ports.Of(need).Time / NeededOperations.Lanes,
                ports.Of(done).Time / NeededOperations.Lanes, ports.Of(done).Unit, times[stage]);
            (all, allExecuted, measured) = (all + need, allExecuted + done, measured + times[stage]);
            (least, leastExecuted) = (least + ports.Of(need).Time / NeededOperations.Lanes,
                leastExecuted + ports.Of(done).Time / NeededOperations.Lanes);
        }
        Row(does, label, "**together**", all, allExecuted, least, leastExecuted, "", measured);
    }

    private static void Row(StringBuilder table, string basis, string stage, Operations need, Operations done, double least,
        double leastExecuted, string unit, double measured)
    {
        table.Append(CultureInfo.InvariantCulture,
            $"| {basis} | {stage} | {need.Multiplications:f0} | {done.Multiplications:f0} | {need.Loads:f0} | {done.Loads:f0} "
            + $"| {need.Stores:f0} | {done.Stores:f0} | {done.Spills:f0} | {least:f0} | {leastExecuted:f0} | {unit} | {measured:f0} "
            + $"| {least / measured:f2} | {leastExecuted / measured:f2} |\n");
    }

    private static string Cells(Operations o) => string.Create(CultureInfo.InvariantCulture,
        $"| {o.MultiplyAdds:f0} | {o.Products + o.Sums + o.Roots:f0} | {o.Loads:f0} | {o.Stores:f0}");

    /// <summary>Lanes of slots whose distance is below the cutoff, where padding lies.</summary>
    private static unsafe int CountNeighbors(Packing.AtomBlock block)
    {
        var (count, lanes) = (0, block.Lanes);
        for (var slot = 0; slot < block.FirstSlot[^1]; slot++)
        {
            var d = block.Displacements.Pointer + 3L * lanes * slot;
            for (var lane = 0; lane < lanes; lane++)
            {
                var (x, y, z) = (d[lane], d[lanes + lane], d[2 * lanes + lane]);
                if (x * x + y * y + z * z < Crystal.Cutoff * Crystal.Cutoff) count++;
            }
        }
        return count;
    }
}
