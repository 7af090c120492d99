namespace FastMtp.Neighbors;

/// <summary>Adjacent slots of one axis that belong to the same periodic image.</summary>
/// <param name="Slot">The first slot.</param>
/// <param name="Length">Number of slots.</param>
/// <param name="Image">They are displaced by this multiple of the axis' lattice vector.</param>
internal readonly record struct AxisRun(int Slot, int Length, int Image);

/// <summary>The slots within reach of one bin of a <see cref="GridAxis"/>, in runs of at most <paramref name="longest"/>.</summary>
internal sealed class AxisWalk(int longest)
{
    private AxisRun[] _runs = new AxisRun[8];
    private GridAxis? _axis;
    private int _home;
    private int _count;

    /// <summary>The runs within reach of a bin.</summary>
    public ReadOnlySpan<AxisRun> Around(GridAxis axis, int home)
    {
        if (!ReferenceEquals(axis, _axis) || home != _home) Walk(axis, home);
        return _runs.AsSpan(0, _count);
    }

    private void Walk(GridAxis axis, int home)
    {
        (_axis, _home, _count) = (axis, home, 0);
        var (bin, last) = (home - axis.Reach, home + axis.Reach);
        if (!axis.IsPeriodic) (bin, last) = (Math.Max(bin, 0), Math.Min(last, axis.Bins - 1));
        var left = last - bin + 1;
        var image = 0;
        for (; bin < 0; bin += axis.Bins) image--;
        while (left > 0)
        {
            if (bin == axis.Bins)
            {
                bin = 0;
                image++;
            }
            var slot = axis.SlotOf(bin);
            var length = Math.Min(Math.Min(left, longest), Math.Min(axis.Bins - bin, axis.Slots - slot));
            if (_count == _runs.Length) Array.Resize(ref _runs, 2 * _count);
            _runs[_count++] = new(slot, length, image);
            bin += length;
            left -= length;
        }
    }
}
