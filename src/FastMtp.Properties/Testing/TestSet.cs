using FastMtp.Properties.Dynamics;
using FastMtp.Properties.Energies;
using FastMtp.Threading;

namespace FastMtp.Properties.Testing;

/// <summary>All results of a tests file.</summary>
/// <param name="Crystals">The crystals.</param>
/// <param name="Pairs">Pair curves, if they were asked for.</param>
internal sealed record TestSet(IReadOnlyList<CrystalReport> Crystals, IReadOnlyList<PairCurve> Pairs)
{
    /// <summary>The results of all crystals, then those of pairs.</summary>
    public IEnumerable<TestResult> Results => [.. Crystals.SelectMany(crystal => crystal.Results), .. Pairs.Select(OfPair)];

    /// <summary>True for the result of a pair.</summary>
    public bool IsPair(TestResult result) => Crystals.All(crystal => crystal.Name != result.Subject);

    /// <summary>Computes everything, a crystal per thread.</summary>
    /// <param name="potential">A potential that names its species.</param>
    /// <param name="file">What to compute.</param>
    /// <param name="threads">Number of threads; 0 for one per core.</param>
    /// <param name="finished">Called with every crystal that is done, in the order of the file.</param>
    /// <exception cref="InputException">The file asks for what there is not.</exception>
    public static TestSet Run(Potential potential, TestFile file, int threads, Action<CrystalReport> finished)
    {
        var crystals = new List<CrystalReport>();
        using (var parallel = new OrderedParallel<PotentialSurface>(threads, () => new PotentialSurface(potential)))
        {
            parallel.Run(
                file.Crystals.Count,
                (surface, i) => new CrystalTester(
                    surface, file.Crystals[i], file.ChemicalPotentials, potential.MinDistance, potential.Cutoff).Run(),
                report =>
                {
                    crystals.Add(report);
                    finished(report);
                });
        }
        Compare(crystals);
        if (file.PairsFrom is not { } nearest) return new TestSet(crystals, []);
        using var alone = new PotentialSurface(potential);
        return new TestSet(crystals, PairCurve.Of(alone, potential.Species!, nearest, potential.Cutoff));
    }

    /// <summary>Adds energies above the lowest crystal of the same formula.</summary>
    private static void Compare(IReadOnlyList<CrystalReport> crystals)
    {
        foreach (var group in crystals.Where(crystal => crystal.Formula is not null).GroupBy(crystal => crystal.Formula))
        {
            var lowest = group.Min(crystal => crystal.Energy);
            foreach (var crystal in group.Where(crystal => group.Count() > 1 || crystal.Above is not null))
            {
                var property = $"energy above the lowest {group.Key}";
                crystal.Results.Add(new TestResult(crystal.Name, property, "eV/atom", crystal.Energy - lowest, crystal.Above));
            }
        }
    }

    private static TestResult OfPair(PairCurve pair) =>
        new($"{pair.First}-{pair.Second}", "repels down to", "Å", double.IsFinite(pair.RepelsDownTo) ? pair.RepelsDownTo : double.NaN, null)
        {
            Verdict = pair.IsRepulsive,
            Note = pair.IsRepulsive ? "no hole at short distances"
                : double.IsFinite(pair.RepelsDownTo) ? "atoms that come nearer fall into each other; fit longer, or change --zbl"
                : "two atoms alone never repel by 1 eV",
        };
}
