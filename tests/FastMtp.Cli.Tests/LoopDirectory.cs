using System.Globalization;
using FastMtp.Basis;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

/// <summary>
/// A loop whose simulations and labels are scripts of a few lines: clusters of four atoms with the energy of Lennard-Jones.
/// </summary>
internal sealed class LoopDirectory : IDisposable
{
    private const double Epsilon = 0.1, Sigma = 2.3;

    private readonly TemporaryDirectory _directory = new();

    public LoopDirectory()
    {
        _directory.Write("start.xyz", string.Concat(Enumerable.Range(1, 6).Select(seed => Cluster(seed, 0.05))));
        _directory.Write("test.xyz", string.Concat(Enumerable.Range(11, 6).Select(seed => Cluster(seed, 0.4))));
        // Frames with ever larger amplitudes, as in a run that is heated.
        _directory.Write("simulate.sh", """
            test -s potential.fmtp || exit 9
            awk -v seed=$1 'BEGIN {
                srand(seed)
                for (frame = 1; frame <= 12; frame++) {
                    print "4\nProperties=species:S:1:pos:R:3 pbc=\"F F F\""
                    for (i = 0; i < 4; i++) print "Cu", place(i == 1 || i == 2), place(i == 1 || i == 3), place(i == 2 || i == 3)
                }
            }
            function place(far) { return 1.85 * far + 0.06 * frame * (rand() - 0.5) }' > frames.xyz

            """);
        _directory.Write("label.sh", """
            echo $PWD >> LOOP/labels.log
            awk 'NR > 2 { n++; name[n] = $1; x[n] = $2; y[n] = $3; z[n] = $4 }
            END {
                for (i = 1; i <= n; i++) for (j = 1; j <= n; j++) if (i != j) {
                    dx = x[i] - x[j]; dy = y[i] - y[j]; dz = z[i] - z[j]; r2 = dx * dx + dy * dy + dz * dz
                    s6 = (2.3 * 2.3 / r2) ^ 3; e += 0.2 * (s6 * s6 - s6); f = 2.4 * (2 * s6 * s6 - s6) / r2
                    fx[i] += f * dx; fy[i] += f * dy; fz[i] += f * dz
                }
                printf "%d\nProperties=species:S:1:pos:R:3:forces:R:3 pbc=\"F F F\" energy=%.12f\n", n, e
                for (i = 1; i <= n; i++) printf "%s %.12f %.12f %.12f %.12f %.12f %.12f\n", name[i], x[i], y[i], z[i], fx[i], fy[i], fz[i]
            }' configuration.xyz > labelled.xyz

            """.Replace("LOOP", Root, StringComparison.Ordinal));
        Write();
    }

    /// <summary>The directory of the file and the scripts.</summary>
    public string Root => _directory.Root;

    /// <summary>The file of the loop.</summary>
    public string Path => _directory.PathOf("loop.toml");

    /// <summary>The directories in which labels were computed, one for each call of the command.</summary>
    public string[] Labelled => File.Exists(PathOf("labels.log")) ? File.ReadAllLines(PathOf("labels.log")) : [];

    public string PathOf(string name) => _directory.PathOf(name);

    /// <summary>Writes the file with some lines replaced; a line is known by what stands before the equals sign.</summary>
    public void Write(params IEnumerable<string> changed)
    {
        List<string> lines =
        [
            "training = [\"start.xyz\"]", "test = [\"test.xyz\"]", "rounds = 9", "labels = 99",
            "[fit]", "zbl = \"none\"", "level = 4", "steps = 20", "radial_size = 4", "members = 1",
            "[simulate]", "command = \"sh {loop}/simulate.sh {seed}\"", "frames = [\"frames.xyz\"]",
            "variables = { seed = [1, 2] }", "parallel = 2",
            "[select]", "by = \"grade\"", "limit = 3", "break = 50",
            "[label]", "label_command = \"sh {loop}/label.sh\"", "output = \"labelled.xyz\"",
        ];
        foreach (var line in changed) lines[lines.FindIndex(old => old.StartsWith(line.Split('=')[0], StringComparison.Ordinal))] = line;
        File.WriteAllLines(Path, lines.Select(line => line.Replace("label_command", "command", StringComparison.Ordinal)));
    }

    public string[] Command(string output = "out") => ["learn", Path, "--output", PathOf(output), "--threads", "1"];

    public Outcome Run(string output = "out") => Outcome.Of(Command(output));

    /// <summary>The table, a row of cells for each round, by title.</summary>
    public Dictionary<string, string>[] Table(string output = "out")
    {
        var lines = File.ReadAllLines(PathOf($"{output}/rounds.csv")).Select(line => line.Split(',')).ToArray();
        return [.. lines.Skip(1).Select(cells => lines[0].Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    public void Dispose() => _directory.Dispose();

    /// <summary>A labelled tetrahedron whose atoms are moved at random.</summary>
    private static string Cluster(int seed, double amplitude)
    {
        var random = new SplitMix64((ulong)seed);
        double[] corners = [0, 0, 0, 1.85, 1.85, 0, 1.85, 0, 1.85, 0, 1.85, 1.85];
        double[] r = [.. corners.Select(x => x + amplitude * random.NextSigned())];
        var (energy, forces) = (0.0, new double[12]);
        for (var i = 0; i < 4; i++)
        {
            for (var j = 0; j < 4; j++)
            {
                if (i == j) continue;
                var d = Enumerable.Range(0, 3).Select(k => r[3 * i + k] - r[3 * j + k]).ToArray();
                var r2 = d.Sum(x => x * x);
                var s6 = Math.Pow(Sigma * Sigma / r2, 3);
                energy += 2 * Epsilon * (s6 * s6 - s6);
                for (var k = 0; k < 3; k++) forces[3 * i + k] += 24 * Epsilon * (2 * s6 * s6 - s6) / r2 * d[k];
            }
        }
        return string.Create(CultureInfo.InvariantCulture, $"4\nProperties=species:S:1:pos:R:3:forces:R:3 pbc=\"F F F\" energy={energy}\n")
            + string.Concat(Enumerable.Range(0, 4).Select(i => string.Create(CultureInfo.InvariantCulture,
                $"Cu {r[3 * i]} {r[3 * i + 1]} {r[3 * i + 2]} {forces[3 * i]} {forces[3 * i + 1]} {forces[3 * i + 2]}\n")));
    }
}
