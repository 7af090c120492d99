using FastMtp.Data;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Selection.Checks;

/// <summary>Energies that stand out from the sum of an energy for each species, and the unit that would explain them.</summary>
internal static class EnergyChecks
{
    private const int Fewest = 5;
    private const double OutlierSigmas = 8;
    private const double SmallestOutlier = 1;

    /// <summary>No bonds are stronger, eV per atom.</summary>
    private const double StrongestBonds = 15;

    /// <summary>Where half of the energies are larger, eV per atom, the unit is rarely eV.</summary>
    private const double LargestEnergy = 1000;

    public static void Run(CheckedSet set)
    {
        var all = set.Configurations;
        int[] labelled = [.. Enumerable.Range(0, all.Count).Where(i => all[i].Energy is not null && all[i].Count > 0)];
        if (labelled.Length < Fewest) return;
        double[][] shares = [.. labelled.Select(i => Composition.Shares(all[i], set.SpeciesCount))];
        var arePerAtom = EnergiesPerAtom.Are([.. labelled.Select(i => all[i])], shares);
        if (arePerAtom)
        {
            set.AddForSet(Severity.Error, "unit of energy", "all",
                $"energies seem to be per atom: they do not grow with the number of atoms",
                "multiply them by the number of atoms");
        }
        double[] energies = [.. labelled.Select(i => all[i].Energy!.Value / (arePerAtom ? 1 : all[i].Count))];
        var ofSpecies = RobustStatistics.LeastAbsolute(shares, energies);
        double[] usual = [.. shares.Select(share => Vectors.Dot(share, ofSpecies))];
        var (median, sigma) = RobustStatistics.Of([.. energies.Zip(usual, (e, u) => e - u)]);
        for (var k = 0; k < labelled.Length; k++)
        {
            var (index, excess) = (labelled[k], energies[k] - usual[k] - median);
            if (Math.Abs(excess) < Math.Max(OutlierSigmas * sigma, SmallestOutlier)) continue;
            var expected = usual[k] + median;
            if (LabelUnits.OfEnergy(energies[k], expected, Math.Max(3 * sigma, SmallestOutlier / 2), arePerAtom ? 1 : all[index].Count)
                is { } unit)
            {
                set.Add(Severity.Error, "unit of energy", index, $"{energies[k]:0.####} eV per atom, usual {expected:0.####}: it is {unit}",
                    "convert it to eV for all atoms");
                continue;
            }
            set.Add(excess < -StrongestBonds ? Severity.Error : Severity.Warning, "energy outlier", index,
                $"{excess:+0.###;-0.###} eV per atom from the usual of its species; σ of the set {sigma:0.###}",
                excess < 0
                    ? "check convergence, pseudopotentials and the unit"
                    : "check convergence and structure; leave it out if it is not needed",
                Math.Abs(excess));
        }
        var size = RobustStatistics.Median(energies.Select(Math.Abs));
        if (size > LargestEnergy)
        {
            set.AddForSet(Severity.Note, "large energies", "all", $"half of the energies exceed {size:0} eV per atom",
                "check the unit unless they include all electrons");
        }
    }
}
