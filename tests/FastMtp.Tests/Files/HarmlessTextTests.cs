using FastMtp.Files.ConfigurationFiles;
using FastMtp.Files.PotentialFiles;
using FastMtp.Input;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Files;

/// <summary>Text from one file cannot become another line of the next one, or a command to the terminal.</summary>
public sealed class HarmlessTextTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("x\nscaling = 3")]
    [InlineData("x\rscaling = 3")]
    [InlineData("\u001b]0;title\u0007")]
    [InlineData("x\u2028scaling = 3")]
    public void ControlCharactersInAPotentialAreNeitherReadNorWritten(string text)
    {
        var potential = GoldenData.Potential(6) with { Tag = "PLACE" };
        var path = _directory.PathOf("a.fmtp");
        PotentialFile.Write(path, potential);
        foreach (var (part, what) in ((string, string)[])[("\"PLACE\"", "the tag"), ($"\"{potential.Name}\"", "the name")])
        {
            var changed = _directory.Write(
                "b.fmtp", Replaced(File.ReadAllText(path), part, System.Text.Json.JsonSerializer.Serialize(text)));
            Assert.Contains($"{what} has a line break or another control character; remove it.",
                Assert.Throws<InputException>(() => PotentialFile.Read(changed)).Message, StringComparison.Ordinal);
        }
        foreach (var name in (string[])["c.mtp", "c.fmtp"])
            Assert.Contains("so it was not written",
                Assert.Throws<InputException>(() => PotentialFile.Write(_directory.PathOf(name), potential with { Tag = text })).Message,
                StringComparison.Ordinal);
        var metadata = potential with { Metadata = new Dictionary<string, string> { ["note"] = text } };
        Assert.Throws<InputException>(() => PotentialFile.Write(path, metadata));
    }

    [Theory]
    [InlineData("a.cfg")]
    [InlineData("a.xyz")]
    public void ControlCharactersInFeaturesAreWrittenAsText(string name)
    {
        var configuration = GoldenData.Configurations()[0]
            with { ConfigType = "red\u001b[31m", Features = [new("key\u0085", "a\u000bb\u2028c\rd")] };
        ConfigurationFile.Write(_directory.PathOf(name), [configuration], GoldenData.Species);
        var text = File.ReadAllText(_directory.PathOf(name));
        Assert.DoesNotContain(text, c => c is not ('\n' or '\t') && SafeText.IsControl(c));
        var again = ConfigurationFile.Read(_directory.PathOf(name)).Configurations[0];
        Assert.Equal("red\\x1b[31m", again.ConfigType);
        Assert.Equal("key\\x85", Assert.Single(again.Features).Key);
    }

    [Fact]
    public void MessagesQuoteLittleAndNoControlCharacters()
    {
        var path = _directory.Write("a.xyz", $"{new string('x', 20000)}\u001b[2J\n");
        var message = Assert.Throws<InputException>(() => ConfigurationFile.Read(path)).Message;
        Assert.InRange(message.Length, 50, 400);
        Assert.Contains("'\\x1b[2J'",
            Assert.Throws<InputException>(() => ConfigurationFile.Read(_directory.Write("b.xyz", "\u001b[2J\n"))).Message,
            StringComparison.Ordinal);
        Assert.InRange(new InputException(new string('y', 5000)).Message.Length, 900, 1100);
        Assert.InRange(Assert.Throws<InputException>(() => SpeciesList.Parse(new string('4', 9000))).Message.Length, 50, 200);
    }

    [Theory]
    [InlineData("\"speciesCoefficients\": [", "\"speciesCoefficients\": [1, 2, 3, 4],\n  \"speciesCoefficients\": [",
        "the key 'speciesCoefficients' is given twice; remove one.")]
    [InlineData("\"species\":", "\"Repulsion\": { \"type\": \"zbl\", \"inner\": 1, \"outer\": 2 },\n  \"species\":",
        "the key 'Repulsion' is not known; correct its spelling, or remove it.")]
    [InlineData("\"cutoff\":", "\"cuttoff\": 6, \"cutoff\":", "the key 'cuttoff' is not known")]
    [InlineData("\"size\":", "\"size\": 3,\n\"size\":", "the key 'size' is given twice")]
    public void KeysOfAPotentialAreKnownAndUnique(string part, string replacement, string expected)
    {
        var path = _directory.PathOf("a.fmtp");
        PotentialFile.Write(
            path, GoldenData.Potential(6) with { Metadata = new Dictionary<string, string> { ["Repulsion"] = "free text" } });
        Assert.Equal("free text", PotentialFile.Read(path).Metadata["Repulsion"]);
        var text = File.ReadAllText(path);
        File.WriteAllText(path, Replaced(text, part, replacement));
        var line = 1 + text[..text.IndexOf(part, StringComparison.Ordinal)].Count(c => c == '\n')
            + (replacement.StartsWith(part[..^2], StringComparison.Ordinal) && replacement.Contains('\n') ? 1 : 0);
        Assert.StartsWith($"{path}:{line}: {expected}", Assert.Throws<InputException>(() => PotentialFile.Read(path)).Message,
            StringComparison.Ordinal);
    }

    private static string Replaced(string text, string part, string replacement)
    {
        var at = text.IndexOf(part, StringComparison.Ordinal);
        Assert.True(at >= 0);
        return text[..at] + replacement + text[(at + part.Length)..];
    }
}
