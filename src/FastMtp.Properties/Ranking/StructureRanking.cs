using FastMtp.Properties.Relaxation;

namespace FastMtp.Properties.Ranking;

/// <summary>Orders relaxed structures of the same formula by enthalpy.</summary>
internal static class StructureRanking
{
    /// <summary>Structures are the same if for most members enthalpies differ by no more than this, eV/atom, …</summary>
    private const double SameEnthalpy = 5e-4;

    /// <summary>… volumes no more than this, relative, …</summary>
    private const double SameVolume = 0.01;

    /// <summary>… and fingerprints neither: relaxation leaves soft crystals about so far apart.</summary>
    private const double SameFingerprint = 0.1;

    /// <summary>Ranks structures.</summary>
    /// <param name="members">[member][structure] relaxed with each member of the ensemble, in the same order.</param>
    /// <param name="names">[structure] names.</param>
    /// <returns>By formula, and within a formula from low to high; structures that no member could relax come last.</returns>
    public static IReadOnlyList<RankedStructure> Of(IReadOnlyList<IReadOnlyList<Relaxed>> members, IReadOnlyList<string> names)
    {
        var all = Enumerable.Range(0, names.Count)
            .Select(i => new Candidate(names[i], [.. members.Select(member => member[i])])).GroupBy(candidate => candidate.Formula)
            .OrderBy(group => group.Key, StringComparer.Ordinal);
        return [.. all.SelectMany(group => Ordered([.. Merged(group)]))];
    }

    private static IEnumerable<Candidate> Merged(IEnumerable<Candidate> candidates)
    {
        var kept = new List<Candidate>();
        foreach (var candidate in candidates.OrderBy(c => c.Atoms))
        {
            if (kept.FirstOrDefault(other => other.IsSameAs(candidate)) is { } same) same.Duplicates.Add(candidate.Name);
            else kept.Add(candidate);
        }
        return kept;
    }

    private static IEnumerable<RankedStructure> Ordered(IReadOnlyList<Candidate> candidates)
    {
        var members = candidates[0].Ends.Count;
        Candidate[] order = [.. candidates.OrderBy(c => double.IsNaN(c.Mean) ? double.PositiveInfinity : c.Mean)];
        int[] lowest = [.. Enumerable.Range(0, members).Select(m => order.Any(c => c.IsKnown(m))
            ? Array.IndexOf(order, order.Where(c => c.IsKnown(m)).MinBy(c => c.Enthalpy(m))) : -1)];
        for (var i = 0; i < order.Length; i++)
        {
            var candidate = order[i];
            // Differences within each member: what members have in common cancels.
            double[] above = [.. Enumerable.Range(0, members).Select(m => candidate.Enthalpy(m) - order[0].Enthalpy(m))];
            var known = lowest.Count(index => index >= 0);
            int[] both = i == 0 ? [] : [.. Enumerable.Range(0, members).Where(m => candidate.IsKnown(m) && order[i - 1].IsKnown(m))];
            yield return new RankedStructure(
                candidate.Name, candidate.Formula, candidate.Atoms, candidate.FormulaAtoms, candidate.Volume, above)
            {
                Duplicates = candidate.Duplicates,
                LowestShare = known == 0 ? double.NaN : (double)lowest.Count(index => index == i) / known,
                OrderShare = both.Length == 0 ? double.NaN
                    : (double)both.Count(m => candidate.Enthalpy(m) > order[i - 1].Enthalpy(m)) / both.Length,
            };
        }
    }

    private sealed class Candidate(string name, IReadOnlyList<Relaxed> ends)
    {
        private readonly Lazy<StructureFingerprint?[]> _fingerprints = new(() =>
            [.. ends.Select(end => end.IsConverged ? StructureFingerprint.Of(end.Configuration) : null)]);

        public string Name => name;

        public IReadOnlyList<Relaxed> Ends => ends;

        public List<string> Duplicates { get; } = [];

        public string Formula { get; } = Crystals.Formula.Reduced(ends[0].Configuration);

        public int Atoms => ends[0].Configuration.Count;

        public int FormulaAtoms => Atoms / Crystals.Formula.Units(ends[0].Configuration);

        public double Volume => Known.Select(end => end.Configuration.Cell.Volume / Atoms).DefaultIfEmpty(double.NaN).Average();

        public double Mean => Known.Select(end => end.Enthalpy / Atoms).DefaultIfEmpty(double.NaN).Average();

        private IEnumerable<Relaxed> Known => ends.Where(end => end.IsConverged);

        public bool IsKnown(int member) => ends[member].IsConverged;

        public double Enthalpy(int member) => ends[member].IsConverged ? ends[member].Enthalpy / Atoms : double.NaN;

        public bool IsSameAs(Candidate other)
        {
            int[] both = [.. Enumerable.Range(0, ends.Count).Where(m => IsKnown(m) && other.IsKnown(m))];
            return both.Length > 0 && 2 * both.Count(IsSame) > both.Length;

            bool IsSame(int m) => Math.Abs(Enthalpy(m) - other.Enthalpy(m)) < SameEnthalpy
                && Math.Abs(VolumeOf(m) / other.VolumeOf(m) - 1) < SameVolume
                && _fingerprints.Value[m]!.DistanceTo(other._fingerprints.Value[m]!) < SameFingerprint;
        }

        private double VolumeOf(int member) => ends[member].Configuration.Cell.Volume / Atoms;
    }
}
