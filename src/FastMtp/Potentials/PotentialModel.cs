using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FastMtp.ActiveSets;
using FastMtp.Basis;
using FastMtp.Basis.Families;
using FastMtp.Basis.Mtp;
using FastMtp.Data;
using FastMtp.Digests;
using FastMtp.Input;
using FastMtp.Radial;

namespace FastMtp.Potentials;

/// <summary>
/// A potential: basis plan, radial basis and coefficients. Site energy of atom i (eqs. (1)–(4) of the
/// paper): SpeciesCoefficients[z_i] + sum over alpha of MomentCoefficients[alpha]·B_alpha.
/// </summary>
internal sealed record PotentialModel
{
    /// <summary>Element names; null if neither the <c>.mtp</c> file nor the user gave any.</summary>
    public SpeciesList? Species { get; init; }

    /// <summary>N_T.</summary>
    public required int SpeciesCount { get; init; }

    /// <summary>Basis functions.</summary>
    public required BasisPlan Plan { get; init; }

    /// <summary>Radial basis.</summary>
    public required RadialBasis Radial { get; init; }

    /// <summary>Radial coefficients c in their form: dense or factors.</summary>
    public required RadialTensor RadialTensor { get; init; }

    /// <summary>[N_T][N_T][N_f][N_b] c, central species first, row-major; factorised ones are multiplied out at every call.</summary>
    public double[] RadialCoefficients => RadialTensor.ToDense();

    /// <summary>[N_T] energy of each species, eV.</summary>
    public required double[] SpeciesCoefficients { get; init; }

    /// <summary>
    /// [A] xi, in the order of <see cref="BasisPlan.Functions"/>, eV; [N_T][A] if every central species has its own.
    /// </summary>
    public required double[] MomentCoefficients { get; init; }

    /// <summary>True if every central species has moment coefficients of its own.</summary>
    public bool IsPerSpecies => MomentSets > 1;

    /// <summary>1, or N_T if every central species has moment coefficients of its own.</summary>
    private int MomentSets => MomentCoefficients.Length / Math.Max(1, Plan.Functions.Length);

    /// <summary>[A] the moment coefficients of a central species.</summary>
    public ReadOnlySpan<double> MomentsOf(int species) =>
        MomentCoefficients.AsSpan(IsPerSpecies ? species * Plan.Functions.Length : 0, Plan.Functions.Length);

    /// <summary>Nuclear repulsion added to the energies; null for none. Needs <see cref="Species"/>.</summary>
    public ZblRepulsion? Repulsion { get; init; }

    /// <summary>
    /// What grades atoms; null if nothing is known, or if it was made for other coefficients than these.
    /// </summary>
    public ActiveSet? ActiveSet
    {
        get => field?.Fingerprint == Fingerprint ? field : null;
        init;
    }

    /// <summary>Shortest distances in the training data, Å; zero for a pair that never occurs within the cutoff, null if unknown.</summary>
    public PairDistances? ShortestDistances { get; init; }

    /// <summary>Distances below which the potential is not to be trusted, Å; null if unknown.</summary>
    public PairDistances? Limits
    {
        get
        {
            if (ShortestDistances is not { } known) return Radial.MinDistance > 0 ? new(Radial.MinDistance) : null;
            var least = Radial.MinDistance > 0 ? Radial.MinDistance : known.Values.Where(distance => distance > 0).Min();
            return PairDistances.Of(SpeciesCount, (a, b) => known[a, b] > 0 ? known[a, b] : least);
        }
    }

    /// <summary>Free name (<c>potential_name</c>).</summary>
    public string Name { get; init; } = "MTP";

    /// <summary>Free text that another program wrote (<c>potential_tag</c>); kept when the potential is written again.</summary>
    public string Tag { get; init; } = "";

    /// <summary>Notes on the potential, such as how it was fitted; kept by <c>.fmtp</c> files.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>False if the file had no coefficients (an unfitted file).</summary>
    public bool IsFitted { get; init; } = true;

    /// <summary>
    /// Number of coefficients in the dense form: N_T²·N_f·N_b + N_T + A (or N_T·A), the length of <see cref="Parameters"/>.
    /// </summary>
    public int ParameterCount => Layout.Count;

