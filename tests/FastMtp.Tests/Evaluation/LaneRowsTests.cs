using FastMtp.Blocks;

namespace FastMtp.Tests.Evaluation;

/// <summary>Lanes to rows and back, one by one.</summary>
public sealed unsafe class LaneRowsTests
{
    private static readonly int[] Atoms = [4, 0, 4, 3, 4, 1, 3, 2];

    [Theory, InlineData(2), InlineData(4), InlineData(8)]
    public void AnAtomInSeveralLanesLosesTheSum(int lanes)
    {
        var values = Enumerable.Range(1, 3 * lanes).Select(i => (double)i * i).ToArray();
        var rows = Enumerable.Range(0, 16).Select(i => 1000.0 * i).ToArray();
        var expected = rows.ToArray();
        for (var lane = 0; lane < lanes; lane++)
            for (var k = 0; k < 3; k++) expected[3 * Atoms[lane] + k] -= values[k * lanes + lane];
        fixed (double* from = values, to = rows)
        fixed (int* atoms = Atoms) LaneRows.Subtract(from, lanes, atoms, to);
        Assert.Equal(expected, rows);
    }

    [Theory, InlineData(2), InlineData(4), InlineData(8)]
    public void LanesGetTheRowsOfTheirAtoms(int lanes)
    {
        var rows = Enumerable.Range(0, 16).Select(i => 1000.0 * i).ToArray();
        var values = new double[3 * lanes];
        fixed (double* from = rows, to = values)
        fixed (int* atoms = Atoms) LaneRows.Gather(from, atoms, lanes, to);
        Assert.Equal(Enumerable.Range(0, 3 * lanes).Select(i => rows[3 * Atoms[i % lanes] + i / lanes]), values);
    }
}
