using FastMtp.Basis;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Files.PotentialFiles;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

/// <summary>Cells with the energies and forces of a known potential, and errors of known size.</summary>
internal static class PlantedData
{
    private static readonly SpeciesList Species = GoldenData.Species;

    /// <summary>Writes the potential.</summary>
    public static string Potential(TemporaryDirectory directory)
    {
        PotentialFile.Write(directory.PathOf("known.fmtp"), GoldenData.Potential(6));
        return directory.PathOf("known.fmtp");
    }

    /// <summary>Writes cells of groups; each label of a group is wrong by a random number up to what is given.</summary>
    public static string Write(TemporaryDirectory directory, string name, int seed, params (string Group, int Cells, double Wrong)[] groups)
    {
        var (potential, random, cells) = (new Potential(GoldenData.Potential(6)), new SplitMix64((ulong)seed), new List<Configuration>());
        foreach (var (group, count, wrong) in groups)
        {
            for (var i = 0; i < count; i++)
            {
                var cell = Cell(random) with { ConfigType = group };
                var exact = potential.Evaluate(cell);
                cells.Add(cell with
                {
                    Energy = exact.Energy + cell.Count * wrong * random.NextSigned(),
                    Forces = [.. exact.Forces.Select(force => force + 10 * wrong * random.NextSigned())],
                });
            }
        }
        ConfigurationFile.Write(directory.PathOf(name), cells, Species);
        return directory.PathOf(name);
    }

    /// <summary>A body-centred cubic cell of 16 atoms, moved at random.</summary>
    private static Configuration Cell(SplitMix64 random)
    {
        const double lattice = 3.2;
        double[] positions =
        [
            .. from x in (int[])[0, 1] from y in (int[])[0, 1] from z in (int[])[0, 1] from half in (double[])[0, 0.5]
               from corner in (int[])[x, y, z] select lattice * (corner + half) + 0.15 * random.NextSigned(),
        ];
        var elements = Enumerable.Range(0, 16).Select(_ => Species[(int)(random.Next() % 4)]).ToArray();
        const double a = 2 * lattice;
        return Configuration.Of(elements, positions, new Cell(new(a, 0, 0), new(0, a, 0), new(0, 0, a), true, true, true)).For(Species);
    }
}