    /// <summary>The position of each coefficient in <see cref="Parameters"/>.</summary>
    public ParameterLayout Layout =>
        new(RadialTensor.Shape, MomentCoefficients.Length, MomentSets);

    /// <summary>A potential whose coefficients are all zero, to be fitted.</summary>
    public static PotentialModel Unfitted(SpeciesList species, BasisPlan plan, RadialBasis radial, bool perSpecies = false)
    {
        var shape = RadialShape.Of(species.Count, plan, radial.Size);
        return new()
        {
            Species = species,
            SpeciesCount = species.Count,
            Plan = plan,
            Radial = radial,
            RadialTensor = new DenseRadialTensor(shape, new double[shape.Length]),
            SpeciesCoefficients = new double[species.Count],
            MomentCoefficients = new double[plan.Functions.Length * (perSpecies ? species.Count : 1)],
            IsFitted = false,
        };
    }

    /// <summary>An unfitted MTP of a standard level.</summary>
    /// <exception cref="InputException">There is no such level, or the radial basis is invalid.</exception>
    public static PotentialModel ForLevel(int level, SpeciesList species, RadialBasis radial) =>
        ForBasis(MtpFamily.NameOf(level), species, radial);

    /// <summary>An unfitted potential with a basis such as "mtp:16" or "ace:12".</summary>
    /// <param name="basis">Name of the basis.</param>
    /// <param name="species">Species.</param>
    /// <param name="radial">Radial basis.</param>
    /// <param name="perSpecies">True to give every central species moment coefficients of its own.</param>
    /// <exception cref="InputException">There is no such basis, or the radial basis is invalid.</exception>
    public static PotentialModel ForBasis(string basis, SpeciesList species, RadialBasis radial, bool perSpecies = false)
    {
        RequireUsable(radial);
        try
        {
            return Unfitted(species, BasisPlan.Of(basis), radial, perSpecies);
        }
        catch (ArgumentException e)
        {
            throw new InputException($"{e.Message}.", e);
        }
    }

    /// <summary>A configuration with the species numbers of this potential.</summary>
    /// <exception cref="InputException">
    /// It has a species that the potential lacks, or names species although the potential only numbers them.
    /// </exception>
    public Configuration Take(Configuration configuration)
    {
        if (configuration.Species is null || ReferenceEquals(configuration.Species, Species)) return configuration;
        if (Species is not null) return configuration.For(Species);
        var origin = configuration.Origin;
        throw InputException.Naming(
            $"{origin} names its species, but the potential only numbers them; name them when it is loaded, with {Argument.Species}.");
    }

    /// <summary>[c | species | moments] as one vector.</summary>
    public double[] Parameters => Layout.Join(RadialCoefficients, SpeciesCoefficients, MomentCoefficients);

    /// <summary>A short text that tells potentials with different coefficients apart.</summary>
    public string Fingerprint => Convert.ToHexStringLower(
        Sha256.Of(MemoryMarshal.AsBytes<double>([Radial.MinDistance, Radial.Cutoff, .. Parameters])).AsSpan(0, 16));

    /// <summary>The same potential with other coefficients, [c | species | moments]; c is dense then.</summary>
    public PotentialModel WithParameters(ReadOnlySpan<double> parameters)
    {
        var layout = Layout;
        return this with
        {
            RadialTensor = new DenseRadialTensor(RadialTensor.Shape, parameters[layout.Radial].ToArray()),
            SpeciesCoefficients = parameters[layout.Species].ToArray(),
            MomentCoefficients = parameters[layout.Moments].ToArray(),
            IsFitted = true,
        };
    }

    /// <summary>Checks a radial basis.</summary>
    /// <exception cref="InputException">Its distances or its size are out of range.</exception>
    public static void RequireUsable(RadialBasis radial)
    {
        InputBounds.RequireCutoff(radial.Cutoff, "The cutoff");
        if (!(radial.MinDistance >= 0 && radial.MinDistance < radial.Cutoff))
            throw new InputException(FormattableString.Invariant(
                $"The smallest distance {radial.MinDistance} Å does not lie between 0 and the cutoff {radial.Cutoff} Å; ")
                + "change one of them.");
        if (radial.Size is < 1 or > 64)
            throw new InputException($"A radial basis of {radial.Size} polynomials is out of range (1 … 64); 8 are usual.");
    }
}
