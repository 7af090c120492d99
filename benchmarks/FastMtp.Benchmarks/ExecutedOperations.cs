using FastMtp.Basis;
using FastMtp.Benchmarks.Limits;
using FastMtp.Blocks;
using FastMtp.Kernels;

namespace FastMtp.Benchmarks;

/// <summary>What an evaluation of packed blocks does, in vectors of four atoms.</summary>
internal sealed unsafe class ExecutedOperations
{
    private readonly Dictionary<Stage, Operations> _done = [];

    /// <param name="workload">The atoms.</param>
    /// <param name="listing">The code of the kernel; null where the interpreter runs the plan.</param>
    public ExecutedOperations(Workload workload, KernelListing? listing)
    {
        foreach (var stage in Enum.GetValues<Stage>()) _done[stage] = default;
        var interpreter = listing is null ? new PlanInterpreter<CountedLanes>(workload.Kernel.Program, VectorWidth.Wide) : null;
        using var state = new BlockState(workload.Kernel, keepsBatches: false);
        var radial = new RadialStage<CountedLanes, double>(workload.Potential.Radial, RadialFunctions(workload));
        foreach (var block in workload.Blocks)
        {
            state.Prepare(block);
            var pairs = workload.Coefficient.Locate(block, state);
            for (var batch = 0; batch < block.BatchCount; batch++)
            {
                var slots = block.FirstSlot[batch + 1] - block.FirstSlot[batch];
                var at = batch;
                _done[Stage.Radial] += CountedLanes.Of(() =>
                    radial.Evaluate(block, at, pairs, workload.Coefficient.Tables, state[0].Geometry, state[0].Radial));
                _done[Stage.Radial] += Unseen(workload, slots);
                _done[Stage.Sums] += Sums(workload.Kernel.Program, slots);
                foreach (var stage in (Stage[])[Stage.Moments, Stage.Products, Stage.PairForces])
                    _done[stage] +=
                        interpreter is null ? listing!.Of(stage, slots) : Interpreted(interpreter, stage, slots, workload, state);
            }
        }
    }

    public Operations this[Stage stage] => _done[stage];

    private static int RadialFunctions(Workload workload) => workload.Kernel.Program.Plan.RadialFunctionCount;

    /// <summary>What the radial stage reads and writes through pointers: two functions share a load of a polynomial.</summary>
    private static Operations Unseen(Workload workload, int slots)
    {
        var (functions, polynomials) = (RadialFunctions(workload), workload.Potential.Radial.Size + 1);
        return slots * new Operations(Loads: (functions + 1) / 2 * polynomials, Stores: 4 + polynomials + 2 * functions);
    }

    /// <summary>Forces of neighbours by rows, forces of centres and virials by lanes, energies.</summary>
    private static Operations Sums(ContractionProgram program, int slots)
    {
        const int Lanes = NeededOperations.Lanes;
        var functions = program.Plan.Functions.Length;
        return slots * new Operations(MultiplyAdds: 6, Sums: 3 + Lanes, Selections: 8, Loads: 3 + 6 + Lanes, Stores: Lanes)
            + new Operations(MultiplyAdds: functions, Loads: 2 * functions, Stores: 10 * Lanes);
    }

    /// <summary>The interpreter loads both factors of a product, and what it adds them to on the way back.</summary>
    private static Operations Interpreted(
        PlanInterpreter<CountedLanes> interpreter, Stage stage, int slots, Workload workload, BlockState state)
    {
        var frame = state[0];
        var counted = CountedLanes.Of(() =>
        {
            if (stage == Stage.Moments) interpreter.Accumulate(slots, frame.Geometry, frame.Radial, frame.Moments);
            if (stage == Stage.PairForces) interpreter.PairForces(slots, frame.Geometry, frame.Radial, frame.Adjoints, state.PairForces);
            if (stage != Stage.Products) return;
            interpreter.Contract(frame.Moments);
            interpreter.Backpropagate(frame.Moments, workload.Coefficient.Moments, frame.Adjoints);
        });
        if (stage != Stage.Products) return counted;
        var table = new ProductTable(interpreter.Program.Plan);
        var (pairs, targets) = (table.Pairs.Length, table.Targets.Length);
        return counted + new Operations(Loads: 2 * pairs + targets + targets + 4 * pairs, Stores: targets + 2 * pairs);
    }
}
