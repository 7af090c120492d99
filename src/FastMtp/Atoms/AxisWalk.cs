namespace FastMtp.Atoms;

/// <summary>Walks along the bins of a <see cref="GridAxis"/> within reach of one of them, in runs of adjacent slots of one image.</summary>
internal struct AxisWalk
{
    private readonly int _bins;
    private readonly int _slots;
    private int _bin;
    private int _left;

    public AxisWalk(GridAxis axis, int bin)
    {
        _bins = axis.Bins;
        _slots = axis.Slots;
        var (first, last) = (bin - axis.Reach, bin + axis.Reach);
        if (!axis.IsPeriodic) (first, last) = (Math.Max(first, 0), Math.Min(last, _bins - 1));
        _left = last - first + 1;
        for (; first < 0; first += _bins) Image--;
        _bin = first;
    }

    /// <summary>First slot of the run.</summary>
    public int Slot { get; private set; }

    /// <summary>Number of slots in the run.</summary>
    public int Length { get; private set; }

    /// <summary>The run is displaced by this multiple of the axis' lattice vector.</summary>
    public int Image { get; private set; }

    /// <summary>Goes on to the next run of at most <paramref name="longest"/> slots.</summary>
    public bool MoveNext(int longest = int.MaxValue)
    {
        if (_left == 0) return false;
        if (_bin == _bins)
        {
            _bin = 0;
            Image++;
        }
        Slot = _slots == _bins ? _bin : _bin % _slots;
        Length = Math.Min(Math.Min(_left, longest), Math.Min(_bins - _bin, _slots - Slot));
        _bin += Length;
        _left -= Length;
        return true;
    }
}
