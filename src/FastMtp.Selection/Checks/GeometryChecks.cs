using FastMtp.Atoms;
using FastMtp.Data;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Selection.Checks;

/// <summary>Atoms too near or too far from each other, and cells too small or too large for their atoms.</summary>
internal static class GeometryChecks
{
    /// <summary>The kind of finding on a configuration whose neighbours cannot be found.</summary>
    public const string Unusable = "unusable";

    /// <summary>Distances below this part of the sum of the radii of two atoms hardly occur in data of electronic structure.</summary>
    private const double NearPart = 0.5;

    /// <summary>Nearest neighbours of most cells beyond this part are a sign of another unit.</summary>
    private const double FarPart = 1.5;
    private const double SmallVolume = 0.5;
    private const double LargeVolume = 3;

    public static void Run(CheckedSet set, Surroundings[] surroundings)
    {
        var parts = new List<double>();
        for (var i = 0; i < surroundings.Length; i++)
        {
            if (surroundings[i].Fault is { } fault)
            {
                var origin = set.Configurations[i].Origin + ": ";
                var sentence = fault.StartsWith(origin, StringComparison.Ordinal) ? fault[origin.Length..] : fault;
                set.Add(Severity.Error, Unusable, i, $"{sentence.Split(';')[0]}", "correct the positions and the cell, or remove it");
                continue;
            }
            parts.Add(CheckDistances(set, i, surroundings[i]));
            CheckIsolated(set, i, surroundings[i]);
        }
        var typical = RobustStatistics.Median(parts.Where(double.IsFinite));
        if (typical is > FarPart or < NearPart)
        {
            set.AddForSet(Severity.Warning, "unit of lengths", "all",
                $"nearest neighbours are {typical:0.00} of the sum of their radii apart in half of the configurations",
                "check that positions and cells are in Å (1 Bohr is 0.5292 Å)");
        }
        CheckVolumes(set, [.. Enumerable.Range(0, surroundings.Length).Where(i => surroundings[i].Fault is null)]);
    }

    /// <summary>The smallest distance over the sum of the radii; infinite if it is not known.</summary>
    private static double CheckDistances(CheckedSet set, int index, Surroundings found)
    {
        var least = double.PositiveInfinity;
        if (set.Species is null) return least;
        for (var pair = 0; pair < found.Shortest.Length; pair++)
        {
            var (a, b) = (set.Name(pair / set.SpeciesCount), set.Name(pair % set.SpeciesCount));
            var part = found.Shortest[pair] / (Elements.Radius(a) + Elements.Radius(b)) ?? double.PositiveInfinity;
            least = Math.Min(least, part);
            if (part < NearPart)
            {
                set.Add(Severity.Warning, "short distance", index,
                    $"{a}-{b} {found.Shortest[pair]:0.###} Å, {part:0.00} of the sum of the radii",
                    "check the structure; keep it if it is meant to show the repulsion", 1 / part);
            }
        }
        return least;
    }

    private static void CheckIsolated(CheckedSet set, int index, Surroundings found)
    {
        if (found.Isolated == 0) return;
        var configuration = set.Configurations[index];
        var name = set.Name(configuration.Types[found.FirstIsolated]);
        if (configuration.Count == 1)
        {
            set.Add(Severity.Note, "single atom", index, $"{name} alone within {set.Cutoff:0.##} Å",
                "its energy becomes the reference of its species; its forces teach nothing");
        }
        else
        {
            set.Add(Severity.Warning, "isolated atom", index,
                $"{found.Isolated} of {configuration.Count} atoms alone within {set.Cutoff:0.##} Å, first {name} {found.FirstIsolated + 1}",
                "check positions, cell and periodicity; remove it if the atom is not meant to be alone");
        }
    }

    /// <summary>Volumes are compared with sums over the species, as energies are.</summary>
    private static void CheckVolumes(CheckedSet set, int[] usable)
    {
        int[] bulk = [.. usable.Where(i => set.Configurations[i].Cell.IsBulk)];
        if (bulk.Length < 4) return;
        double[] volumes = [.. bulk.Select(i => set.Configurations[i].Cell.Volume / set.Configurations[i].Count)];
        double[][] shares = [.. bulk.Select(i => Composition.Shares(set.Configurations[i], set.SpeciesCount))];
        var ofSpecies = RobustStatistics.LeastAbsolute(shares, volumes);
        for (var k = 0; k < bulk.Length; k++)
        {
            var expected = Vectors.Dot(shares[k], ofSpecies);
            if (!(expected > 0)) continue;
            var ratio = volumes[k] / expected;
            if (ratio < SmallVolume)
            {
                set.Add(Severity.Warning, "small volume", bulk[k], $"{volumes[k]:0.##} Å³ per atom, {ratio:0.00} of the usual",
                    "check the cell; at such a compression electronic structure is rarely reliable", 1 / ratio);
            }
            else if (ratio > LargeVolume)
            {
                set.Add(Severity.Note, "large volume", bulk[k], $"{volumes[k]:0.##} Å³ per atom, {ratio:0.0} times the usual",
                    "fine for surfaces and molecules in a box; else check the cell", ratio);
            }
        }
    }
}
