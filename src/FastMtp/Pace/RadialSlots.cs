namespace FastMtp.Pace;

/// <summary>Which n of PACE stands for a radial function: for each l, the functions that occur with it are numbered anew.</summary>
internal sealed class RadialSlots
{
    private readonly int[][] _functions;

    /// <param name="harmonics">Those that occur in products.</param>
    public RadialSlots(IEnumerable<Harmonic> harmonics)
    {
        var all = harmonics.Select(h => (h.L, h.Mu)).Distinct().ToLookup(h => h.L, h => h.Mu);
        // PACE expects a radial function even if none is used.
        var largest = all.Select(group => group.Key).DefaultIfEmpty(0).Max();
        _functions = [.. Enumerable.Range(0, largest + 1).Select(l => all[l].Order().ToArray())];
    }

    /// <summary>n, from 1.</summary>
    public int N(Harmonic h) => Array.IndexOf(_functions[h.L], h.Mu) + 1;

    /// <summary>Radial functions of a pair of species from their coefficients for g_k.</summary>
    /// <param name="cutoff">Å.</param>
    /// <param name="series">[N_f][N_k].</param>
    public PaceBond Bond(double cutoff, double[][] series) => new()
    {
        Basis = PaceBond.ChebPow,
        Parameters = [1],
        BasisSize = series[0].Length,
        LargestL = _functions.Length - 1,
        Cutoff = cutoff,
        Coefficients =
        [
            .. Enumerable.Range(0, Math.Max(1, _functions.Max(l => l.Length))).Select(n =>
                _functions.Select(mu => n < mu.Length ? series[mu[n]] : new double[series[0].Length]).ToArray()),
        ],
    };
}
