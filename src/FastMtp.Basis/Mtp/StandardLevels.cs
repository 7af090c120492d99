namespace FastMtp.Basis.Mtp;

/// <summary>Quantities determined by the level alone, for the levels 2, 4, …, 24.</summary>
internal static class StandardLevels
{
    /// <summary>
    /// The largest level whose basis the level rule alone determines; the published tables of levels 26 and 28 are truncated.
    /// </summary>
    public const int Largest = 24;

    /// <summary>All standard levels.</summary>
    public static IEnumerable<int> All => Enumerable.Range(1, Largest / 2).Select(i => 2 * i);

    /// <summary>True for 2, 4, …, <see cref="Largest"/>.</summary>
    public static bool IsStandard(int level) => level is >= 2 and <= Largest && level % 2 == 0;

    /// <summary>The moment tensors of a level, by mu and then nu: those with lev M ≤ level that some contraction can use.</summary>
    /// <remarks>A tensor of rank nu > 0 needs a partner that takes its indices: the cheapest is M(0, nu).</remarks>
    public static IEnumerable<MomentTensor> MomentTensors(int level)
    {
        for (var mu = 0; 2 + 4 * mu <= level; mu++)
        {
            for (var nu = 0; IsUsable(new MomentTensor(mu, nu), level); nu++) yield return new MomentTensor(mu, nu);
        }
    }

    private static bool IsUsable(MomentTensor tensor, int level) =>
        tensor.Level + (tensor.Nu == 0 ? 0 : new MomentTensor(0, tensor.Nu).Level) <= level;
}
