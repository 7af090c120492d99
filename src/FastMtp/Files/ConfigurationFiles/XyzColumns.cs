using System.Globalization;
using FastMtp.Files.Text;
using FastMtp.Input;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>The columns that <c>Properties=species:S:1:pos:R:3:…</c> announces.</summary>
internal static class XyzColumns
{
    /// <summary>As ASE writes it.</summary>
    public const string MobileName = "move_mask";

    private const string Default = "species:S:1:pos:R:3";

    public static AtomColumn[] Parse(string? properties, LineReader reader, ReadSession session)
    {
        var groups = Split(properties ?? Default, reader);
        var species = Find(groups, "species", "element", "symbol", "Z", "numbers");
        var positions = Find(groups, "pos", "positions");
        var forces = FindForces(groups, reader, session.Options.Keys.Forces);
        var columns = new List<AtomColumn>();
        foreach (var group in groups)
        {
            var role = group == species ? ColumnRole.Type
                : group == positions ? ColumnRole.Position
                : group == forces ? ColumnRole.Force
                // With three columns, it says more than whether an atom moves.
                : group is { Name: MobileName, Size: 1 } ? ColumnRole.Mobile
                : group is { Name: AtomColumn.Grades, Size: 1 } ? ColumnRole.Grade
                : group is { Name: AtomColumn.ForceSpread, Size: 1 } ? ColumnRole.Spread
                : ColumnRole.Ignored;
            var size = role switch
            {
                ColumnRole.Type or ColumnRole.Mobile or ColumnRole.Grade or ColumnRole.Spread => 1,
                ColumnRole.Ignored => group.Size,
                _ => 3,
            };
            if (group.Size != size)
                throw reader.Error($"{group.Name} has {group.Size} columns, but {size} are needed; correct Properties.");
            for (var i = 0; i < size; i++) columns.Add(new AtomColumn(group.Name, role, i));
            if (role == ColumnRole.Ignored) session.Ignored(group.Name);
        }
        if (species is null) throw reader.Error("Properties names no species column; it needs species:S:1 or Z:I:1.");
        if (positions is null) throw reader.Error("Properties names no positions; it needs pos:R:3.");
        if (forces is not null) session.UsedForces(forces.Name);
        return [.. columns];
    }

    private static List<Group> Split(string properties, LineReader reader)
    {
        var words = properties.Split(':');
        if (words.Length % 3 != 0) throw reader.Error($"Properties={properties} is not a list of name:type:count; correct it.");
        var groups = new List<Group>();
        for (var i = 0; i < words.Length; i += 3)
        {
            if (!int.TryParse(words[i + 2], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size is < 1 or > 1000)
                throw reader.Error($"'{words[i + 2]}' is not a number of columns for {words[i]}; correct Properties.");
            if (groups.Exists(group => group.Name == words[i])) throw reader.Error($"Properties names {words[i]} twice; remove one.");
            groups.Add(new Group(words[i], size));
        }
        return groups;
    }

    private static Group? Find(List<Group> groups, params string[] names)
    {
        foreach (var name in names)
            if (groups.Find(group => group.Name == name) is { } group) return group;
        return null;
    }

    private static Group? FindForces(List<Group> groups, LineReader reader, string? asked)
    {
        if (asked is not null) return groups.Find(group => group.Name == asked);
        var found = groups.FindAll(group => XyzNames.Has(XyzNames.Forces, group.Name));
        if (found.Count > 1)
            throw reader.ErrorNaming(
                $"{found[0].Name} and {found[1].Name} could both be the forces; choose one with {Argument.ForcesKey}.");
        return found.FirstOrDefault();
    }

    private sealed record Group(string Name, int Size);
}
