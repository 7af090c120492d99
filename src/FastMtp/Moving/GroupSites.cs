using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FastMtp.Packing;

namespace FastMtp.Moving;

/// <summary>
/// The sites of a group: its centres, then other atoms and images of atoms that may come near them. The last site is a
/// dummy, far from everything.
/// </summary>
/// <param name="atoms">[site] rows of the positions; that of the dummy is irrelevant.</param>
/// <param name="images">[site] which image of the atom it is.</param>
/// <param name="centerTypes">[centre] species numbers.</param>
internal sealed unsafe class GroupSites(int[] atoms, int[] images, int[] centerTypes)
{
    /// <summary>[site] rows of the positions.</summary>
    public int[] Atoms => atoms;

    /// <summary>[centre] species numbers.</summary>
    public int[] CenterTypes => centerTypes;

    /// <summary>Number of sites.</summary>
    public int Count => atoms.Length;

    /// <summary>The dummy site.</summary>
    public int Nobody => atoms.Length - 1;

    /// <summary>Centres in the order of the lanes.</summary>
    public int[] Order { get; private set; } = [];

    /// <summary>[batch][lane] centres, −1 for unused lanes.</summary>
    public int[] Lanes { get; private set; } = [];

    /// <summary>Assigns centres to batches.</summary>
    public void Arrange(NeighborRows rows, BatchOrder order)
    {
        order.Sort(rows);
        (Order, Lanes) = (order.Rows.ToArray(), order.Lanes());
    }

    /// <summary>Computes the positions of the sites.</summary>
    /// <param name="positions">Of the atoms.</param>
    /// <param name="shifts">[image] Å.</param>
    /// <param name="sites">[site][<see cref="SiteRows.Length"/>] to be filled, Å.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Place(SiteRows positions, Vector3[] shifts, double* sites)
    {
        var rows = positions.Pointer;
        for (var site = 0; site < atoms.Length - 1; site++)
        {
            var from = rows + (long)SiteRows.Length * atoms[site];
            ref readonly var shift = ref shifts[images[site]];
            Vector256.Add(Vector256.Load(from), Vector256.Create(shift.X, shift.Y, shift.Z, 0)).Store(sites + SiteRows.Length * site);
        }
        Vector256.Create(SiteRows.FarAway).Store(sites + SiteRows.Length * Nobody);
    }
}
