using System.Collections.Concurrent;
using FastMtp.Blocks;
using FastMtp.Evaluation;
using FastMtp.Kernels;
using FastMtp.Moving;
using FastMtp.Neighbors;
using FastMtp.Potentials;
using FastMtp.Threading;

namespace FastMtp;

/// <summary>
/// Energy, forces and virial of the same atoms again and again while they move, for molecular dynamics and relaxation, on
/// all cores. Results do not depend on the number of threads.
/// </summary>
/// <remarks>
/// Neighbours are listed up to a skin beyond the cutoff. From that list those are picked that a block is made of, up to a
/// thinner skin; they serve until an atom has moved by half of it, and at each step only displacements are computed. What is
/// beyond the cutoff then adds exactly nothing. All memory is used again from step to step: about 0.8 kB per atom at 26 neighbours.
/// </remarks>
public sealed unsafe class MovingAtoms : IDisposable
{
    private const int Chunk = 8192;

    /// <summary>The thinner skin, Å. Every hundredth of an Å more costs about 0.5 % of an evaluation in a dense liquid.</summary>
    internal const double PickSkin = 0.15;

    private readonly PotentialModel _potential;
    private readonly BlockEvaluator _blocks;
    private readonly PotentialCoefficients _coefficients;
    private readonly OrderedParallel<Worker> _parallel;
    private readonly ConcurrentBag<GroupResult> _results = [];
    private readonly double _skin;
    private readonly int _groupSize;
    private readonly MovingGroup[] _groups;
    private readonly MovingPositions _positions;
    private readonly double[] _listed;
    private readonly MovingSums _sums;
    private Configuration _configuration;
    private NeighborSearch? _search;

    /// <summary>Prepares to move the atoms of a configuration.</summary>
    /// <param name="potential">A potential with all its coefficients.</param>
    /// <param name="configuration">Species and cell; its positions are not used.</param>
    /// <param name="skin">How far beyond the cutoff to list neighbours, Å: with more of it picking takes longer, with less of it lists do not last.</param>
    /// <param name="kernel">The kernel to use; by default the registry chooses.</param>
    /// <param name="threads">Number of threads; 0 for one per core.</param>
    internal MovingAtoms(PotentialModel potential, Configuration configuration, double skin = 0.8, MtpKernel? kernel = null, int threads = 0)
    {
        if (!(skin > PickSkin && double.IsFinite(skin))) throw new ArgumentOutOfRangeException(nameof(skin), skin, $"not a length beyond {PickSkin}");
        (_potential, _configuration, _skin) = (potential, potential.Take(configuration), skin);
        _blocks = BlockEvaluator.Create(kernel ?? KernelRegistry.For(potential.Plan), potential);
        _coefficients = new PotentialCoefficients(potential, RadialCost.Choose(potential.RadialTensor, _blocks.Kernel.Lanes));
        _parallel = new OrderedParallel<Worker>(threads, () => new Worker(this));
        _groupSize = Evaluator.GroupSize(configuration.Count);
        _groups = new MovingGroup[(configuration.Count + _groupSize - 1) / _groupSize];
        for (var i = 0; i < _groups.Length; i++) _groups[i] = new MovingGroup(_blocks.Kernel.Lanes, potential.SpeciesCount);
        _positions = new MovingPositions(configuration.Count);
        _listed = new double[3 * configuration.Count];
        _sums = new MovingSums(configuration.Count);
        Forces = new double[3 * configuration.Count];
        SiteEnergies = new double[configuration.Count];
    }

    /// <summary>Lattice and periodicity. Setting another makes the next step list neighbours anew.</summary>
    public Cell Cell
    {
        get => _configuration.Cell;
        set
        {
            if (value == _configuration.Cell) return;
            _configuration = _configuration with { Cell = value };
            _search = null;
        }
    }

    /// <summary>Energy after the last move, eV.</summary>
    public double Energy { get; private set; }

    /// <summary>[N] site energies, eV; overwritten by the next move.</summary>
    public double[] SiteEnergies { get; }

    /// <summary>[3·N] forces, eV/Å; overwritten by the next move.</summary>
    public double[] Forces { get; }

    /// <summary>Virial, eV; see <see cref="FastMtp.Virial"/> for the sign.</summary>
    public Virial Virial { get; private set; }

