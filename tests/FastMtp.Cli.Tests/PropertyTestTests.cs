using FastMtp.Cli.Terminals;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

public sealed class PropertyTestTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void AReportHasEveryPropertyAndPictures()
    {
        var potential = _directory.PathOf("fit.fmtp");
        Outcome.Success("train", Outcome.Example("train.xyz.gz"), "--level", "6", "--steps", "60", "--normalization", "per-atom", "--stress-weight",
            "0.001", "--output", potential);
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
        Assert.Matches(@"a +3\.\d+ +3\.190 +-?0\.\d+ +Å +passed", outcome.Output);
        Assert.Contains("FAILED", outcome.Output);
        var report = File.ReadAllText(_directory.PathOf("report/report.md"));
        foreach (var property in (string[])["bulk modulus, equation of state", "C11", "C44", "surface 110", "lowest phonon", "repels down to"])
            Assert.Contains(property, report);
        Assert.Contains("data:image/png;base64", File.ReadAllText(_directory.PathOf("report/report.html")));
        Assert.True(File.Exists(_directory.PathOf("report/crystal1.png")));
        Assert.True(File.Exists(_directory.PathOf("report/pairs.png")));
    }
}
