using FastMtp.Files.PotentialFiles;
using FastMtp.Tests.Shared;

namespace FastMtp.Native.Tests;

/// <summary>Potentials that say how far to trust them.</summary>
internal static class Doubtful
{
    /// <summary>One of level 6 with the active set of the example's training data.</summary>
    public static string Graded(TemporaryDirectory directory)
    {
        var path = directory.PathOf("graded.fmtp");
        Export.Success("grade", GoldenData.PathOf("g06.mtp"), "--training", Path.Combine(GoldenData.Root, "examples", "train.xyz.gz"),
            "--species", "Mo,Nb,Ta,W", "--save", path);
        return path;
    }

    /// <summary>Three potentials whose coefficients differ a little, with the scale 2.5.</summary>
    public static string Committee(TemporaryDirectory directory)
    {
        PotentialFile.Write(directory.PathOf("named.fmtp"), GoldenData.Potential(6));
        var model = PotentialFile.Read(directory.PathOf("named.fmtp"), GoldenData.Species);
        var random = new Random(4);
        var members = Enumerable.Range(0, 3).Select(_ =>
            new Potential(model.WithParameters([.. model.Parameters.Select(c => c * (1 + 0.02 * random.NextDouble()))])));
        var path = directory.PathOf("committee.fmtp");
        Potential.Committee(members, spreadScale: 2.5).Save(path);
        return path;
    }
}
