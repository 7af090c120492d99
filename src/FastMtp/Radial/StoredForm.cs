namespace FastMtp.Radial;

/// <summary>A form of <see cref="RadialTensor"/>, as files name it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="RankCount">Number of ranks.</param>
/// <param name="Layout">The factor layout for a shape and ranks.</param>
/// <param name="Create">Creates the tensor from matching shape, ranks and factors.</param>
internal sealed record StoredForm(
    string Name,
    int RankCount,
    Func<RadialShape, IReadOnlyList<int>, FactorShape[]> Layout,
    Func<RadialShape, IReadOnlyList<int>, IReadOnlyList<double[]>, RadialTensor> Create)
{
    /// <summary>Creates the tensor from factors concatenated in one vector, as in a fit.</summary>
    public RadialTensor Of(RadialShape shape, IReadOnlyList<int> ranks, ReadOnlySpan<double> factors)
    {
        var layout = Layout(shape, ranks);
        var split = new double[layout.Length][];
        for (var k = 0; k < split.Length; k++) split[k] = layout[k].Of(factors).ToArray();
        return Create(shape, ranks, split);
    }

    /// <summary>Creates the tensor from ranks and factors as stored in a file.</summary>
    /// <exception cref="ArgumentException">They do not match form and shape.</exception>
    public RadialTensor Build(RadialShape shape, IReadOnlyList<int> ranks, IReadOnlyList<double[]> factors)
    {
        Require(shape, ranks, factors);
        return Create(shape, ranks, factors);
    }

    /// <summary>Checks that ranks and factors match the form.</summary>
    /// <exception cref="ArgumentException">They do not match.</exception>
    public void Require(RadialShape shape, IReadOnlyList<int> ranks, IReadOnlyList<double[]> factors)
    {
        if (ranks.Count != RankCount)
            throw new ArgumentException($"The form {Name} has {RankCount} ranks, not {ranks.Count}.", nameof(ranks));
        var (wanted, given) = (Layout(shape, ranks).Select(factor => factor.Length), factors.Select(factor => factor.Length));
        if (!wanted.SequenceEqual(given))
            throw new ArgumentException($"The factors have {string.Join(", ", given)} entries, not {string.Join(", ", wanted)}.",
                nameof(factors));
    }
}
