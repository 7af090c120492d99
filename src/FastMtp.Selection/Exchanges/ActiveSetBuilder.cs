using FastMtp.ActiveSets;
using FastMtp.Potentials;

namespace FastMtp.Selection.Exchanges;

/// <summary>In which order rows are exchanged.</summary>
internal enum ExchangeOrder
{
    /// <summary>As <see cref="Exchanges.Maxvol"/> does.</summary>
    Maxvol,

    /// <summary>As the MLIP programs do, for comparison with them; see <see cref="PoolMaxvol"/>.</summary>
    Mlip,
}

/// <summary>Makes the active set of a potential from training data, and lets candidates into it.</summary>
internal sealed class ActiveSetBuilder : IDisposable
{
    private readonly PotentialModel _potential;
    private readonly ExchangeOrder _order;
    private readonly RowScan _scan;
    private ActiveRows? _rows;
    private int _count;

    /// <param name="potential">A potential with all its coefficients.</param>
    /// <param name="mode">What is graded.</param>
    /// <param name="order">In which order rows are exchanged.</param>
    /// <param name="threads">Number of threads; 0 for one per core. Results do not depend on it.</param>
    /// <param name="graded">What will go through it, which decides for a kernel.</param>
    public ActiveSetBuilder(PotentialModel potential, GradeMode mode, ExchangeOrder order = ExchangeOrder.Maxvol, int threads = 0,
        params IEnumerable<IReadOnlyList<Configuration>?> graded)
    {
        _potential = potential;
        _order = order;
        var atoms = graded.Sum(set => set?.Sum(c => (double)c.Count) ?? 0);
        _scan = new RowScan(potential, mode, TangentSpace.Of(potential), threads, atoms);
    }

    /// <summary>Makes the active set of training data.</summary>
    /// <param name="training">The data.</param>
    /// <param name="progress">Takes the number of a pass through the data and of its exchanges.</param>
    /// <exception cref="InputException">A configuration cannot be evaluated.</exception>
    public ActiveSet Build(IReadOnlyList<Configuration> training, Action<int, int>? progress = null)
    {
        if (_order == ExchangeOrder.Mlip)
        {
            var pool = new PoolMaxvol(_scan);
            _rows = pool.Start();
            pool.Enlarge(_rows, training);
        }
        else
        {
            var maxvol = new Maxvol(_scan);
            _rows = maxvol.Start(training);
            maxvol.Enlarge(_rows, training, progress: progress);
        }
        _count = training.Count;
        return Current(training);
    }

    /// <summary>Takes the active set that the potential has in place of one of training data.</summary>
    public void Take(ActiveSet set) => (_rows, _count) = (_scan.Rows(set), 0);

    /// <summary>Lets candidates into the active set.</summary>
    /// <returns>The indices of those of which at least one row came in, in order.</returns>
    /// <exception cref="InvalidOperationException">There is no active set yet.</exception>
    public IReadOnlyList<int> Select(IReadOnlyList<Configuration> candidates, Action<int, int>? progress = null)
    {
        var rows = _rows ?? throw new InvalidOperationException("Build the active set of the training data first.");
        if (_order == ExchangeOrder.Mlip) new PoolMaxvol(_scan).Enlarge(rows, candidates, _count, PoolMaxvol.SelectThreshold);
        else new Maxvol(_scan).Enlarge(rows, candidates, _count, progress);
        return [.. rows.Origins.OfType<(int Configuration, int? Atom)>().Select(origin => origin.Configuration - _count)
            .Where(i => i >= 0).Distinct().Order()];
    }

    /// <summary>Grades configurations with an active set, in order.</summary>
    /// <exception cref="InputException">A configuration cannot be evaluated.</exception>
    public void Grade(IReadOnlyList<Configuration> configurations, ActiveSet set, Action<int, ConfigurationGrades> inOrder) =>
        _scan.Run(configurations, set, double.PositiveInfinity, inOrder);

    /// <inheritdoc/>
    public void Dispose() => _scan.Dispose();

    private ActiveSet Current(IReadOnlyList<Configuration> training) => _scan.Set(_rows!) with
    {
        Fingerprint = _potential.Fingerprint,
        Origins = [.. _rows!.Origins.OfType<(int Configuration, int? Atom)>()
            .Select(origin => new RowOrigin(training[origin.Configuration].Origin, origin.Atom))],
    };
}
