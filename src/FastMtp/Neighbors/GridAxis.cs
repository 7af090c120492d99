namespace FastMtp.Neighbors;

/// <summary>
/// One direction of a <see cref="CellGrid"/>: bins of equal width, numbered from 0, that repeat when the direction is
/// periodic. Only <see cref="Slots"/> bins are stored separately; bin k shares slot k mod Slots.
/// </summary>
/// <remarks>
/// Bins that share a slot are far apart, so sharing only adds candidates that the distance check rejects. It bounds the memory
/// for a few atoms in a huge cell.
/// </remarks>
internal sealed record GridAxis
{
    // Rounding may put an atom into the neighbouring bin; the margin keeps such an atom within reach.
    private const double Margin = 1 + 1e-9;
    private const int MostBins = 1 << 30;
    private const int Farthest = 1 << 28;

    /// <summary>Divides a direction into bins at least <paramref name="cutoff"/> / <paramref name="binsPerCutoff"/> wide.</summary>
    /// <param name="repeat">Lattice vector, Å; zero for an open direction.</param>
    /// <param name="reciprocal">Gradient of the axis coordinate, which runs from <paramref name="origin"/> to origin + 1, 1/Å.</param>
    /// <param name="origin">Lowest coordinate: 0 for a periodic direction.</param>
    /// <param name="cutoff">Å.</param>
    /// <param name="binsPerCutoff">Number of bins per cutoff length.</param>
    public GridAxis(Vector3 repeat, Vector3 reciprocal, double origin, double cutoff, int binsPerCutoff)
    {
        var (reach, height) = (Margin * cutoff, 1 / reciprocal.Length);
        Repeat = repeat;
        Reciprocal = reciprocal;
        Origin = origin;
        IsPeriodic = repeat != default;
        Bins = (int)Math.Clamp(height / reach * binsPerCutoff, 1, MostBins);
        Slots = Bins;
        var far = Math.Ceiling(reach * Bins / height);
        Reach = IsPeriodic ? (int)Math.Min(far, Farthest) : (int)Math.Min(far, Bins);
    }

    /// <summary>Lattice vector, Å; zero for an open direction.</summary>
    public Vector3 Repeat { get; }

    /// <summary>Gradient of the axis coordinate, 1/Å.</summary>
    public Vector3 Reciprocal { get; }

    /// <summary>Coordinate at the lower face of bin 0.</summary>
    public double Origin { get; }

    /// <summary>True if the bins repeat.</summary>
    public bool IsPeriodic { get; }

    /// <summary>Number of bins.</summary>
    public int Bins { get; }

    /// <summary>Number of slots that the bins are folded into; at most <see cref="Bins"/>.</summary>
    public int Slots { get; private init; }

    /// <summary>Neighbours lie at most this many bins away.</summary>
    public int Reach { get; }

    /// <summary>Neighbours lie at most this many periods away.</summary>
    public int FarthestImage => IsPeriodic ? (int)(((long)Reach + Bins - 1) / Bins) : 0;

    /// <summary>The fewest slots for which bins within reach of each other do not share a slot.</summary>
    public int FewestSlots => (int)Math.Min(Bins, 2L * Reach + 1);

    /// <summary>The same axis with half as many slots, but not fewer than <see cref="FewestSlots"/>.</summary>
    public GridAxis Folded() => this with { Slots = Math.Max(FewestSlots, Slots / 2) };

    /// <summary>Wraps a position into the home cell and returns its bin.</summary>
    public int Wrap(Vector3 position, ref Vector3 wrapped)
    {
        var coordinate = Vector3.Dot(Reciprocal, position) - Origin;
        if (IsPeriodic)
        {
            var cells = Math.Floor(coordinate);
            coordinate -= cells;
            if (cells != 0) wrapped -= cells * Repeat;
        }
        return Math.Clamp((int)(coordinate * Bins), 0, Bins - 1);
    }

    /// <summary>Slot of a bin.</summary>
    public int SlotOf(int bin) => Slots == Bins ? bin : bin % Slots;
}
