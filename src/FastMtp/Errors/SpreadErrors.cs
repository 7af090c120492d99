namespace FastMtp.Errors;

/// <summary>The spread of a committee's forces against their errors, atom by atom. Memory: 16 bytes for each atom.</summary>
internal sealed class SpreadErrors
{
    private readonly List<(double Spread, double Error)> _atoms = [];

    /// <summary>[atoms] spread and error of the force vector, eV/Å.</summary>
    public IReadOnlyList<(double Spread, double Error)> Atoms => _atoms;

    /// <summary>
    /// The factor that makes the mean square of the spread that of the errors; 1 if the members agree everywhere.
    /// </summary>
    public double Scale => MeanSquare(atom => atom.Spread) is > 0 and var spread ? Math.Sqrt(MeanSquare(atom => atom.Error) / spread) : 1;

    /// <summary>Correlation of spread and error, −1 … 1.</summary>
    public double Correlation
    {
        get
        {
            if (_atoms.Count < 2) return 0;
            var (x, y) = (_atoms.Average(atom => atom.Spread), _atoms.Average(atom => atom.Error));
            var norm = Math.Sqrt(_atoms.Sum(a => (a.Spread - x) * (a.Spread - x)) * _atoms.Sum(a => (a.Error - y) * (a.Error - y)));
            return norm > 0 ? _atoms.Sum(a => (a.Spread - x) * (a.Error - y)) / norm : 0;
        }
    }

    /// <summary>Adds the atoms of a configuration with forces.</summary>
    public void Add(Configuration labelled, Prediction predicted)
    {
        if (labelled.Forces is not { } forces || predicted.ForceSpread is not { } spread) return;
        for (var atom = 0; atom < labelled.Count; atom++)
        {
            var square = 0.0;
            for (var i = 3 * atom; i < 3 * atom + 3; i++) square += (predicted.Forces[i] - forces[i]) * (predicted.Forces[i] - forces[i]);
            _atoms.Add((spread[atom], Math.Sqrt(square)));
        }
    }

    /// <summary>How many of the atoms with the largest errors are among those with the largest spread.</summary>
    public int Found(int worst, int widest)
    {
        var wide = Enumerable.Range(0, _atoms.Count).OrderByDescending(i => _atoms[i].Spread).Take(widest).ToHashSet();
        return Enumerable.Range(0, _atoms.Count).OrderByDescending(i => _atoms[i].Error).Take(worst).Count(wide.Contains);
    }

    /// <summary>
    /// Root mean squares of spread and error of atoms with similar spread, from the smallest on, in shares of equal size.
    /// </summary>
    public IEnumerable<(double Spread, double Error)> Bins(int count) =>
        _atoms.OrderBy(atom => atom.Spread).Chunk(Math.Max(1, (_atoms.Count + count - 1) / count)).Select(bin =>
            (Math.Sqrt(bin.Average(a => a.Spread * a.Spread)), Math.Sqrt(bin.Average(a => a.Error * a.Error))));

    private double MeanSquare(Func<(double Spread, double Error), double> value) =>
        _atoms.Count == 0 ? 0 : _atoms.Average(atom => value(atom) * value(atom));
}
