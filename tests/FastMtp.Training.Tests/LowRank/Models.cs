namespace FastMtp.Training.Tests.LowRank;

/// <summary>A small problem, Ĉ of 9 × 8, and every form to fit it in.</summary>
internal static class Models
{
    private static readonly Dictionary<string, RadialForm> All = new()
    {
        ["base"] = RadialForm.Base,
        ["mf"] = RadialForm.Mf(3),
        ["tf"] = RadialForm.Tf(3, 4, 2),
        ["rmf"] = RadialForm.Rmf(3),
        ["mfra"] = RadialForm.Mfra(4, minRank: 1, interval: 6),
        ["shared"] = RadialForm.Shared(2),
        ["symmetric"] = RadialForm.Symmetric,
        ["pairs"] = RadialForm.Pairs(1),
        ["tf5"] = RadialForm.Tf5(3, 2, 2, 2),
        ["rpairs"] = RadialForm.Rpairs(1),
        ["pairsra"] = RadialForm.Pairsra(2, minRank: 1, increment: 1, interval: 6),
    };

    public static IReadOnlyCollection<string> List => All.Keys;

    public static TheoryData<string> Names => new(All.Keys);

    public static TheoryData<string> CompressedNames => new(All.Keys.Where(name => name != "base"));

    public static RadialForm Of(string name) => All[name];

    public static ToyPotential Problem() => new(speciesCount: 3);
}