    /// <summary>How often neighbours have been listed.</summary>
    internal int Listings { get; private set; }

    /// <summary>How often neighbours have been picked from the list.</summary>
    internal int Picks { get; private set; }

    /// <summary>Evaluates the atoms at new positions.</summary>
    /// <param name="positions">[3·N] Å. Atoms may leave the cell.</param>
    /// <exception cref="InputException">A position is not finite, two atoms are at the same place, or the lattice is none.</exception>
    public void MoveTo(ReadOnlySpan<double> positions)
    {
        if (positions.Length != _listed.Length) throw new ArgumentException($"{positions.Length} coordinates for {_configuration.Count} atoms", nameof(positions));
        var (sincePicking, sinceListing) = _search is null ? (double.PositiveInfinity, double.PositiveInfinity) : Follow(positions);
        // Written so that no number (NaN) lists anew, which tells the user.
        var lasts = 2 * sincePicking <= PickSkin;
        if (!lasts && !(2 * sinceListing <= _skin - PickSkin)) List(positions);
        EvaluateGroups(pick: !lasts);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _parallel.Dispose();
        _coefficients.Dispose();
        _positions.Dispose();
    }

    /// <summary>Takes positions over and tells how far an atom has moved, Å.</summary>
    private (double SincePicking, double SinceListing) Follow(ReadOnlySpan<double> positions)
    {
        fixed (double* pinned = positions)
        {
            var from = (nint)pinned;
            var (picking, listing) = (0.0, 0.0);
            ForChunks((first, end) => _positions.Follow((double*)from, _search!.Order, first, end), moved =>
            {
                (picking, listing) = (Math.Max(picking, moved.SincePicking), Math.Max(listing, moved.SinceListing));
            });
            return (Math.Sqrt(picking), Math.Sqrt(listing));
        }
    }

    private void List(ReadOnlySpan<double> positions)
    {
        _search = null;
        positions.CopyTo(_listed);
        _configuration = _configuration with { Positions = _listed };
        var search = new NeighborSearch(_configuration, _potential.Radial.Cutoff + _skin);
        ForChunks((first, end) => _positions.Wrap(search, _configuration, first, end), _ => { });
        _parallel.Run(_groups.Length, (worker, i) => worker.List(search, _groups[i], i * _groupSize, Math.Min(_configuration.Count, (i + 1) * _groupSize)), _ => { });
        _search = search;
        Listings++;
    }

    private void ForChunks<TResult>(Func<int, int, TResult> work, Action<TResult> inOrder) => _parallel.Run(
        (_configuration.Count + Chunk - 1) / Chunk,
        (_, chunk) => work(chunk * Chunk, Math.Min(_configuration.Count, (chunk + 1) * Chunk)),
        inOrder);

    private void EvaluateGroups(bool pick)
    {
        if (pick)
        {
            ForChunks(_positions.Remember, _ => { });
            Picks++;
        }
        _sums.Clear();
        _parallel.Run(_groups.Length, (worker, i) => worker.Evaluate(_groups[i], pick), result =>
        {
            _sums.Add(result);
            _results.Add(result);
        });
        ForChunks((first, end) => _sums.Reorder(_search!.Order, first, end, SiteEnergies, Forces), _ => { });
        (Energy, Virial) = (_sums.Energy(), _sums.Virial);
    }

    private sealed class Worker(MovingAtoms owner) : IDisposable
    {
        private readonly GroupLister _lister = new(owner._blocks.Kernel.Lanes, owner._potential.SpeciesCount, owner._potential.Radial.Cutoff);
        private readonly BlockState _state = new(owner._blocks.Kernel, keepsBatches: false);

        public bool List(NeighborSearch search, MovingGroup group, int first, int end)
        {
            _lister.List(search, group, first, end, owner._positions.Pointer);
            return true;
        }

        public GroupResult Evaluate(MovingGroup group, bool pick)
        {
            _lister.Place(group, owner._search!.Shifts, owner._positions.Pointer);
            if (pick) _lister.Pick(group, PickSkin);
            _lister.Measure(group);
            owner._blocks.Evaluate(group.Block, owner._coefficients, _state);
            if (!owner._results.TryTake(out var result)) result = new GroupResult();
            return result.Take(group.Block, _state);
        }

        public void Dispose()
        {
            _lister.Dispose();
            _state.Dispose();
        }
    }
}
