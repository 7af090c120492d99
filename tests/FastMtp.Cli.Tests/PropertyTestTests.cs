using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Properties.Testing;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

public sealed class PropertyTestTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void AReportHasEveryPropertyAndPictures()
    {
        var potential = Fit();
        var tests = _directory.Write("tests.toml", """
            [pairs]
            [[crystal]]
            prototype = "bcc"
            element = "W"
            lattice = { a = { value = 3.19, tolerance = "5%" } }
            bulk_modulus = true
            elastic = true
            surfaces = ["110"]
            phonons = true
            energy = 0
            """);
        var outcome = Outcome.Of("test", potential, tests, "--output", _directory.PathOf("report"));
        // An energy of 0 is wrong on purpose.
        Assert.Equal(ExitCode.Failure, outcome.ExitCode);
        Assert.Matches(@"a +3\.\d+ +3\.190 +-?\d[\d.e-]+ +Å +passed", outcome.Output);
        Assert.Contains("FAILED", outcome.Output);
        var report = File.ReadAllText(_directory.PathOf("report/report.md"));
        string[] properties = ["bulk modulus, equation of state", "C11", "C44", "surface 110", "lowest phonon", "repels down to"];
        foreach (var property in properties) Assert.Contains(property, report);
        Assert.Contains("data:image/png;base64", File.ReadAllText(_directory.PathOf("report/report.html")));
        Assert.True(File.Exists(_directory.PathOf("report/crystal1.png")));
        Assert.True(File.Exists(_directory.PathOf("report/pairs.png")));
    }

    [Fact]
    public void APotentialOfPaceHasTheSameProperties()
    {
        var (own, yace) = (Fit(), _directory.PathOf("fit.yace"));
        Outcome.Success("export", own, yace, "--format", "yace");
        var tests = _directory.Write("tests.toml", """
            [pairs]
            from = 1.5
            [[crystal]]
            prototype = "bcc"
            element = "W"
            lattice = { a = { value = 3.19, tolerance = "5%" } }
            elastic = true
            surfaces = ["110"]
            """);
        var results = Array.ConvertAll([own, yace], path =>
        {
            var potential = PotentialInput.ReadFitted(path, null);
            // Ours is not searched below its data for deeper minima.
            return TestSet.Run(potential, TestFile.Read(tests, potential.Species!, potential.Cutoff), 2, _ => { })
                .Results.Where(r => !r.Property.StartsWith("deeper")).ToArray();
        });
        Assert.Equal(results[0].Select(r => (r.Subject, r.Property)), results[1].Select(r => (r.Subject, r.Property)));
        Assert.Contains(results[1], r => r.Property == "C44");
        foreach (var (e, p) in results[0].Zip(results[1]))
            Assert.True(e.Value.Equals(p.Value) || Math.Abs(e.Value - p.Value) <= 1e-6 * Math.Max(1, Math.Abs(e.Value)), $"{e} and {p}");
        Assert.Contains("C44", Outcome.Of("test", yace, tests).Output);
    }

    private string Fit()
    {
        var potential = _directory.PathOf("fit.fmtp");
        Outcome.Success("train", Outcome.Example("train.xyz.gz"), "--level", "6", "--steps", "60",
            "--normalization", "per-atom", "--stress-weight", "0.001", "--zbl", "none", "--output", potential);
        return potential;
    }
}
