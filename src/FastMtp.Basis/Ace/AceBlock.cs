using System.Collections.Immutable;

namespace FastMtp.Basis.Ace;

/// <summary>A label (n, l) of a density A_nlm; n counts from 1.</summary>
internal readonly record struct AceLabel(int N, int L);

/// <summary>The functions whose factors have the given labels; equal labels stand side by side.</summary>
/// <param name="Labels">One label for each factor.</param>
internal sealed record AceBlock(ImmutableArray<AceLabel> Labels)
{
    /// <summary>Number of linearly independent functions.</summary>
    public int Dimension =>
        field == 0 ? field = AngularMomenta.Invariants(Labels.GroupBy(v => v).Select(g => (g.Key.L, g.Count()))) : field;
}
