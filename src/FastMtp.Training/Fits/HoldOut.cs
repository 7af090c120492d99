using FastMtp.Basis;
using FastMtp.Data;

namespace FastMtp.Training.Fits;

/// <summary>
/// Validation data taken from the training data: the same share of every group. Copies stay together, and so do consecutive frames
/// of a run, as a fit that has seen one of them is not tested by the other. What the fit needs stays with it: the nearest two atoms
/// of each two species, and the only configurations with their set of species.
/// </summary>
/// <param name="Share">The share that was asked for.</param>
/// <param name="Count">Number of configurations that were taken; 0 if there are too few.</param>
/// <param name="Groups">Number of groups that they are from.</param>
internal sealed record HoldOut(double Share, int Count, int Groups)
{
    /// <summary>The usual share.</summary>
    public const double Usual = 0.1;

    /// <summary>The largest share.</summary>
    public const double Largest = 0.5;

    /// <summary>Fewer configurations are all needed for the fit.</summary>
    private const int Enough = 20;

    /// <summary>Fewer say little.</summary>
    private const int Fewest = 3;

    /// <summary>Smaller groups give nothing, unless all are that small.</summary>
    private const int SmallestGroup = 3;

    /// <summary>Whatever the seed of a fit, it is tested by the same configurations.</summary>
    private const ulong Seed = 0;

    /// <summary>
    /// Differences of the loss on so few configurations that say nothing, as a fraction of it. With the prior, a fit rarely gets worse in
    /// its later steps, and to stop it at a chance minimum costs more than to let it go on.
    /// </summary>
    public double Tolerance => Count == 0 ? 0 : 0.5 / Math.Sqrt(Count);

    /// <summary>Divides the data.</summary>
    /// <param name="all">The data; types index the species.</param>
    /// <param name="summary">Their summary.</param>
    /// <param name="share">Share to take.</param>
    /// <returns>What was done, and what is left for the fit and taken for validation, both in the order of the data.</returns>
    /// <exception cref="InputException">The share is not one.</exception>
    public static (HoldOut Done, IReadOnlyList<Configuration> Training, IReadOnlyList<Configuration> Validation) Of(
        IReadOnlyList<Configuration> all, DataSummary summary, double share)
    {
        if (!(share >= 0 && share <= Largest))
            throw new InputException(FormattableString.Invariant(
                $"A share of {share} cannot be held out; take one from 0, which is none, to {Largest}."));
        var isHeld = all.Count < Enough || share == 0
            ? new bool[all.Count] : Choose(all, summary, Math.Max(share, (double)Fewest / all.Count));
        Configuration[] validation = [.. all.Where((_, i) => isHeld[i])];
        var groups = validation.DistinctBy(c => c.ConfigType).Count();
        return (new(share, validation.Length, groups), [.. all.Where((_, i) => !isHeld[i])], validation);
    }

    private static bool[] Choose(IReadOnlyList<Configuration> all, DataSummary summary, double share)
    {
        var isHeld = new bool[all.Count];
        var nearest = summary.ClosestPairs.Select(pair => pair.Index).ToHashSet();
        var random = new SplitMix64(Seed);
        var (seen, taken) = (0, 0);
        var firsts = FirstCopies(all);
        var copies = Enumerable.Range(0, all.Count).ToLookup(i => firsts[i]);
        int[][][] groups = [.. GroupsOf(all).Select(members => RunsOf(members))];
        var left = groups.SelectMany(runs => runs).GroupBy(run => SpeciesOf(all[run[0]]))
            .ToDictionary(runs => runs.Key, runs => runs.Count());
        foreach (var runs in groups)
        {
            var size = runs.Sum(run => run.Length);
            seen += size;
            // What rounding leaves over in one group is made up for in the next.
            var room = Math.Clamp((int)Math.Round(share * seen) - taken, (int)(share * size), (int)Math.Ceiling(share * size));
            random.Shuffle<int[]>(runs);
            foreach (var run in runs)
            {
                var species = SpeciesOf(all[run[0]]);
                if (run.Length > room || left[species] == 1 || run.Any(nearest.Contains)) continue;
                foreach (var i in run) isHeld[i] = true;
                left[species]--;
                room -= run.Length;
                taken += run.Length;
            }
        }
        return isHeld;

        int[][] RunsOf(int[] members)
        {
            var longest = Math.Max(1, (int)(share * members.Length));
            return [.. Frames.Runs(all, members.Where(i => firsts[i] == i), longest)
                .Select(run => run.SelectMany(i => copies[i]).ToArray())];
        }
    }

    /// <summary>The first configuration that each one is a copy of, which may be itself.</summary>
    private static int[] FirstCopies(IReadOnlyList<Configuration> all)
    {
        var known = new Dictionary<string, int>();
        var firsts = new int[all.Count];
        for (var i = 0; i < firsts.Length; i++)
        {
            var digest = Frames.Digest(all[i]);
            known.TryAdd(digest, i);
            firsts[i] = known[digest];
        }
        return firsts;
    }

    /// <summary>The configurations of each group that is large enough, or all of them if none is.</summary>
    private static IEnumerable<int[]> GroupsOf(IReadOnlyList<Configuration> all)
    {
        int[][] groups = [.. Enumerable.Range(0, all.Count).GroupBy(i => all[i].ConfigType)
            .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => group.ToArray())];
        int[][] large = [.. groups.Where(group => group.Length >= SmallestGroup)];
        return large.Length > 0 ? large : [[.. Enumerable.Range(0, all.Count)]];
    }

    private static string SpeciesOf(Configuration configuration) => string.Join(' ', configuration.Types.Distinct().Order());
}
