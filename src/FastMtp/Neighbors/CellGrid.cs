using FastMtp.Input;

namespace FastMtp.Neighbors;

/// <summary>
/// Atoms sorted by the bin they lie in (a counting sort), so that the atoms of adjacent bins along axis A are adjacent in
/// memory.
/// </summary>
internal sealed class CellGrid
{
    /// <summary>Vector loads may read this many atoms past the end of a run.</summary>
    public const int Padding = 8;

    private const int SlotsPerAtom = 4;

    private readonly int[] _starts;

    public CellGrid(Configuration configuration, double cutoff)
    {
        var count = configuration.Count;
        var axes = GridAxes.For(configuration, cutoff, SlotsPerAtom * (long)count);
        (A, B, C) = (axes[0], axes[1], axes[2]);
        var images = (2.0 * A.FarthestImage + 1) * (2.0 * B.FarthestImage + 1) * (2.0 * C.FarthestImage + 1);
        if (images > InputBounds.MostImages)
            throw new InputException(FormattableString.Invariant(
                $"{configuration.Origin}: within {cutoff} Å the cell repeats more than {InputBounds.MostImages} times; ")
                + "correct the lattice, or use a smaller cutoff.");
        Images = new ImageTable(A, B, C);

        var slots = new int[count];
        var wrapped = new Vector3[count];
        Homes = new Home[count];
        _starts = new int[A.Slots * B.Slots * C.Slots + 1];
        for (var i = 0; i < count; i++)
        {
            var position = wrapped[i] = configuration.Position(i);
            var home = new Home(0, A.Wrap(position, ref wrapped[i]), B.Wrap(position, ref wrapped[i]), C.Wrap(position, ref wrapped[i]));
            slots[i] = Slot(A.SlotOf(home.A), B.SlotOf(home.B), C.SlotOf(home.C));
            Homes[i] = home;
            _starts[slots[i]]++;
        }

        // Each entry becomes the end of its slot; filling from the last atom turns it into the start and keeps the order.
        for (var s = 1; s < _starts.Length; s++) _starts[s] += _starts[s - 1];
        (Atoms, X, Y, Z) = (new int[count], new double[count + Padding], new double[count + Padding], new double[count + Padding]);
        for (var i = count - 1; i >= 0; i--)
        {
            var place = --_starts[slots[i]];
            Homes[i] = Homes[i] with { Place = place };
            Atoms[place] = i;
            (X[place], Y[place], Z[place]) = wrapped[i];
        }
    }

    /// <summary>Axis along which adjacent bins are adjacent in memory.</summary>
    public GridAxis A { get; }

    /// <summary>Second axis.</summary>
    public GridAxis B { get; }

    /// <summary>Third axis.</summary>
    public GridAxis C { get; }

    /// <summary>The periodic images within reach.</summary>
    public ImageTable Images { get; }

    /// <summary>[N] the place and bins of each atom.</summary>
    public Home[] Homes { get; }

    /// <summary>[N] atom at each place.</summary>
    public int[] Atoms { get; }

    /// <summary>[N + Padding] x of the atom at each place, wrapped into the home cell, Å.</summary>
    public double[] X { get; }

    /// <summary>[N + Padding] y.</summary>
    public double[] Y { get; }

    /// <summary>[N + Padding] z.</summary>
    public double[] Z { get; }

    /// <summary>Places of the atoms in a run of slots along A: first, and one past the last.</summary>
    public (int First, int End) Places(in AxisRun a, in AxisRun b, in AxisRun c)
    {
        var slot = Slot(a.Slot, b.Slot, c.Slot);
        return (_starts[slot], _starts[slot + a.Length]);
    }

    private int Slot(int a, int b, int c) => (c * B.Slots + b) * A.Slots + a;

    /// <summary>Where an atom lies: its place in the sorted arrays and its bins.</summary>
    public readonly record struct Home(int Place, int A, int B, int C);
}
