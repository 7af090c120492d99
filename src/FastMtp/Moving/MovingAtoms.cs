using FastMtp.Blocks;
using FastMtp.Evaluation;
using FastMtp.Kernels;
using FastMtp.Moving;
using FastMtp.Neighbors;
using FastMtp.Potentials;

namespace FastMtp;

/// <summary>
/// Computes energy, forces and virial of the same atoms repeatedly while they move, for molecular dynamics and relaxation, on
/// all cores. Results do not depend on the number of threads.
/// </summary>
/// <remarks>
/// The skin list holds neighbours up to a skin beyond the cutoff; from it <see cref="SkinBlocks"/> picks those within a thinner
/// skin. All memory is reused from step to step: about 0.8 kB per atom at 26 neighbours.
/// </remarks>
public sealed unsafe class MovingAtoms : IDisposable
{
    private readonly IBlockModel _model;
    private readonly GroupEvaluator<GroupWorkspace> _evaluator;
    private readonly SearchedCandidates _candidates;
    private readonly SkinBlocks _blocks;
    private readonly WrappedPositions _positions;
    private readonly MovingSums _sums;
    private readonly double[] _listed;
    private readonly double _skin;
    private Configuration _configuration;
    private NeighborSearch? _search;

    /// <summary>Prepares to move the atoms of a configuration.</summary>
    /// <param name="model">The potential, of which this object disposes.</param>
    /// <param name="configuration">Species and cell; its positions are not used.</param>
    /// <param name="skin">
    /// Skin beyond the cutoff, Å: a thicker one makes picking slower, a thinner one makes lists expire sooner.
    /// </param>
    /// <param name="threads">Number of threads; 0 for one per core.</param>
    /// <exception cref="InputException">An atom is of a species that the potential does not have.</exception>
    internal MovingAtoms(IBlockModel model, Configuration configuration, double skin = 0.8, int threads = 0)
    {
        _model = model;
        if (!(skin > SkinBlocks.Skin && double.IsFinite(skin)))
            throw new ArgumentOutOfRangeException(nameof(skin), skin, $"The skin must be longer than {SkinBlocks.Skin} Å.");
        (_configuration, _skin) = (model.Take(configuration), skin);
        _candidates = new SearchedCandidates(_configuration, model.SpeciesCount);
        _evaluator = new(model, lanes => new GroupWorkspace(lanes, model.SpeciesCount, model.Cutoff), threads);
        _blocks = new SkinBlocks(_evaluator);
        _positions = new WrappedPositions(configuration.Count);
        _listed = new double[3 * configuration.Count];
        _sums = new MovingSums(configuration.Count);
        Forces = new double[3 * configuration.Count];
        SiteEnergies = new double[configuration.Count];
    }

    /// <summary>The same with a potential of this program, by default with the kernel that the registry chooses.</summary>
    internal MovingAtoms(PotentialModel potential, Configuration configuration, double skin = 0.8, MtpKernel? kernel = null,
        int threads = 0)
        : this(new KernelBlocks(potential, kernel), configuration, skin, threads)
    {
    }

    /// <summary>Lattice and periodicity. Setting it makes the next step rebuild the skin list.</summary>
    public Cell Cell
    {
        get => _configuration.Cell;
        set
        {
            if (value == _configuration.Cell) return;
            _configuration = _configuration with { Cell = value };
            _search = null;
            _blocks.Forget();
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

    /// <summary>Number of times the skin list has been built.</summary>
    internal int Listings { get; private set; }

    /// <summary>Number of times neighbours have been picked from the skin list.</summary>
    internal int Picks => _blocks.Picks;

    /// <summary>Evaluates the atoms at new positions.</summary>
    /// <param name="positions">[3·N] Å. Atoms may leave the cell.</param>
    /// <exception cref="InputException">A position is not finite, two atoms are at the same place, or the lattice is invalid.</exception>
    public void MoveTo(ReadOnlySpan<double> positions)
    {
        if (positions.Length != _listed.Length)
            throw new ArgumentException($"There are {positions.Length} coordinates for {_configuration.Count} atoms.", nameof(positions));
        var sinceListing = _search is null ? double.PositiveInfinity : Follow(positions, _search);
        // Written so that NaN rebuilds the list, which reports the bad position.
        if (!_blocks.Serve(_positions.Rows) && !(2 * sinceListing <= _skin - SkinBlocks.Skin)) List(positions);
        _sums.Clear();
        _blocks.Evaluate(_candidates, _positions.Rows, _sums.Add);
        ForAtoms((first, end) => _sums.Reorder(_search!.Order, first, end, SiteEnergies, Forces));
        (Energy, Virial) = (_sums.Energy(), _sums.Virial);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _evaluator.Dispose();
        _positions.Dispose();
        _blocks.Dispose();
        _model.Dispose();
    }

    /// <summary>Stores the positions and returns the largest displacement since the last listing, Å.</summary>
    private double Follow(ReadOnlySpan<double> positions, NeighborSearch search)
    {
        fixed (double* pinned = positions)
        {
            var from = (nint)pinned;
            return Math.Sqrt(_evaluator.ForChunks(
                _configuration.Count, (first, end) => _positions.Follow((double*)from, search.Order, first, end)));
        }
    }

    private void List(ReadOnlySpan<double> positions)
    {
        _search = null;
        _blocks.Forget();
        positions.CopyTo(_listed);
        _configuration = _configuration with { Positions = _listed };
        var search = new NeighborSearch(_configuration, _evaluator.Cutoff + _skin);
        ForAtoms((first, end) => _positions.List(search, _configuration, first, end));
        _candidates.List(search, _positions.Rows, _evaluator);
        _search = search;
        Listings++;
    }

    private void ForAtoms(Action<int, int> work) => _evaluator.ForChunks(_configuration.Count, (first, end) =>
    {
        work(first, end);
        return 0;
    });
}
