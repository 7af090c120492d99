using System.Collections.Immutable;
using System.Globalization;

namespace FastMtp.Data;

/// <summary>A distance for each unordered pair of species.</summary>
/// <param name="Values">[pair] Å, the pairs 0-0, 0-1, 1-1, 0-2, …; or a single one for all pairs.</param>
internal sealed record PairDistances(ImmutableArray<double> Values)
{
    /// <summary>The same distance for all pairs.</summary>
    public PairDistances(double distance)
        : this([distance])
    {
    }

    /// <summary>The distance of a pair, Å.</summary>
    public double this[int first, int second] => Values[IsUniform ? 0 : Index(first, second)];

    /// <summary>True if all pairs have the same distance.</summary>
    public bool IsUniform => Values.Length == 1;

    /// <summary>Å.</summary>
    public double Longest => Values.Max();

    /// <summary>Number of unordered pairs.</summary>
    public static int Count(int speciesCount) => speciesCount * (speciesCount + 1) / 2;

    /// <summary>The unordered pairs, in the order of <see cref="Values"/>.</summary>
    public static IEnumerable<(int First, int Second)> Pairs(int speciesCount) =>
        from second in Enumerable.Range(0, speciesCount) from first in Enumerable.Range(0, second + 1) select (first, second);

    /// <summary>A distance for each pair of a number of species.</summary>
    public static PairDistances Of(int speciesCount, Func<int, int, double> distance) =>
        new([.. Pairs(speciesCount).Select(pair => distance(pair.First, pair.Second))]);

    /// <summary>The lesser of two distances for each pair, where zero stands for none.</summary>
    public PairDistances Lesser(PairDistances other, int speciesCount) => Of(speciesCount, (a, b) =>
        this[a, b] == 0 || other[a, b] == 0 ? Math.Max(this[a, b], other[a, b]) : Math.Min(this[a, b], other[a, b]));

    /// <summary>[z_i·N_T + z_j] squares, Å².</summary>
    public double[] Squares(int speciesCount)
    {
        var squares = new double[speciesCount * speciesCount];
        for (var pair = 0; pair < squares.Length; pair++) squares[pair] = Square(this[pair / speciesCount, pair % speciesCount]);
        return squares;

        static double Square(double distance) => distance * distance;
    }

    /// <inheritdoc/>
    public bool Equals(PairDistances? other) => other is not null && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Values.Aggregate(0, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', Values.Select(value => value.ToString(CultureInfo.InvariantCulture)));

    private static int Index(int first, int second) =>
        first > second ? Count(first) + second : Count(second) + first;
}
