using FastMtp.Packing;

namespace FastMtp.Blocks;

/// <summary>
/// Energies, forces and virials of a block, or derivatives with respect to them. Arrays may be longer than the block needs.
/// </summary>
internal sealed class SiteArrays
{
    /// <summary>[centres].</summary>
    public double[] Energies { get; private set; } = [];

    /// <summary>[local atoms][3], and one unused number, for <see cref="LaneRows"/>.</summary>
    public double[] Forces { get; private set; } = [];

    /// <summary>[centres][6] xx yy zz yz xz xy.</summary>
    public double[] Virials { get; private set; } = [];

    /// <summary>Makes room for a block and clears everything.</summary>
    public void Prepare(AtomBlock block)
    {
        Energies = Cleared(Energies, block.CenterCount);
        Forces = Cleared(Forces, 3 * block.Atoms.Length + 1);
        Virials = Cleared(Virials, 6 * block.CenterCount);
    }

    private static double[] Cleared(double[] array, int length)
    {
        if (array.Length < length) return new double[length];
        Array.Clear(array, 0, length);
        return array;
    }
}
