using FastMtp.Cli.Terminals;
using FastMtp.Potentials;

namespace FastMtp.Cli.Arguments;

/// <summary>Members of a committee that are the same potential: they agree everywhere, however wrong they are.</summary>
internal static class EqualMembers
{
    private const string OtherFits = "take fits that differ, such as those of fastmtp train --ensemble 5";

    /// <summary>Notes that some members are equal.</summary>
    public static void Note(Terminal terminal, IEnumerable<Potential> members, string remedy = OtherFits)
    {
        if (Sentence(members, remedy) is { } sentence) terminal.Note(sentence);
    }

    /// <summary>Says which members are equal, by their numbers from 1; null if all differ.</summary>
    public static string? Sentence(IEnumerable<Potential> members, string remedy = OtherFits) =>
        Sentence([.. members.Select(member => member.IsPace || member.IsCommittee ? null : member.Model)], remedy);

    /// <param name="members">The members; null for one that cannot be compared.</param>
    /// <param name="remedy">What to do about it.</param>
    public static string? Sentence(IReadOnlyList<PotentialModel?> members, string remedy = OtherFits)
    {
        var equal = members.Index().Where(member => member.Item is not null)
            .GroupBy(member => (member.Item!.Plan.Name, member.Item.Radial, member.Item.Repulsion, member.Item.Fingerprint),
                member => $"{member.Index + 1}")
            .FirstOrDefault(group => group.Count() > 1)?.ToArray();
        return equal is null ? null
            : $"members {string.Join(", ", equal[..^1])} and {equal[^1]} of {members.Count} are the same potential, "
                + $"and the spread between equal members says nothing; {remedy}.";
    }
}
