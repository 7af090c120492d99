using FastMtp.Cli.Terminals;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

/// <summary>No command writes over what it reads, whatever name the file is given.</summary>
public sealed class OverwritingTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly string _data;
    private readonly string _valid;
    private readonly string _potential;

    public OverwritingTests()
    {
        _data = _directory.Write("data.xyz", BadInputs.Dimer);
        _valid = _directory.Write("valid.xyz", BadInputs.Dimer);
        _potential = _directory.PathOf("start.fmtp");
        Outcome.Success("train", _data, "--level", "2", "--steps", "2", "--output", _potential);
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void AFitOverwritesNoData()
    {
        Refuses("the checkpoint would overwrite the training data; change --checkpoint", _data, ["train", _data, "--checkpoint", _data]);
        Refuses("the checkpoint would overwrite the validation data", _valid, ["train", _data, "--valid", _valid, "--checkpoint", _valid]);
        Refuses("the checkpoint would overwrite the potential of --start", _potential,
            ["train", _data, "--start", _potential, "--checkpoint", _potential]);
        var odd = _directory.Write("odd.mtp", BadInputs.Dimer);
        Refuses("the potential would overwrite the training data; change --output", odd,
            ["train", odd, "--format", "xyz", "--output", odd]);
        var same = _directory.PathOf("one.mtp");
        Assert.Contains("the checkpoint and the potential would be the same file; change --checkpoint or --output",
            Refused(["train", _data, "--output", same, "--checkpoint", same]), StringComparison.Ordinal);
        var curve = _directory.Write("a.learning.png", BadInputs.Dimer);
        Refuses("the learning curve would overwrite the training data; change --output", curve,
            ["train", curve, "--format", "xyz", "--output", _directory.PathOf("a.mtp")]);
        var member = _directory.Write("b-2.mtp", BadInputs.Dimer);
        Refuses("potential 2 would overwrite the training data", member,
            ["train", member, "--format", "xyz", "--ensemble", "3", "--output", _directory.PathOf("b.mtp")]);
    }

    [Fact]
    public void LinksAndDotsDoNotHideAFile()
    {
        var other = Directory.CreateDirectory(_directory.PathOf("other")).FullName;
        Directory.CreateSymbolicLink(_directory.PathOf("linked"), _directory.Root);
        File.CreateSymbolicLink(Path.Combine(other, "link.xyz"), Path.Combine("..", "data.xyz"));
        foreach (var name in (string[])[_directory.PathOf("other/../data.xyz"), _directory.PathOf("linked/data.xyz"),
            _directory.PathOf("other/link.xyz"), _directory.PathOf("linked/linked/other/link.xyz")])
        {
            Refuses("would overwrite the training data", _data, ["train", _data, "--checkpoint", name]);
            Refuses("would overwrite the training data", _data, ["train", name, "--checkpoint", _data]);
        }
        File.CreateSymbolicLink(_directory.PathOf("circle.xyz"), "circle.xyz");
        Refused(["train", _data, "--checkpoint", _data, "--valid", _directory.PathOf("circle.xyz")]);
        // A link to what is not there yet will lead to it.
        File.CreateSymbolicLink(_directory.PathOf("later.mtp"), "c.json");
        string[] command = ["train", _data, "--output", _directory.PathOf("later.mtp"), "--checkpoint", _directory.PathOf("c.json")];
        Assert.Contains("would be the same file", Refused(command), StringComparison.Ordinal);
    }

    [Fact]
    public void OtherCommandsOverwriteNoInput()
    {
        Refuses("the predictions would overwrite the data; change --output", _data, ["evaluate", _potential, _data, "--output", _data]);
        Refuses("the picture would overwrite", Picture(), ["evaluate", _potential, Picture(), "--format", "xyz", "--plot", Picture()]);
        Refuses("the result would overwrite the input", _data, ["convert", _data, _data]);
        Refuses("the result would overwrite the input", _potential, ["convert", _potential, _potential]);
        Refuses("the compressed potential would overwrite the potential", _potential,
            ["compress", _potential, "--rank", "1", "--output", _potential]);
        var refit = _directory.Write("refit.mtp", BadInputs.Dimer);
        Refuses("the compressed potential would overwrite the data of the refit", refit,
            ["compress", _potential, "--rank", "1", "--refit", refit, "--format", "xyz", "--output", refit]);
        var export = Directory.CreateDirectory(_directory.PathOf("export")).FullName;
        var exported = Path.Combine(export, "potential.fmtp");
        File.Copy(_potential, exported);
        Refuses("the exported potential would overwrite the potential; change the directory", exported,
            ["export", exported, export, "--format", "ase"]);
        Directory.CreateDirectory(_directory.PathOf("study"));
        var table = _directory.Write("study/ranks.csv", BadInputs.Dimer);
        Refuses("the file ranks.csv of the study would overwrite the validation data", table,
            ["study", "rank", _data, "--valid", table, "--format", "xyz", "--level", "2", "--output", _directory.PathOf("study")]);

        string Picture() => _directory.Write("a.png", BadInputs.Dimer);
    }

    [Fact]
    public void AFitMayReplaceWhatItContinues()
    {
        var checkpoint = _directory.PathOf("start.checkpoint.json");
        Outcome.Success("train", _data, "--level", "2", "--steps", "4", "--output", _potential, "--resume", checkpoint,
            "--checkpoint", checkpoint);
        Outcome.Success("train", _data, "--steps", "2", "--start", _potential, "--output", _potential);
        Outcome.Success("train", _data, "--level", "2", "--steps", "2", "--output", "/dev/null", "--checkpoint", "/dev/null");
    }

    private static string Refused(string[] args)
    {
        var outcome = Outcome.Of(args);
        Assert.True(outcome.ExitCode == ExitCode.BadInput, $"{string.Join(' ', args)}: {outcome}");
        return outcome.Error;
    }

    private static void Refuses(string sentence, string file, string[] args)
    {
        var before = File.ReadAllText(file);
        Assert.Contains(sentence, Refused(args), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(file));
    }
}
