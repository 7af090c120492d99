using FastMtp.Files.PaceFiles;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Pace;

/// <summary>Reading <c>.yace</c> files that are written otherwise, or wrong.</summary>
public sealed class YaceReaderTests
{
    private const string Text = """
        elements: [Mo]
        E0: [-1.5]
        deltaSplineBins: 0.001
        embeddings:
          0: {ndensity: 1, FS_parameters: [1, 1], npoti: "FinnisSinclair", rho_core_cutoff: 100000, drho_core_cutoff: 250}
        bonds:
          [0, 0]: {nradmax: 1, lmax: 1, nradbasemax: 2, radbasename: ChebPow, radparameters: [2], radcoefficients: [[[1, 2], [3, 4]]], prehc: 0, lambdahc: 1, rcut: 5, dcut: 0.01}
        functions:
          0:
            - {mu0: 0, rank: 1, ndensity: 1, num_ms_combs: 1, mus: [0], ns: [2], ls: [0], ms_combs: [0], ctildes: [0.5]}
            - {mu0: 0, rank: 2, ndensity: 1, num_ms_combs: 2, mus: [0, 0], ns: [1, 1], ls: [1, 1], ms_combs: [0, 0, 1, -1], ctildes: [1, -2]}

        """;

    [Fact]
    public void LinesMayBreakWithinBrackets()
    {
        var broken = Text.Replace("ls: [1, 1], ", "ls: [1,\n   1],\n\n   # what m\n").Replace("elements", "---\nelements");
        Assert.Equivalent(Read(Text), Read(broken), strict: true);
    }

    [Fact]
    public void WhatIsMissingHasTheValueThatPaceGivesIt()
    {
        var bond = Read(Text).Bonds[0];
        Assert.Equal(("density", 0, 0), (bond.InnerSwitch, bond.InnerCutoff, bond.InnerWidth));
    }

    [Theory]
    [InlineData("elements: [Mo]", "elements: []", ":1: no elements are listed")]
    [InlineData("elements: [Mo]\n", "", ":1: 'elements' is missing")]
    [InlineData("elements: [Mo]", "elements: [Mo, Mo]", ":1: species Mo is listed twice")]
    [InlineData("E0: [-1.5]", "E0: [-1.5, 2]", ":2: E0 has 2 entries instead of 1")]
    [InlineData("E0: [-1.5]", "E0: [nan]", ":2: E0 is nan")]
    [InlineData("E0: [-1.5]", "E0: -1.5", ":2: E0 must be a list")]
    [InlineData("E0: [-1.5]", "E0: [-1.5] 3", ":2: '3' follows")]
    [InlineData("E0: [-1.5]", "E1: [-1.5]", ":2: 'E1' is not a part")]
    [InlineData("ndensity: 1, FS_parameters", "FS_parameters", ":5: 'ndensity' is missing")]
    [InlineData("FS_parameters: [1, 1]", "FS_parameters: [1]", ":5: FS_parameters has 1 entries instead of 2")]
    [InlineData("\"FinnisSinclair\"", "Other", ":5: the embedding 'Other' is not known")]
    [InlineData("drho_core_cutoff: 250", "drho_core_cutoff: 0", ":5: drho_core_cutoff must be positive")]
    [InlineData("  [0, 0]:", "  [0, 1]:", ":7: species 1 does not exist")]
    [InlineData("ChebPow", "ACE.jl.base", ":7: the radial basis 'ACE.jl.base' is not known")]
    [InlineData("[3, 4]", "[3]", ":7: radcoefficients of one n and l has 1 entries instead of 2")]
    [InlineData("rcut: 5", "rcut: 500", ":7: rcut 500 Å is more than")]
    [InlineData("rcut: 5,", "rcut: 5, inner_cutoff_type: zbl,", ":7: the inner cutoff 'zbl' is not known")]
    [InlineData("rcut: 5,", "rcut: 5, rcut: 5,", ":7: 'rcut' is given twice")]
    [InlineData("bonds:", "bands:", ":6: 'bands' is not a part")]
    [InlineData("  0:\n    - ", "    - ", ":9: a function stands outside")]
    [InlineData("  0:\n    - ", "  1:\n    - ", ":9: species 1 does not exist")]
    [InlineData("{mu0: 0, rank: 1", "{mu0: 1, rank: 1", ":10: mu0 is not 0")]
    [InlineData("rank: 1, ndensity: 1", "rank: 1, ndensity: 2", ":10: ndensity is 2, but the embedding has 1")]
    [InlineData("rank: 1", "rank: 0", ":10: rank is 0")]
    [InlineData("ns: [2]", "ns: [3]", ":10: ns has a 3, which is not within 1 … 2")]
    [InlineData("ns: [1, 1]", "ns: [1, 2]", ":11: ns has a 2, which is not within 1 … 1")]
    [InlineData("ls: [1, 1]", "ls: [1, 2]", ":11: ls has a 2")]
    [InlineData("1, -1]", "1, -2]", ":11: ms_combs has a -2")]
    [InlineData("num_ms_combs: 2", "num_ms_combs: 3", ":11: ms_combs has 4 entries instead of 6")]
    [InlineData("ctildes: [1, -2]}", "ctildes: [1", ":12: the file ends within brackets")]
    [InlineData("ctildes: [1, -2]}", "ctildes: [1, x]}", ":11: 'x' is not a number")]
    [InlineData("ctildes: [0.5]", "ctildes [0.5]", ":10: ':' expected before")]
    public void WhatIsWrongIsNamedWithItsLine(string right, string wrong, string message)
    {
        Assert.Contains(right, Text);
        Assert.Contains(message, Assert.Throws<InputException>(() => Read(Text.Replace(right, wrong))).Message);
    }

    [Fact]
    public void EveryBeginningOfAFileIsRefused()
    {
        var lines = Text.Split('\n');
        for (var count = 0; count < 9; count++) Assert.Throws<InputException>(() => Read(string.Join('\n', lines[..count])));
    }

    private static FastMtp.Pace.PaceModel Read(string text)
    {
        using var directory = new TemporaryDirectory();
        return YaceFile.Read(directory.Write("a.yace", text));
    }
}
