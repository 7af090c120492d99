using FastMtp.Basis;
using FastMtp.Basis.Mtp;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Files.PotentialFiles;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

public class ConvertTests
{
    [Fact]
    public void ThereAndBackAgainLosesNothing()
    {
        using var directory = new TemporaryDirectory();
        var (cfg, xyz, back) = (directory.PathOf("a.cfg"), directory.PathOf("b.xyz.gz"), directory.PathOf("c.cfg"));
        Outcome.Success(["convert", GoldenData.PathOf("golden_in.cfg"), cfg, "--species", "Mo,Nb,Ta,W"]);
        Outcome.Success(["convert", cfg, xyz]);
        Outcome.Success(["convert", xyz, back, "--species", "Mo,Nb,Ta,W"]);
        Assert.Equal(File.ReadAllText(cfg), File.ReadAllText(back));
    }

    [Fact]
    public void GroupsAndLabelsSurvive()
    {
        using var directory = new TemporaryDirectory();
        var cfg = directory.PathOf("valid.cfg");
        var outcome = Outcome.Success("convert", Outcome.Example("valid.xyz.gz"), cfg);
        Assert.Contains("376 configurations, 10448 atoms; species Mo,Nb,Ta,W", outcome.Output);
        var (before, after) =
            (ConfigurationFile.Read(Outcome.Example("valid.xyz.gz")).Configurations, ConfigurationFile.Read(cfg).Configurations);
        foreach (var (b, a) in before.Zip(after))
        {
            Assert.Equal(b.ConfigType, a.ConfigType);
            Assert.Equal(b.Energy, a.Energy);
            Assert.Equal(b.Forces, a.Forces);
            Assert.Equal(b.Virial, a.Virial);
            Assert.Equal(b.Types, a.Types);
        }
    }

    [Fact]
    public void APotentialBecomesTheStandardProgramWithTheSameEnergies()
    {
        using var directory = new TemporaryDirectory();
        var (old, converted) = (GoldenData.PathOf("g12.mtp"), directory.PathOf("new.mtp.gz"));
        var outcome = Outcome.Success("convert", old, converted, "--species", "Mo,Nb,Ta,W");
        Assert.Contains("mtp:12, 117 products became", outcome.Output);
        Assert.Equal(BasisPlan.ForLevel(12).Products.AsEnumerable(), MtpFile.Read(converted, standardPlan: false).Plan.Products);
        foreach (var name in new[] { "golden_in.cfg", "golden_extra_in.cfg" })
        {
            Outcome.Success("evaluate", converted, GoldenData.PathOf(name), "--output", directory.PathOf("out.cfg"));
            var predicted = ConfigurationFile.Read(directory.PathOf("out.cfg")).Configurations;
            foreach (var (e, p) in GoldenData.Expected(12, extra: name != "golden_in.cfg").Zip(predicted))
                Assert.Equal(e.Energy!.Value, p.Energy!.Value, 1e-10 * Math.Abs(e.Energy.Value));
        }
    }

    [Fact]
    public void AProgramOfNoStandardBasisIsKeptAndSaid()
    {
        using var directory = new TemporaryDirectory();
        var own = directory.Write("own.mtp", """
            MTP
            version = 1.1.0
            potential_name = own
            species_count = 1
            potential_tag =
            radial_basis_type = RBChebyshev
            min_dist = 2
            max_dist = 5
            radial_basis_size = 2
            radial_funcs_count = 1
            radial_coeffs
            0-0
            {1.5, 0.25}
            alpha_moments_count = 2
            alpha_index_basic_count = 1
            alpha_index_basic = {{0, 0, 0, 0}}
            alpha_index_times_count = 1
            alpha_index_times = {{0, 0, 1, 1}}
            alpha_scalar_moments = 1
            alpha_moment_mapping = {1}
            species_coeffs = {-1}
            moment_coeffs = {0.5}

            """);
        Assert.Contains("match no standard basis and were kept; species Mo",
            Outcome.Success("convert", own, directory.PathOf("new.mtp"), "--species", "Mo").Output);
        Assert.Equal(MtpFile.Read(own).Plan.Products.AsEnumerable(), MtpFile.Read(directory.PathOf("new.mtp")).Plan.Products);
        Assert.Contains("interpreter", Outcome.Success("info", directory.PathOf("new.mtp")).Output);
    }
}
