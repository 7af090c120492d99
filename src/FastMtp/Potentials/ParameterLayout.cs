using FastMtp.Radial;

namespace FastMtp.Potentials;

/// <summary>
/// The layout of a potential's coefficients in the parameter vector [c | species | moments]; c is
/// [N_T][N_T][N_f][N_b], central species first.
/// </summary>
/// <param name="RadialShape">Extent of c.</param>
/// <param name="MomentCount">Number of moment coefficients: A, or N_T·A.</param>
/// <param name="MomentSets">1, or N_T if every central species has moment coefficients of its own, [N_T][A].</param>
internal sealed record ParameterLayout(RadialShape RadialShape, int MomentCount, int MomentSets = 1)
{
    /// <summary>N_T.</summary>
    public int SpeciesCount => RadialShape.SpeciesCount;

    /// <summary>A, number of basis functions.</summary>
    public int FunctionCount => MomentCount / MomentSets;

    /// <summary>Number of radial coefficients, which come first.</summary>
    public int RadialCount => RadialShape.Length;

    /// <summary>Index of the first species coefficient, the first of the linear ones.</summary>
    public int SpeciesOffset => RadialCount;

    /// <summary>Index of the first moment coefficient.</summary>
    public int MomentOffset => SpeciesOffset + SpeciesCount;

    /// <summary>Number of linear coefficients, [species | moments].</summary>
    public int LinearCount => SpeciesCount + MomentCount;

    /// <summary>Number of all coefficients.</summary>
    public int Count => RadialCount + LinearCount;

    /// <summary>The radial coefficients.</summary>
    public Range Radial => ..RadialCount;

    /// <summary>The species coefficients.</summary>
    public Range Species => SpeciesOffset..MomentOffset;

    /// <summary>The moment coefficients.</summary>
    public Range Moments => MomentOffset..Count;

    /// <summary>The coefficients that the energy is linear in.</summary>
    public Range Linear => SpeciesOffset..Count;

    /// <summary>The parameter vector.</summary>
    public double[] Join(ReadOnlySpan<double> radial, ReadOnlySpan<double> species, ReadOnlySpan<double> moments)
    {
        var parameters = new double[Count];
        radial.CopyTo(parameters.AsSpan(Radial));
        species.CopyTo(parameters.AsSpan(Species));
        moments.CopyTo(parameters.AsSpan(Moments));
        return parameters;
    }
}
