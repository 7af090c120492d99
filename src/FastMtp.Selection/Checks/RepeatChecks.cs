using FastMtp.Selection.Descriptors;

namespace FastMtp.Selection.Checks;

/// <summary>Configurations that occur again, with the same labels or with others.</summary>
internal static class RepeatChecks
{
    /// <summary>Relative difference of volumes per atom that is more than rounding.</summary>
    private const double VolumeTolerance = 1e-4;

    public static void Run(CheckedSet set, IReadOnlyList<int> usable)
    {
        Configuration[] configurations = [.. usable.Select(i => set.Configurations[i])];
        var rows = ConfigurationDescriptors.Of(configurations, set.SpeciesCount, set.Cutoff, set.Threads);
        foreach (var repeats in SameStructures.Of(rows).Where(unit => unit.Length > 1))
            foreach (var same in Divide(set, [.. repeats.Select(i => usable[i])])) Compare(set, same);
    }

    /// <summary>Configurations that agree in their distances, too.</summary>
    private static List<List<int>> Divide(CheckedSet set, int[] repeats)
    {
        var parts = new List<(DistanceList Distances, Configuration First, List<int> Members)>();
        foreach (var index in repeats)
        {
            var configuration = set.Configurations[index];
            var distances = new DistanceList(configuration, set.Cutoff);
            var part = parts.Find(p => HaveSameVolume(p.First, configuration) && p.Distances.Equals(distances));
            if (part.Members is null) parts.Add((distances, configuration, [index]));
            else part.Members.Add(index);
        }
        return parts.ConvertAll(part => part.Members);
    }

    /// <summary>Compares configurations of one structure with the first of them.</summary>
    private static void Compare(CheckedSet set, List<int> repeats)
    {
        var first = set.Configurations[repeats[0]];
        var firstDisagrees = false;
        foreach (var index in repeats.Skip(1))
        {
            var other = set.Configurations[index];
            var isExact = IsExact(first, other);
            if (LabelDifference.Of(first, other, isExact) is { } difference)
            {
                Report(index, first, difference);
                if (!firstDisagrees && difference.IsLarge) Report(repeats[0], other, difference);
                firstDisagrees |= difference.IsLarge;
            }
            else if (isExact)
            {
                set.Add(Severity.Warning, "duplicate", index, $"the same atoms and labels as {first.Origin}", "remove it; --clean does",
                    isCopy: HasNothingNew(first, other));
            }
            else
            {
                set.Add(Severity.Note, "same structure", index, $"{first.Origin}, turned, numbered or repeated otherwise",
                    "fine, but it counts more than once");
            }
        }

        void Report(int index, Configuration other, LabelDifference difference) => set.Add(
            difference.IsLarge ? Severity.Error : Severity.Warning, "same structure, other labels", index,
            $"as {other.Origin}: {difference.Text}", "find out which calculation is right and remove the other");
    }

    private static bool HaveSameVolume(Configuration a, Configuration b) =>
        a.Cell.IsBulk == b.Cell.IsBulk
        && (!a.Cell.IsBulk || Math.Abs(a.Cell.Volume / a.Count * b.Count / b.Cell.Volume - 1) < VolumeTolerance);

    private static bool IsExact(Configuration a, Configuration b) =>
        a.Cell == b.Cell && a.Types.AsSpan().SequenceEqual(b.Types) && a.Positions.AsSpan().SequenceEqual(b.Positions);

    private static bool HasNothingNew(Configuration first, Configuration copy) =>
        (copy.Energy is null || first.Energy is not null)
        && (copy.Forces is null || first.Forces is not null)
        && (copy.Virial is null || first.Virial is not null);
}
