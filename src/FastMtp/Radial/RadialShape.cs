using FastMtp.Basis;

namespace FastMtp.Radial;

/// <summary>Extent of the radial coefficients [N_T][N_T][N_f][N_b].</summary>
/// <param name="SpeciesCount">N_T.</param>
/// <param name="FunctionCount">N_f.</param>
/// <param name="BasisSize">N_b.</param>
internal readonly record struct RadialShape(int SpeciesCount, int FunctionCount, int BasisSize)
{
    /// <summary>The labels (n, l) of the radial functions; null if they have none.</summary>
    public LabelGrid? Labels { get; init; }

    /// <summary>N_T², pairs of a central and a neighbouring species.</summary>
    public int PairCount => SpeciesCount * SpeciesCount;

    /// <summary>N_T(N_T + 1)/2, pairs of species whatever their order.</summary>
    public int UnorderedPairCount => SpeciesCount * (SpeciesCount + 1) / 2;

    /// <summary>N_f·N_b, coefficients of one pair.</summary>
    public int PairLength => FunctionCount * BasisSize;

    /// <summary>N_T²·N_f·N_b.</summary>
    public int Length => checked(PairCount * PairLength);

    /// <summary>N_T, N_T, N_f and N_b.</summary>
    public int[] Modes => [SpeciesCount, SpeciesCount, FunctionCount, BasisSize];

    /// <summary>N_T, N_T, N_n, L + 1 and N_b, the modes if n and l are told apart; null if the radial functions have none.</summary>
    public int[]? LabelModes => Labels is { } grid ? [SpeciesCount, SpeciesCount, grid.Rows, grid.Columns, BasisSize] : null;

    /// <summary>The extent of a potential with a basis.</summary>
    public static RadialShape Of(int speciesCount, BasisPlan plan, int basisSize) =>
        new(speciesCount, plan.RadialFunctionCount, basisSize) { Labels = LabelGrid.Of(plan) };

    /// <summary>The number of a pair z_i·N_T + z_j whatever the order of its species: 0-0, 1-0, 1-1, 2-0, …</summary>
    public int Unordered(int pair)
    {
        var (center, neighbor) = (pair / SpeciesCount, pair % SpeciesCount);
        var larger = Math.Max(center, neighbor);
        return larger * (larger + 1) / 2 + Math.Min(center, neighbor);
    }
}
