namespace FastMtp.Selection.Choices;

/// <summary>
/// Which candidates of simulations are of use. What follows the first atom that is far from all data is a consequence of wrong forces, and
/// its labels teach little.
/// </summary>
internal static class RunFilter
{
    /// <summary>
    /// The indices of the candidates up to the first of each run that exceeds a limit of the rule; that one is of use only if none
    /// before it is worth a label. Also the number of the others.
    /// </summary>
    /// <param name="rule">The limits.</param>
    /// <param name="runs">[candidates] the run of each, in the order of time.</param>
    /// <param name="grades">[candidates] largest grades; null if not known.</param>
    /// <param name="spreads">[candidates] largest spreads, eV/Å; null if not known.</param>
    public static (int[] Usable, int Astray) Usable(
        ChoiceRule rule, IReadOnlyList<int> runs, IReadOnlyList<double>? grades, IReadOnlyList<double>? spreads)
    {
        var (ended, wanted) = (new HashSet<int>(), new HashSet<int>());
        int[] usable = [.. Enumerable.Range(0, runs.Count).Where(IsUsable)];
        return (usable, runs.Count - usable.Length);

        bool IsUsable(int i)
        {
            if (ended.Contains(runs[i])) return false;
            // What is not a number exceeds every limit.
            var isWithin = (grades is null || grades[i] <= rule.BreakGrade) && (spreads is null || spreads[i] <= rule.BreakSpread);
            if (!isWithin) ended.Add(runs[i]);
            var isFirst = !wanted.Contains(runs[i]);
            if (grades?[i] > rule.LeastGrade || spreads?[i] > rule.LeastSpread) wanted.Add(runs[i]);
            return isWithin || isFirst;
        }
    }
}
