using FastMtp.Potentials;
using FastMtp.Radial;

namespace FastMtp.Training.Problem;

/// <summary>
/// Where the coefficients of a potential stand in the parameter vector [c | species | moments]; c is
/// [N_T][N_T][N_f][N_b], central species first.
/// </summary>
/// <param name="SpeciesCount">N_T.</param>
/// <param name="RadialFunctionCount">N_f.</param>
/// <param name="RadialBasisSize">N_b.</param>
/// <param name="MomentCount">A, number of basis functions.</param>
internal sealed record ParameterLayout(int SpeciesCount, int RadialFunctionCount, int RadialBasisSize, int MomentCount)
{
    /// <summary>The layout of a potential's coefficients.</summary>
    public static ParameterLayout Of(PotentialModel potential) =>
        new(potential.SpeciesCount, potential.Plan.RadialFunctionCount, potential.Radial.Size, potential.MomentCoefficients.Length);

    /// <summary>Extent of c.</summary>
    public RadialShape RadialShape => new(SpeciesCount, RadialFunctionCount, RadialBasisSize);

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

    /// <summary>Indices of the coefficients of some groups, ascending.</summary>
    public int[] Indices(ParameterGroups groups)
    {
        var indices = new List<int>(Count);
        if (groups.HasFlag(ParameterGroups.Radial)) indices.AddRange(Enumerable.Range(0, RadialCount));
        if (groups.HasFlag(ParameterGroups.Species)) indices.AddRange(Enumerable.Range(SpeciesOffset, SpeciesCount));
        if (groups.HasFlag(ParameterGroups.Moments)) indices.AddRange(Enumerable.Range(MomentOffset, MomentCount));
        return [.. indices];
    }
}
