using FastMtp.Atoms;
using FastMtp.Basis;
using FastMtp.Radial;

namespace FastMtp.Potentials;

/// <summary>
/// A Moment Tensor Potential: basis plan, radial basis and coefficients. Site energy of atom i (METHOD: eqs. (1)–(4) of the
/// paper): SpeciesCoefficients[z_i] + sum over alpha of MomentCoefficients[alpha]·B_alpha.
/// </summary>
public sealed class MtpPotential
{
    /// <summary>Element names; null when a <c>.mtp</c> file gave none and the user has not either.</summary>
    public SpeciesList? Species { get; init; }

    /// <summary>N_T.</summary>
    public required int SpeciesCount { get; init; }

    /// <summary>Basis functions.</summary>
    public required BasisPlan Plan { get; init; }

    /// <summary>Radial basis.</summary>
    public required RadialBasis Radial { get; init; }

    /// <summary>[N_T][N_T][N_f][N_b] c, central species first, row-major.</summary>
    public required double[] RadialCoefficients { get; init; }

    /// <summary>[N_T] energy of each species, eV.</summary>
    public required double[] SpeciesCoefficients { get; init; }

    /// <summary>[A] xi, in the order of <see cref="BasisPlan.Functions"/>, eV.</summary>
    public required double[] MomentCoefficients { get; init; }

    /// <summary>Free name (<c>potential_name</c>).</summary>
    public string Name { get; init; } = "MTP";

    /// <summary>Free text that another program wrote (<c>potential_tag</c>); kept when the potential is written again.</summary>
    public string Tag { get; init; } = "";

    /// <summary>False when the file had no coefficients (an untrained file).</summary>
    public bool IsFitted { get; init; } = true;

    /// <summary>Number of all coefficients: N_T²·N_f·N_b + N_T + A.</summary>
    public int ParameterCount => RadialCoefficients.Length + SpeciesCoefficients.Length + MomentCoefficients.Length;

    /// <summary>A potential whose coefficients are all zero, to be fitted.</summary>
    public static MtpPotential Unfitted(SpeciesList species, BasisPlan plan, RadialBasis radial) => new()
    {
        Species = species,
        SpeciesCount = species.Count,
        Plan = plan,
        Radial = radial,
        RadialCoefficients = new double[species.Count * species.Count * plan.RadialFunctionCount * radial.Size],
        SpeciesCoefficients = new double[species.Count],
        MomentCoefficients = new double[plan.Functions.Length],
        IsFitted = false,
    };

    /// <summary>[c | species | moments] as one vector.</summary>
    public double[] Parameters => [.. RadialCoefficients, .. SpeciesCoefficients, .. MomentCoefficients];

    /// <summary>The same potential with other coefficients, [c | species | moments].</summary>
    public MtpPotential WithParameters(ReadOnlySpan<double> parameters)
    {
        var radial = RadialCoefficients.Length;
        return new()
        {
            Species = Species,
            SpeciesCount = SpeciesCount,
            Plan = Plan,
            Radial = Radial,
            RadialCoefficients = parameters[..radial].ToArray(),
            SpeciesCoefficients = parameters.Slice(radial, SpeciesCount).ToArray(),
            MomentCoefficients = parameters[(radial + SpeciesCount)..].ToArray(),
            Name = Name,
            Tag = Tag,
        };
    }
}
