using System.Globalization;
using System.Text.Json;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Tests.Atoms;
using FastMtp.Tests.Shared;

namespace FastMtp.Native.Tests;

/// <summary>The ASE calculator agrees with the command, in ASE's units and signs.</summary>
public sealed class AseTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [NeedsFact(Tools.Ase)]
    public void AgreesWithTheCommand()
    {
        // Kinds of cells that extended XYZ can say, and one without any.
        Configuration[] configurations =
            [.. GoldenData.Configurations(),
            .. new[] { "skewed", "left-handed", "slab", "cluster", "unwrapped" }.Select(kind => SampleConfigurations.Create(kind))];
        var data = _directory.PathOf("data.xyz");
        ConfigurationFile.Write(
            data, configurations.Select(c => c with { Energy = null, Forces = null, Virial = null }), GoldenData.Species);
        Export.Run(_directory, "for_ase", "ase");
        Export.Success("evaluate", _directory.PathOf("for_ase/potential.fmtp"), data, "--output", _directory.PathOf("predicted.xyz"));
        var predicted = ConfigurationFile.Read(_directory.PathOf("predicted.xyz"),
            new ReadOptions { TypeNames = GoldenData.Species }).Configurations;

        var text = Tools.Do(
            Tools.Python, [Path.Combine(AppContext.BaseDirectory, "Programs", "agreement.py"), _directory.PathOf("for_ase"), data,
                GoldenData.PathOf("g08.mtp")]);
        var root = JsonDocument.Parse(text).RootElement;
        var answers = root.GetProperty("answers").EnumerateArray().ToList();
        Assert.Equal(configurations.Length, answers.Count);
        foreach (var (answer, command) in answers.Zip(predicted))
        {
            var count = command.Count;
            Evaluated.Close([command.Energy!.Value, command.Energy.Value],
                [answer.GetProperty("energy").GetDouble(), answer.GetProperty("free").GetDouble()], 1e-10);
            Evaluated.Close([command.Energy.Value], [Numbers(answer, "energies").Sum()], 1e-10);
            Evaluated.Close(command.Forces!, Numbers(answer, "forces"), 1e-10);
            if (!answer.TryGetProperty("stress", out _)) continue;
            var stress = Array.ConvertAll(Evaluated.Components(command.Virial!.Value), w => -w / command.Cell.Volume);
            Evaluated.Close(stress, Numbers(answer, "stress"), 1e-10);
            Evaluated.Close(stress, Numbers(answer, "stresses"), 1e-10);
            if (answer.TryGetProperty("numerical", out _)) Evaluated.Close(Numbers(answer, "numerical"), Numbers(answer, "stress"), 1e-7);
        }
        var refused = root.GetProperty("refused").EnumerateArray().Select(r => r.GetString()).ToList();
        Assert.Equal("The potential has no Fe; its species are Mo, Nb, Ta, W.", refused[0]);
        Assert.StartsWith("none.fmtp: there is no such file", refused[1], StringComparison.Ordinal);
        Assert.StartsWith("The potential does not name its species", refused[2], StringComparison.Ordinal);
        Assert.Equal(
            "atoms 0 (Ta) and 2 (W) are 2.500 Å apart; the potential was fitted to distances above 2.600 Å; do not trust what follows.",
            Assert.Single(root.GetProperty("warned").EnumerateArray()).GetString());
        Assert.Equal("The precision 'half' is not known; choose from double, mixed.", refused[3]);
        Assert.InRange(root.GetProperty("mixed").GetDouble(), 1e-9, 1e-5);
        Assert.Equal([0.0, 0.0, 0.0], root.GetProperty("differences").EnumerateArray().Select(d => d.GetDouble()));
    }

    [NeedsFact(Tools.Ase)]
    public void SaysHowFarToTrustIt()
    {
        var configuration = GoldenData.Configurations()[0] with { Energy = null, Forces = null, Virial = null };
        ConfigurationFile.Write(_directory.PathOf("data.xyz"), [configuration], GoldenData.Species);
        Export.Run(_directory, "graded", "ase", Doubtful.Graded(_directory));
        Export.Run(_directory, "committee", "ase", Doubtful.Committee(_directory));
        var answer = JsonDocument.Parse(Tools.Do(Tools.Python,
            [Path.Combine(AppContext.BaseDirectory, "Programs", "doubts.py"), _directory.PathOf("graded"), _directory.PathOf("committee"),
                _directory.PathOf("data.xyz"), GoldenData.PathOf("g06.mtp")])).RootElement;
        var read = ConfigurationFile.Read(_directory.PathOf("data.xyz"),
            new ReadOptions { TypeNames = GoldenData.Species }).Configurations[0];
        var grades = Potential.Load(_directory.PathOf("graded.fmtp")).Grade(read).Grades!;
        Evaluated.Close(grades, Numbers(answer, "gamma"), 1e-9);
        var spread = Potential.Load(_directory.PathOf("committee.fmtp")).Evaluate(read).ForceSpread!;
        Evaluated.Close([.. spread.Select(sigma => 2.5 * sigma)], Numbers(answer, "force_spread"), 1e-10);
        Assert.DoesNotContain("gamma", answer.GetProperty("unasked").EnumerateArray().Select(name => name.GetString()));

        var calls = answer.GetProperty("calls").EnumerateArray().ToList();
        Assert.Equal(2, calls.Count);
        Assert.Equal(Array.IndexOf(grades, grades.Max()), calls[0][1].GetInt32());
        Assert.Equal(grades.Max(), calls[0][0].GetDouble(), 0.1 * grades.Max());
        Assert.All(calls, call => Assert.Equal(grades.Length, call[2].GetInt32()));
        Assert.Matches(@"^atom \d+ \((Mo|Nb|Ta|W)\) has the grade .*, above 0.001; label such configurations and fit again\.$",
            Assert.Single(answer.GetProperty("warned").EnumerateArray()).GetString());
        var refused = answer.GetProperty("refused").EnumerateArray().Select(sentence => sentence.GetString()!).ToList();
        Assert.Equal(3, refused.Count);
        Assert.Contains("has the grade", refused[0], StringComparison.Ordinal);
        Assert.Contains("above 1e-09 eV/Å: the training data have nothing like it", refused[1], StringComparison.Ordinal);
        Assert.StartsWith("The potential has no active set", refused[2], StringComparison.Ordinal);
    }

    [NeedsFact(Tools.Ase)]
    public void ExampleRuns()
    {
        Export.Run(_directory, "for_ase", "ase");
        var lines = Tools.Do(Tools.Python, [Path.Combine(GoldenData.Root, "examples", "relax.py"), "for_ase/potential.fmtp"],
            _directory.Root, ("PYTHONPATH", _directory.PathOf("for_ase"))).Split('\n');
        Assert.Equal(["Mo", "Nb", "Ta", "W"], lines[1..5].Select(line => line[..2].Trim()));
        foreach (var line in lines[1..5]) Assert.InRange(double.Parse(line[2..12], CultureInfo.InvariantCulture), 3.0, 3.5);
    }

    public void Dispose() => _directory.Dispose();

    private static double[] Numbers(JsonElement answer, string name) =>
        [.. answer.GetProperty(name).EnumerateArray().Select(x => x.GetDouble())];
}
