using FastMtp.Atoms;
using FastMtp.Data;
using FastMtp.Potentials;

namespace FastMtp.Zbl;

/// <summary>A <see cref="ZblRepulsion"/> for the species of a potential.</summary>
internal sealed class ZblTable
{
    /// <summary>e²/(4πε₀) in eV·Å, with the digits that LAMMPS uses, so that both agree.</summary>
    private const double Coulomb = 14.399645;

    /// <summary>Radial functions come to rest within this part of the distance at which they are held.</summary>
    private const double Softness = 0.03;

    private static readonly (double Share, double Decay)[] Screening =
        [(0.18175, 3.19980), (0.50986, 0.94229), (0.28022, 0.40290), (0.02817, 0.20162)];

    private readonly int _speciesCount;
    private readonly Pair[] _pairs;
    private readonly double[] _squaredReaches;
    private readonly double[] _holds;

    private ZblTable(ZblRepulsion repulsion, PairDistances? limits, int[] charges)
    {
        _speciesCount = charges.Length;
        _pairs = [.. charges.SelectMany((_, i) => charges.Select((_, j) =>
            Pair.Of(charges[i], charges[j], repulsion.Inner[i, j], repulsion.Outer[i, j])))];
        _holds = [.. charges.SelectMany((_, i) => charges.Select((_, j) =>
            Math.Min(repulsion.Inner[i, j], limits?[i, j] ?? double.PositiveInfinity)))];
        _squaredReaches = repulsion.Outer.Squares(_speciesCount);
        Reach = repulsion.Outer.Longest;
    }

    /// <summary>Distance at which the repulsion of all pairs has ended, Å.</summary>
    public double Reach { get; }

    /// <summary>The table of a potential; null if it has no repulsion.</summary>
    /// <exception cref="InputException">The potential does not name its species, or one is not an element.</exception>
    public static ZblTable? Of(PotentialModel potential)
    {
        if (potential.Repulsion is not { } repulsion) return null;
        var species = potential.Species
            ?? throw new InputException("The nuclear repulsion needs the elements; name the species of the potential, such as Mo,Nb,Ta,W.");
        return new ZblTable(repulsion, potential.Limits, [.. species.Names.Select(NumberOf)]);

        static int NumberOf(string name) => Elements.Number(name) ?? throw new InputException(
            $"The nuclear repulsion needs elements, but species {name} is not one; rename it or leave out the repulsion.");
    }

    /// <summary>Squared distance at which the repulsion of a pair ends, Å².</summary>
    /// <param name="pairType">z_i·N_T + z_j.</param>
    public double SquaredReachOf(int pairType) => _squaredReaches[pairType];

    /// <summary>
    /// Where the radial functions of a pair are taken: at its distance or, where the repulsion has its full strength and there are no data,
    /// near the distance where that begins. Farther below, polynomials grow beyond any repulsion, and half of them fall.
    /// </summary>
    /// <param name="pairType">z_i·N_T + z_j.</param>
    /// <param name="distance">Å.</param>
    /// <returns>The distance, Å, and its derivative; continuous to the second derivative.</returns>
    public (double Distance, double Slope) Held(int pairType, double distance)
    {
        var hold = _holds[pairType];
        if (distance >= hold) return (distance, 1);
        var width = Softness * hold;
        var t = Math.Tanh((hold - distance) / width);
        return (hold - width * t, 1 - t * t);
    }

    /// <summary>The same for species numbers.</summary>
    public (double Distance, double Slope) Held(int first, int second, double distance) => Held(first * _speciesCount + second, distance);

    /// <summary>Energy of a pair, eV, and its derivative, eV/Å.</summary>
    /// <param name="pairType">z_i·N_T + z_j.</param>
    /// <param name="distance">Å.</param>
    public (double Energy, double Slope) At(int pairType, double distance)
    {
        var pair = _pairs[pairType];
        if (distance >= pair.Outer) return default;
        var (energy, slope, _) = pair.Bare(distance);
        energy += pair.Shift;
        var t = distance - pair.Inner;
        if (t <= 0) return (energy, slope);
        return (energy + t * t * t * (pair.Cubic / 3 + pair.Quartic / 4 * t), slope + t * t * (pair.Cubic + pair.Quartic * t));
    }

    /// <summary>The same for species numbers.</summary>
    public (double Energy, double Slope) At(int first, int second, double distance) => At(first * _speciesCount + second, distance);

    /// <param name="Strength">Z_i·Z_j·e²/(4πε₀), eV·Å.</param>
    /// <param name="Length">Screening length, Å.</param>
    /// <param name="Inner">Distance at which the switching begins, Å.</param>
    /// <param name="Outer">Distance at which the repulsion ends, Å.</param>
    /// <param name="Cubic">A of A/3·t³ + B/4·t⁴, with t the distance beyond the inner one.</param>
    /// <param name="Quartic">B.</param>
    /// <param name="Shift">Shift that makes the energy zero at the outer distance, eV.</param>
    private sealed record Pair(
        double Strength, double Length, double Inner, double Outer, double Cubic = 0, double Quartic = 0, double Shift = 0)
    {
        public static Pair Of(int zi, int zj, double inner, double outer)
        {
            var bare = new Pair(Coulomb * zi * zj, 0.46850 / (Math.Pow(zi, 0.23) + Math.Pow(zj, 0.23)), inner, outer);
            var (energy, slope, curvature) = bare.Bare(outer);
            var t = outer - inner;
            return bare with
            {
                Cubic = (-3 * slope + t * curvature) / (t * t),
                Quartic = (2 * slope - t * curvature) / (t * t * t),
                Shift = -energy + t * slope / 2 - t * t * curvature / 12,
            };
        }

        /// <summary>Z_i·Z_j·e²/(4πε₀ r)·Σ_k share_k·exp(−decay_k·r/length) with its first two derivatives.</summary>
        public (double Energy, double Slope, double Curvature) Bare(double r)
        {
            double energy = 0, slope = 0, curvature = 0;
            foreach (var (share, decay) in Screening)
            {
                var k = decay / Length;
                var term = Strength * share * Math.Exp(-k * r) / r;
                energy += term;
                slope -= term * (k + 1 / r);
                curvature += term * (k * k + 2 * k / r + 2 / (r * r));
            }
            return (energy, slope, curvature);
        }
    }
}
