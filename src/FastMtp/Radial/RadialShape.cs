namespace FastMtp.Radial;

/// <summary>Extent of the radial coefficients [N_T][N_T][N_f][N_b].</summary>
/// <param name="SpeciesCount">N_T.</param>
/// <param name="FunctionCount">N_f.</param>
/// <param name="BasisSize">N_b.</param>
internal readonly record struct RadialShape(int SpeciesCount, int FunctionCount, int BasisSize)
{
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

    /// <summary>The number of a pair z_i·N_T + z_j whatever the order of its species: 0-0, 1-0, 1-1, 2-0, …</summary>
    public int Unordered(int pair)
    {
        var (center, neighbor) = (pair / SpeciesCount, pair % SpeciesCount);
        var larger = Math.Max(center, neighbor);
        return larger * (larger + 1) / 2 + Math.Min(center, neighbor);
    }
}
