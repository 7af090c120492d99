using FastMtp.Training.Forms;

namespace FastMtp.Training.Tests.LowRank;

/// <summary>A small problem, Ĉ of 9 × 8, and every form to fit it in.</summary>
internal static class Models
{
    private static readonly Dictionary<string, RadialModel> All = new()
    {
        ["base"] = RadialModel.Base,
        ["mf"] = RadialModel.Mf(3),
        ["tf"] = RadialModel.Tf(3, 4, 2),
        ["rmf"] = RadialModel.Rmf(3),
        ["mfra"] = RadialModel.Mfra(4) with { MinRank = 1, AugmentationInterval = 6 },
    };

    public static IReadOnlyCollection<string> List => All.Keys;

    public static TheoryData<string> Names => new(All.Keys);

    public static TheoryData<string> CompressedNames => new(All.Keys.Where(name => name != "base"));

    public static RadialModel Of(string name) => All[name];

    public static ToyPotential Problem() => new(speciesCount: 3);
}
