using System.Runtime.InteropServices;
using FastMtp.Atoms;
using FastMtp.Potentials;

namespace FastMtp.Pace;

/// <summary>
/// Writes any potential of this program in the form of PACE, exactly: its functions multiplied out into products of harmonics, its
/// radial functions in the basis ChebPow. A repulsion is left out.
/// </summary>
internal sealed class PaceExpansion
{
    /// <summary>
    /// C-tilde coefficients of a file. As many make a file of about 200 MB, and PACE takes milliseconds for every atom and step.
    /// </summary>
    public const int MostCoefficients = 2_000_000;

    /// <summary>
    /// Accuracy of radial functions below which a file is refused. Usual bases have 1e-13 to 1e-9; beyond, forces would no longer be
    /// those of this program.
    /// </summary>
    public const double LargestLoss = 1e-6;

    private readonly PotentialModel _potential;
    private readonly string _file;
    private readonly FunctionPolynomials _functions;

    // [N_T] the energy of an atom of each species as a polynomial of harmonics.
    private readonly Dictionary<Monomial, double>[] _energies;

    private PaceExpansion(PotentialModel potential, string file)
    {
        _potential = potential;
        _file = file;
        _functions = new(potential.Plan, file);
        RequireReasonable((double)potential.SpeciesCount * _functions.Harmonics.Count / Monomial.VariableLimit * MostCoefficients);
        _energies = [.. Enumerable.Range(0, potential.SpeciesCount).Select(_ => new Dictionary<Monomial, double>())];
        _functions.ForEach(AddFunction);
        RequireReasonable(_energies.Sum(energy => energy.Keys.Sum(product => SpeciesProducts.Count(product, potential.SpeciesCount))) / 2);
    }

    /// <summary>The potential in the form of PACE.</summary>
    /// <param name="potential">A fitted potential that names its species.</param>
    /// <param name="file">Where it comes from, for messages.</param>
    /// <exception cref="InputException">PACE has no such potentials, or the file would be too large.</exception>
    public static PaceModel Of(PotentialModel potential, string file)
    {
        var species = potential.Species
            ?? throw new InputException($"{file}: PACE needs the elements; name the species of the potential, such as Mo,Nb,Ta,W.");
        if (species.Names.FirstOrDefault(name => Elements.Number(name) is null) is { } name)
            throw new InputException($"{file}: PACE knows elements only, but species {name} is not one; rename it.");
        return new PaceExpansion(potential, file).Model(species);
    }

    private PaceModel Model(SpeciesList species)
    {
        var products = _energies.SelectMany(energy => energy.Keys).Where(product => !IsSingle(product, out _));
        var slots = new RadialSlots(Harmonics(products));
        var series = Series();
        return new()
        {
            Elements = species,
            E0 = _potential.SpeciesCoefficients,
            Embeddings = [.. species.Names.Select(_ => PaceEmbedding.Linear)],
            Bonds = [.. series.Select(pair => slots.Bond(_potential.Radial.Cutoff, pair))],
            Functions = [.. Enumerable.Range(0, species.Count).Select(center => Functions(center, slots, series))],
        };
    }

    // The coefficients xi of an atom of this species.
    private ReadOnlySpan<double> MomentCoefficients(int center) => _potential.MomentsOf(center);

    private void AddFunction(int function, IEnumerable<(Monomial Product, double Coefficient)> terms)
    {
        double[] xi = [.. Enumerable.Range(0, _energies.Length).Select(center => MomentCoefficients(center)[function])];
        foreach (var (product, coefficient) in terms)
        {
            for (var center = 0; center < xi.Length; center++)
            {
                if (xi[center] == 0) continue;
                ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_energies[center], product, out _);
                sum += xi[center] * coefficient;
            }
        }
        RequireReasonable(_energies.Sum(energy => (double)energy.Count) / 2);
    }

    private PaceFunction[] Functions(int center, RadialSlots slots, double[][][] series)
    {
        var products = new SpeciesProducts(_functions.Harmonics, _energies.Length);
        foreach (var (product, coefficient) in _energies[center])
            if (!IsSingle(product, out _)) products.Add(product, coefficient);
        return [.. Singles(center, series), .. products.Functions(slots)];
    }

    // At rank 1, PACE has the g_k themselves, so the radial functions are summed up here. Zeros are kept, so that every species has
    // functions.
    private IEnumerable<PaceFunction> Singles(int center, double[][][] series)
    {
        for (var neighbor = 0; neighbor < _energies.Length; neighbor++)
        {
            var radial = series[center * _energies.Length + neighbor];
            var sum = new double[radial[0].Length];
            foreach (var (product, coefficient) in _energies[center])
            {
                if (!IsSingle(product, out var mu)) continue;
                for (var k = 0; k < sum.Length; k++) sum[k] += coefficient * radial[mu][k];
            }
            for (var k = 0; k < sum.Length; k++) yield return new(1, [neighbor], [k + 1], [0], [0], [sum[k]]);
        }
    }

    // [pair][mu][k] radial functions in PACE's basis.
    private double[][][] Series()
    {
        var radial = _potential.Radial;
        var basis = new ChebPowSeries(radial);
        if (!(basis.Loss <= LargestLoss))
        {
            var range = FormattableString.Invariant($"between {radial.MinDistance} and {radial.Cutoff} Å");
            var loss = FormattableString.Invariant($"relative errors of {basis.Loss:0e+0}");
            throw new InputException($"{_file}: PACE would lose digits of {radial.Size} polynomials {range} ({loss}); "
                + "fit it with fewer of them or from a smaller distance on, or run it through KIM or the pair style of this program.");
        }
        var shape = _potential.RadialTensor.Shape;
        var block = new double[shape.PairLength];
        var series = new double[shape.PairCount][][];
        for (var pair = 0; pair < shape.PairCount; pair++)
        {
            _potential.RadialTensor.Block(pair, block);
            series[pair] = [.. block.Chunk(shape.BasisSize).Select(mu => basis.Convert(mu))];
        }
        return series;
    }

    private IEnumerable<Harmonic> Harmonics(IEnumerable<Monomial> products)
    {
        var variables = new int[Monomial.MostFactors];
        foreach (var product in products)
        {
            var rank = product.Variables(variables);
            for (var t = 0; t < rank; t++) yield return _functions.Harmonics[variables[t]];
        }
    }

    private bool IsSingle(Monomial product, out int mu)
    {
        Span<int> variables = stackalloc int[Monomial.MostFactors];
        var rank = product.Variables(variables);
        mu = _functions.Harmonics[variables[0]].Mu;
        return rank == 1;
    }

    private void RequireReasonable(double coefficients)
    {
        if (coefficients > MostCoefficients)
        {
            var most = FormattableString.Invariant($"{MostCoefficients / 1e6:0.#} million");
            throw new InputException($"{_file}: as .yace, the potential would have more than {most} coefficients, "
                + "as sums over all neighbours are written out by species, and be too slow to run; "
                + "run it through KIM or the pair style of this program instead.");
        }
    }
}
