using FastMtp.Basis;
using FastMtp.Potentials;
using FastMtp.Radial;

namespace FastMtp.Selection.Descriptors;

/// <summary>
/// The basis functions that describe the surroundings of atoms where there is no potential: those of a small MTP whose radial functions
/// are fixed mixtures of Chebyshev polynomials, another one for every species of the neighbour.
/// </summary>
internal static class DescriptorBasis
{
    private const string Name = "mtp:10";
    private const int RadialSize = 6;

    /// <summary>The basis as a potential whose linear coefficients are zero.</summary>
    /// <param name="speciesCount">N_T.</param>
    /// <param name="cutoff">Å.</param>
    /// <exception cref="InputException">The cutoff is out of range.</exception>
    public static PotentialModel Of(int speciesCount, double cutoff)
    {
        var names = new SpeciesList(Enumerable.Range(0, speciesCount).Select(s => $"X{s}"));
        // The scaling makes the envelope 1 at the atom, so that the functions hardly depend on the cutoff.
        var empty = PotentialModel.ForBasis(Name, names, new RadialBasis(0, cutoff, RadialSize, 1 / (cutoff * cutoff)));
        var shape = empty.RadialTensor.Shape;
        var coefficients = new double[shape.Length];
        for (var pair = 0; pair < shape.PairCount; pair++)
            Mix(pair % speciesCount, coefficients.AsSpan(pair * shape.PairLength, shape.PairLength));
        return empty with
        {
            Species = null,
            RadialTensor = new DenseRadialTensor(shape, coefficients),
            IsFitted = true,
        };
    }

    /// <summary>Random numbers that depend on the species alone.</summary>
    private static void Mix(int species, Span<double> coefficients)
    {
        var random = new SplitMix64((ulong)species);
        for (var i = 0; i < coefficients.Length; i++) coefficients[i] = random.NextSigned();
    }
}
