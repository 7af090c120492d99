using System.Globalization;
using System.Text;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

public sealed class AnalyzeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void ALogGivesMeansWithErrors()
    {
        var random = new Random(1);
        var log = new StringBuilder("units metal\ntimestep 0.002\nStep Temp Density\n");
        for (var i = 0; i <= 2000; i++)
        {
            var start = Math.Exp(-i / 50.0);
            log.Append(CultureInfo.InvariantCulture,
                $"{50 * i} {300 - 200 * start + random.NextDouble()} {1.5 + start + 0.1 * random.NextDouble()}\n");
        }
        var path = _directory.Write("log.lammps", log + "Loop time of 1 on 1 procs for 100000 steps with 64 atoms\n");
        var outcome = Outcome.Success("analyze", path, "--output", _directory.PathOf("out"));
        Assert.Contains("64 atoms, 2001 rows, 200.0 ps", outcome.Output);
        Assert.Matches(@"Density +1\.55", outcome.Output);
        Assert.True(File.Exists(_directory.PathOf("out/log.lammps.png")));
        var row = File.ReadLines(_directory.PathOf("out/log.lammps.averages.csv"))
            .Single(line => line.StartsWith("Density,", StringComparison.Ordinal));
        var cells = row.Split(',').Skip(1).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
        Assert.InRange(Math.Abs(cells[0] - 1.55), 0, 4 * cells[1]);
        Assert.InRange(cells[1], 0.0003, 0.003);
    }

    [Fact]
    public void ATornRowIsNoted()
    {
        var rows = string.Concat(Enumerable.Range(0, 30).Select(i => i is 10 or 20 ? $"{i} 30\n" : $"{i} {300 + i % 3} 1.5\n"));
        var path = _directory.Write("log.lammps", $"Step Temp Density\n{rows}");
        var outcome = Outcome.Success("analyze", path);
        Assert.Contains("28 rows, 29", outcome.Output);
        Assert.Contains($"note: {path}:12: this line within the table is no row of 3 values and is left out, as is 1 more.", outcome.Error);
    }

    [Fact]
    public void ADumpGivesDensityDistancesAndDiffusion()
    {
        var path = _directory.Write("a.dump", Dump(frames: 60));
        var outcome = Outcome.Success("analyze", path, "--species", "Li,F", "--timestep", "0.001", "--output", _directory.PathOf("out"));
        // 108 LiF with a lattice constant of 4 Å.
        Assert.Matches(@"density, g/cm³ +2\.692", outcome.Output);
        Assert.Contains("diffusion, 1e-9 m²/s", outcome.Output);
        Assert.Matches(@"Li-F,(1\.9[5-9]|2\.0)", File.ReadAllText(_directory.PathOf("out/a.dump.peaks.csv")));
        Assert.StartsWith("r,", File.ReadLines(_directory.PathOf("out/a.dump.rdf.csv")).First());
        Assert.StartsWith("time,", File.ReadLines(_directory.PathOf("out/a.dump.msd.csv")).First());
    }

    [Fact]
    public void ADumpConvertsToXyz()
    {
        var path = _directory.Write("a.dump", Dump(frames: 2));
        Outcome.Success("convert", path, _directory.PathOf("a.xyz"), "--species", "Li,F");
        Assert.Equal(2 * (108 * 2 + 2), File.ReadLines(_directory.PathOf("a.xyz")).Count());
    }

    private static string Dump(int frames)
    {
        var random = new Random(2);
        var text = new StringBuilder();
        for (var frame = 0; frame < frames; frame++)
        {
            text.Append(CultureInfo.InvariantCulture, $"ITEM: TIMESTEP\n{frame * 100}\nITEM: NUMBER OF ATOMS\n216\n")
                .Append("ITEM: BOX BOUNDS pp pp pp\n0 12\n0 12\n0 12\nITEM: ATOMS id type x y z\n");
            var id = 0;
            for (var x = 0; x < 6; x++)
                for (var y = 0; y < 6; y++)
                    for (var z = 0; z < 6; z++)
                        text.Append(CultureInfo.InvariantCulture, $"{++id} {(x + y + z) % 2 + 1} {Place(x)} {Place(y)} {Place(z)}\n");
        }
        return text.ToString();

        double Place(int i) => 2 * i + 0.05 * (random.NextDouble() - 0.5);
    }
}
