using System.Globalization;
using System.Text;
using FastMtp.Blocks;
using FastMtp.Compilation;
using FastMtp.Kernels;
using FastMtp.Neighbors;
using FastMtp.Packing;

namespace FastMtp.Benchmarks;

/// <summary>
/// Mixed against double precision: an evaluation of packed blocks, a step of moving atoms, and how far the results differ.
/// </summary>
internal static class MixedTable
{
    public const string Argument = "--mixed";

    private const double Step = 0.01;

    /// <summary>Enough that compiling a kernel pays.</summary>
    private const double ManyAtoms = 1e12;

    private static readonly string[] Standard = ["mtp:8", "mtp:12", "mtp:16", "mtp:18", "mtp:20", "ace:10", "ace:14"];

    /// <param name="timePerBasis">Time of a row.</param>
    /// <param name="bases">Names, or files of potentials; their kernels are compiled where there is no generated one.</param>
    public static string Measure(TimeSpan timePerBasis, params string[] bases)
    {
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"""
            {Results.Machine}, one core; {Crystal.AtomCount} atoms with 26 neighbours, 4 species, N_b = 8, random coefficients.

            µs of processor time per atom, median (fastest), double and mixed precision in turns. *Evaluation*: energy, forces and virial of
            packed blocks. *Step*: the same with the neighbours of atoms that move by {Step} Å from step to step. *Errors*: of mixed
            precision; root mean square of forces over that of the forces, of site energies likewise. The ratios are of medians (of the
            fastest).

            | basis | kernels | evaluation, double | mixed | ratio | step, double | mixed | ratio | forces | energies |
            |--:|---|--:|--:|--:|--:|--:|--:|--:|--:|

            """);
        KernelRegistry.Compiler = CompiledKernels.OfUser;
        foreach (var basis in bases.Length == 0 ? Standard : bases) AddBasis(table, basis, timePerBasis);
        return table.ToString();
    }

    private static void AddBasis(StringBuilder table, string basis, TimeSpan time)
    {
        var plan = NamedPlan.Of(basis);
        var potential = RandomPotential.Create(plan, Crystal.SpeciesCount);
        var kernels = (Double: KernelRegistry.For(plan, ManyAtoms), Single: KernelRegistry.For(plan, ManyAtoms, isSingle: true));
        using var doubles = new Subject(new KernelBlocks(potential, kernels.Double));
        using var mixed = new Subject(MixedBlocks.Create(potential, kernels.Single));
        using var moving = new Walk(new KernelBlocks(potential, kernels.Double));
        using var mixedMoving = new Walk(MixedBlocks.Create(potential, kernels.Single));
        var start = DateTime.UtcNow;
        for (var round = 0; round < 6 || DateTime.UtcNow - start < time; round++)
        {
            doubles.Run(round > 0);
            mixed.Run(round > 0);
            moving.Run(round > 0);
            mixedMoving.Run(round > 0);
        }
        var (forces, energies) = mixed.ErrorsAgainst(doubles);
        table.Append(CultureInfo.InvariantCulture,
            $"| {Path.GetFileName(basis)} | {doubles.Name}, {mixed.Name} ")
            .Append(CultureInfo.InvariantCulture, $"| {doubles.Times} | {mixed.Times} | {Ratio(mixed.Times, doubles.Times)} ")
            .Append(CultureInfo.InvariantCulture,
                $"| {moving.Times} | {mixedMoving.Times} | {Ratio(mixedMoving.Times, moving.Times)} | {forces:e1} | {energies:e1} |\n");
    }

    private static string Ratio(Samples mixed, Samples doubles) =>
        string.Create(CultureInfo.InvariantCulture, $"{mixed.Median / doubles.Median:f2} ({mixed.Fastest / doubles.Fastest:f2})");

    /// <summary>Blocks that are packed once.</summary>
    private sealed class Subject(IBlockModel model) : IDisposable
    {
        private readonly List<AtomBlock> _blocks = Workload.BuildBlocks(new NeighborSearch(Crystal.Create(), Crystal.Cutoff), model.Lanes);
        private readonly IBlockWorker _worker = model.CreateWorker();

        public string Name => model.KernelName;

        public Samples Times { get; } = new();

        public void Run(bool keep) => Times.TimeProcessor(
            () =>
            {
                foreach (var block in _blocks) _worker.Evaluate(block, SiteExtras.None);
            },
            Crystal.AtomCount, keep);

        public (double Forces, double Energies) ErrorsAgainst(Subject exact)
        {
            var (forces, energies, wrong, wrongEnergies) = (0.0, 0.0, 0.0, 0.0);
            foreach (var (block, other) in _blocks.Zip(exact._blocks))
            {
                var (here, there) = (_worker.Evaluate(block, SiteExtras.None), exact._worker.Evaluate(other, SiteExtras.None));
                for (var i = 0; i < 3 * block.Atoms.Length; i++)
                {
                    forces += there.Forces[i] * there.Forces[i];
                    wrong += (here.Forces[i] - there.Forces[i]) * (here.Forces[i] - there.Forces[i]);
                }
                for (var i = 0; i < block.CenterCount; i++)
                {
                    energies += there.Energies[i] * there.Energies[i];
                    wrongEnergies += (here.Energies[i] - there.Energies[i]) * (here.Energies[i] - there.Energies[i]);
                }
            }
            return (Math.Sqrt(wrong / forces), Math.Sqrt(wrongEnergies / energies));
        }

        public void Dispose()
        {
            foreach (var block in _blocks) block.Dispose();
            _worker.Dispose();
            model.Dispose();
        }
    }

    /// <summary>Atoms that move.</summary>
    private sealed class Walk(IBlockModel model) : IDisposable
    {
        private readonly MovingAtoms _atoms = new(model, Crystal.Create(), threads: 1);
        private readonly double[] _positions = [.. Crystal.Create().Positions];
        private readonly Random _random = new(5);

        public Samples Times { get; } = new();

        public void Run(bool keep)
        {
            RandomWalk.Step(_positions, Step, _random);
            Times.TimeProcessor(() => _atoms.MoveTo(_positions), Crystal.AtomCount, keep);
        }

        public void Dispose() => _atoms.Dispose();
    }
}
