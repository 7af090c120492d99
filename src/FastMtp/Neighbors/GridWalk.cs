using System.Runtime.CompilerServices;

namespace FastMtp.Neighbors;

/// <summary>Consecutive atoms of one periodic image in a <see cref="CellGrid"/>.</summary>
/// <param name="First">Place of the first.</param>
/// <param name="End">One past the last.</param>
/// <param name="Image">Number in <see cref="CellGrid.Images"/>.</param>
internal readonly record struct PlaceRun(int First, int End, int Image);

/// <summary>The runs of atoms within reach of an atom. Consecutive atoms of a grid often share them.</summary>
internal sealed class GridWalk
{
    private readonly AxisWalk _a = new(int.MaxValue);
    private readonly AxisWalk _b = new(1);
    private readonly AxisWalk _c = new(1);
    private PlaceRun[] _runs = new PlaceRun[32];
    private CellGrid? _grid;
    private CellGrid.Home _home;
    private int _count;

    /// <summary>The runs within reach of an atom's place.</summary>
    public ReadOnlySpan<PlaceRun> Around(CellGrid grid, CellGrid.Home home)
    {
        if (!ReferenceEquals(grid, _grid) || (home with { Place = _home.Place }) != _home) Walk(grid, home);
        return _runs.AsSpan(0, _count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Walk(CellGrid grid, CellGrid.Home home)
    {
        (_grid, _home, _count) = (grid, home, 0);
        var alongA = _a.Around(grid.A, home.A);
        var alongB = _b.Around(grid.B, home.B);
        foreach (ref readonly var c in _c.Around(grid.C, home.C))
        {
            foreach (ref readonly var b in alongB)
            {
                foreach (ref readonly var a in alongA)
                {
                    var (first, end) = grid.Places(a, b, c);
                    if (first < end) Add(new(first, end, grid.Images.Number(a.Image, b.Image, c.Image)));
                }
            }
        }
    }

    private void Add(PlaceRun run)
    {
        if (_count == _runs.Length) Array.Resize(ref _runs, 2 * _count);
        _runs[_count++] = run;
    }
}
