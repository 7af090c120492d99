namespace FastMtp.Potentials;

/// <summary>
/// The derivatives of a site energy with respect to those coefficients that it depends on: c of its central species, [N_T][N_f][N_b],
/// the species coefficient, and the moment coefficients. They are a part of the row over all coefficients, which is zero elsewhere.
/// </summary>
internal sealed class RowLayout(ParameterLayout layout)
{
    private readonly int _radial = layout.SpeciesCount * layout.RadialShape.PairLength;

    /// <summary>Number of derivatives.</summary>
    public int Length { get; } = layout.SpeciesCount * layout.RadialShape.PairLength + 1 + layout.FunctionCount;

    /// <summary>Number of all coefficients.</summary>
    public int ParameterCount => layout.Count;

    /// <summary>N_T.</summary>
    public int SpeciesCount => layout.SpeciesCount;

    /// <summary>N_f·N_b, derivatives with respect to c of one pair of species.</summary>
    public int PairLength => layout.RadialShape.PairLength;

    /// <summary>Index of the derivative with respect to the species coefficient; those of the moment coefficients follow.</summary>
    public int SpeciesEntry => _radial;

    /// <summary>[3] for a central species: first derivative, number of derivatives, index of the first coefficient.</summary>
    public (int First, int Count, int Parameter)[] Segments(int species) =>
    [
        (0, _radial, species * _radial),
        (_radial, 1, layout.SpeciesOffset + species),
        (_radial + 1, layout.FunctionCount, layout.MomentOffset + (layout.MomentSets > 1 ? species * layout.FunctionCount : 0)),
    ];

    /// <summary>Adds a row to one over all coefficients.</summary>
    public void AddTo(ReadOnlySpan<double> row, int species, Span<double> parameters)
    {
        foreach (var (first, count, parameter) in Segments(species))
            for (var i = 0; i < count; i++) parameters[parameter + i] += row[first + i];
    }
}
