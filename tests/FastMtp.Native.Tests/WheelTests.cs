using System.Text.Json;
using FastMtp.Tests.Shared;

namespace FastMtp.Native.Tests;

/// <summary>The Python wheel, with the command of this build in place of the one compiled ahead, and without ASE.</summary>
public sealed class WheelTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [NeedsFact(Tools.NumPy)]
    public void EvaluatesAndFits()
    {
        var tree = _directory.PathOf("tree");
        foreach (var part in (string[])["bin", "lib", "share/doc/fastmtp"]) Directory.CreateDirectory(Path.Combine(tree, part));
        foreach (var file in Directory.GetFiles(PublishedLibrary.Root, "libfastmtp*.so"))
            File.Copy(file, Path.Combine(tree, "lib", Path.GetFileName(file)));
        foreach (var file in (string[])["LICENSE", "THIRD-PARTY-NOTICES.md"])
            File.Copy(Path.Combine(GoldenData.Root, file), Path.Combine(tree, "share/doc/fastmtp", file));
        _directory.Write("tree/bin/fastmtp",
            $"#!/bin/sh\nexec dotnet exec \"{Path.Combine(AppContext.BaseDirectory, "fastmtp.dll")}\" \"$@\"\n");
        var wheel = Tools.Do(
            Tools.Python, [Path.Combine(GoldenData.Root, "src", "Packaging", "wheel.py"), tree, "1.2.3", "2.34", _directory.Root],
            environment: ("SOURCE_DATE_EPOCH", "1000000000")).Trim();
        Assert.EndsWith("fastmtp-1.2.3-py3-none-manylinux_2_34_x86_64.whl", wheel, StringComparison.Ordinal);

        var answer = JsonDocument.Parse(Tools.Do(Tools.Python,
            [Path.Combine(AppContext.BaseDirectory, "Programs", "wheel.py"), wheel, _directory.PathOf("site"), GoldenData.PathOf("g08.mtp"),
                GoldenData.PathOf("efs_g08.cfg")]).Split('\n')[^1]).RootElement;
        Assert.Equal(0, answer.GetProperty("unrecorded").GetArrayLength());
        Assert.Equal(0, answer.GetProperty("wrong").GetArrayLength());
        Assert.False(answer.GetProperty("starts with NumPy").GetBoolean());
        Assert.Contains("Tag: py3-none-manylinux_2_34_x86_64", answer.GetProperty("tag").GetString(), StringComparison.Ordinal);

        var expected = FastMtp.Potential.Load(GoldenData.PathOf("g08.mtp"), "Mo,Nb,Ta,W").Evaluate(new()
        {
            Cell = new Cell(new(3.2, 0, 0), new(0, 3.3, 0), new(0, 0, 3.4), true, true, true),
            Types = [0, 3],
            Positions = [0, 0, 0, 1.7, 1.6, 1.65],
        });
        Evaluated.Close([expected.Energy, expected.Energy], Numbers(answer.GetProperty("energy")), 1e-10);
        Evaluated.Close(expected.Forces, Numbers(answer.GetProperty("forces")), 1e-10);
        foreach (var virial in answer.GetProperty("virial").EnumerateArray())
            Evaluated.Close(Evaluated.Components(expected.Virial), Numbers(virial), 1e-10);
        Assert.True(answer.GetProperty("cluster").GetBoolean());
        Assert.Equal(0, answer.GetProperty("difference").GetDouble());
        Assert.Equal(["Mo", "Nb", "Ta", "W"], answer.GetProperty("made").EnumerateArray().Select(name => name.GetString()));
        Assert.Matches(@"^\d+\.\d+\.\d+", answer.GetProperty("command").GetString());

        var refused = answer.GetProperty("refused").EnumerateArray().Select(sentence => sentence.GetString()!).ToList();
        Assert.Equal("The positions have the shape (3,); 2 atoms need (2, 3).", refused[0]);
        Assert.Equal("The cell has the shape (2, 3); give three lattice vectors in rows, or three lengths.", refused[1]);
        Assert.Contains("none.so: the native library cannot be loaded", refused[2], StringComparison.Ordinal);
        Assert.StartsWith("none.xyz: there is no such file", refused[3], StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(x => x.GetDouble())];
}
