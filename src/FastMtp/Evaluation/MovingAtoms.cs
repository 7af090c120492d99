using System.Collections.Concurrent;
using System.Runtime.Intrinsics;
using FastMtp.Atoms;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Radial;

namespace FastMtp.Evaluation;

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

    private readonly MtpPotential _potential;
    private readonly BlockEvaluator _blocks;
    private readonly PotentialCoefficients _coefficients;
    private readonly OrderedParallel<Worker> _parallel;
    private readonly ConcurrentBag<GroupResult> _results = [];
    private readonly double _skin;
    private readonly int _groupSize;
    private readonly MovingGroup[] _groups;
    private readonly AlignedBuffer _positions;
    private readonly AlignedBuffer _offsets;
    private readonly double[] _listed;
    private readonly AlignedBuffer _picked;
    private readonly AlignedBuffer _wrapped;
    private readonly double[] _siteEnergies;
    private readonly double[] _forces;
    private readonly double[] _virial = new double[6];
    private Configuration _configuration;
    private NeighborSearch? _search;

    /// <summary>Prepares to move the atoms of a configuration.</summary>
    /// <param name="potential">A potential with all its coefficients.</param>
    /// <param name="configuration">Species and cell; its positions are not used.</param>
    /// <param name="skin">How far beyond the cutoff to list neighbours, Å: with more of it picking takes longer, with less of it lists do not last.</param>
    /// <param name="kernel">The kernel to use; by default the registry chooses.</param>
    /// <param name="threads">Number of threads; 0 for one per core.</param>
    public MovingAtoms(MtpPotential potential, Configuration configuration, double skin = 0.8, MtpKernel? kernel = null, int threads = 0)
    {
        if (!(skin > PickSkin && double.IsFinite(skin))) throw new ArgumentOutOfRangeException(nameof(skin), skin, $"not a length beyond {PickSkin}");
        (_potential, _configuration, _skin) = (potential, configuration, skin);
        _blocks = BlockEvaluator.Create(kernel ?? KernelRegistry.For(potential.Plan), potential);
        _coefficients = new PotentialCoefficients(potential, RadialCost.Choose(potential.RadialTensor, _blocks.Kernel.Lanes));
        _parallel = new OrderedParallel<Worker>(threads, () => new Worker(this));
        _groupSize = Evaluator.GroupSize(configuration.Count);
        _groups = new MovingGroup[(configuration.Count + _groupSize - 1) / _groupSize];
        for (var i = 0; i < _groups.Length; i++) _groups[i] = new MovingGroup(_blocks.Kernel.Lanes, potential.SpeciesCount);
        _positions = new AlignedBuffer((long)MovingGroup.SiteLength * configuration.Count);
        _offsets = new AlignedBuffer((long)MovingGroup.SiteLength * configuration.Count);
        _picked = new AlignedBuffer((long)MovingGroup.SiteLength * configuration.Count);
        _wrapped = new AlignedBuffer((long)MovingGroup.SiteLength * configuration.Count);
        _listed = new double[3 * configuration.Count];
        _siteEnergies = new double[configuration.Count];
        _forces = new double[3 * configuration.Count];
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

    /// <summary>Virial, eV; see <see cref="Atoms.Virial"/> for the sign.</summary>
    public Virial Virial { get; private set; }

    /// <summary>How often neighbours have been listed.</summary>
    public int Listings { get; private set; }

    /// <summary>How often neighbours have been picked from the list.</summary>
    public int Picks { get; private set; }

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
        _picked.Dispose();
        _wrapped.Dispose();
        _offsets.Dispose();
    }

    /// <summary>Takes positions over and tells how far an atom has moved, Å.</summary>
    private (double SincePicking, double SinceListing) Follow(ReadOnlySpan<double> positions)
    {
        fixed (double* pinned = positions)
        {
            var from = (nint)pinned;
            var (picking, listing) = (0.0, 0.0);
            ForChunks((first, end) => Follow((double*)from, first, end), moved =>
            {
                (picking, listing) = (Math.Max(picking, moved.SincePicking), Math.Max(listing, moved.SinceListing));
            });
            return (Math.Sqrt(picking), Math.Sqrt(listing));
        }
    }

    /// <summary>Squares.</summary>
    private (double SincePicking, double SinceListing) Follow(double* positions, int first, int end)
    {
        var order = _search!.Order;
        var (picking, listing) = (0.0, 0.0);
        for (var place = first; place < end; place++)
        {
            var atom = 3 * order[place];
            var at = (long)MovingGroup.SiteLength * place;
            var position = Vector256.Create(positions[atom], positions[atom + 1], positions[atom + 2], 0) + Vector256.Load(_offsets.Pointer + at);
            position.Store(_positions.Pointer + at);
            var (fromPicked, fromListed) = (position - Vector256.Load(_picked.Pointer + at), position - Vector256.Load(_wrapped.Pointer + at));
            (picking, listing) = (Math.Max(picking, Vector256.Dot(fromPicked, fromPicked)), Math.Max(listing, Vector256.Dot(fromListed, fromListed)));
        }
        return (picking, listing);
    }

    private void List(ReadOnlySpan<double> positions)
    {
        _search = null;
        positions.CopyTo(_listed);
        _configuration = _configuration with { Positions = _listed };
        var search = new NeighborSearch(_configuration, _potential.Radial.Cutoff + _skin);
        ForChunks((first, end) => Wrap(search, first, end), _ => { });
        _parallel.Run(_groups.Length, (worker, i) => worker.List(search, _groups[i], i * _groupSize, Math.Min(_configuration.Count, (i + 1) * _groupSize)), _ => { });
        _search = search;
        Listings++;
    }

    private bool Wrap(NeighborSearch search, int first, int end)
    {
        for (var place = first; place < end; place++)
        {
            var wrapped = search.Wrapped(place);
            var offset = wrapped - _configuration.Position(search.Order[place]);
            var at = (long)MovingGroup.SiteLength * place;
            var position = Vector256.Create(wrapped.X, wrapped.Y, wrapped.Z, 0);
            position.Store(_positions.Pointer + at);
            position.Store(_wrapped.Pointer + at);
            Vector256.Create(offset.X, offset.Y, offset.Z, 0).Store(_offsets.Pointer + at);
        }
        return true;
    }

    private void ForChunks<TResult>(Func<int, int, TResult> work, Action<TResult> inOrder) => _parallel.Run(
        (_configuration.Count + Chunk - 1) / Chunk,
        (_, chunk) => work(chunk * Chunk, Math.Min(_configuration.Count, (chunk + 1) * Chunk)),
        inOrder);

    private void EvaluateGroups(bool pick)
    {
        if (pick)
        {
            ForChunks(Remember, _ => { });
            Picks++;
        }
        Array.Clear(_forces);
        Array.Clear(_virial);
        _parallel.Run(_groups.Length, (worker, i) => worker.Evaluate(_groups[i], pick), result =>
        {
            result.AddTo(_siteEnergies, _forces, _virial);
            _results.Add(result);
        });
        ForChunks(Reorder, _ => { });
        double energy = 0;
        foreach (var site in _siteEnergies) energy += site;
        Energy = energy;
        Virial = Virial.From(_virial);
    }

    /// <summary>Keeps positions to see later how far atoms have moved.</summary>
    private bool Remember(int first, int end)
    {
        var (from, count) = ((long)MovingGroup.SiteLength * first, (long)MovingGroup.SiteLength * (end - first));
        Buffer.MemoryCopy(_positions.Pointer + from, _picked.Pointer + from, sizeof(double) * count, sizeof(double) * count);
        return true;
    }

    /// <summary>From the list's order of the atoms to the caller's.</summary>
    private bool Reorder(int first, int end)
    {
        var order = _search!.Order;
        for (var place = first; place < end; place++)
        {
            var atom = order[place];
            SiteEnergies[atom] = _siteEnergies[place];
            Forces[3 * atom] = _forces[3 * place];
            Forces[3 * atom + 1] = _forces[3 * place + 1];
            Forces[3 * atom + 2] = _forces[3 * place + 2];
        }
        return true;
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
