namespace FastMtp.Selection.Checks;

/// <summary>Finds configurations of the same atoms that are near each other.</summary>
internal static class NearPairs
{
    /// <summary>Later configurations of the same atoms that each is compared with, so that time grows in proportion to the data.</summary>
    private const int Window = 500;

    /// <summary>Pairs of a configuration, which then has been seen from all sides.</summary>
    private const int MostOfOne = 50;

    /// <summary>Pairs from which signs and units can be told.</summary>
    public static IEnumerable<NearPair> Of(IReadOnlyList<Configuration> configurations)
    {
        var sameAtoms = Enumerable.Range(0, configurations.Count)
            .Where(i => configurations[i] is { Energy: not null } c && (c.Forces is not null || c.Virial is not null))
            .GroupBy(i => configurations[i].Types, Sequence.Comparer);
        foreach (var group in sameAtoms)
        {
            int[] numbers = [.. group];
            PairMember[] members = [.. numbers.Select(i => new PairMember(configurations[i]))];
            for (var a = 0; a < members.Length; a++)
            {
                var found = 0;
                for (var b = a + 1; b < Math.Min(members.Length, a + Window) && found < MostOfOne; b++)
                {
                    if (NearPair.Of(numbers[a], members[a], numbers[b], members[b]) is not { } pair) continue;
                    found++;
                    if (pair.IsTelling) yield return pair;
                }
            }
        }
    }

    private sealed class Sequence : IEqualityComparer<int[]>
    {
        public static Sequence Comparer { get; } = new();

        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] types)
        {
            var hash = new HashCode();
            foreach (var type in types) hash.Add(type);
            return hash.ToHashCode();
        }
    }
}
