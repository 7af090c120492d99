namespace FastMtp.Basis.Mtp;

/// <summary>
/// A basis function B_alpha: a complete contraction of up to four moment tensors, without traces within one tensor. A multigraph:
/// tensors are vertices; Edges[i, j] is the number of indices summed between tensors i and j.
/// </summary>
/// <param name="Factors">The tensors, sorted.</param>
/// <param name="Edges">Symmetric matrix of edge multiplicities, zero diagonal; row sums are the ranks.</param>
internal sealed record Contraction(MomentTensor[] Factors, int[,] Edges)
{
    public int Level => Factors.Sum(f => f.Level);

    /// <summary>Legs between a factor and another.</summary>
    public int this[int i, int j] => Edges[i, j];
}
