using FastMtp.Packing;

namespace FastMtp.Blocks;

/// <summary>
/// Energies, forces and virials of every basis function in a block. The index of the function runs fastest. Arrays may be longer than the
/// block needs.
/// </summary>
/// <param name="functions">Number of functions, times that of central species if each has coefficients of its own.</param>
internal sealed class FunctionArrays(int functions)
{
    /// <summary>Number of functions of all sets of coefficients.</summary>
    public int Functions => functions;

    /// <summary>Components of the force on every atom, 0 to 3.</summary>
    public int Components { get; private set; }

    /// <summary>[local atoms] axis of the first component; the others follow in the order x y z x y.</summary>
    public int[] FirstAxis { get; private set; } = [];

    /// <summary>True if there are virials.</summary>
    public bool HasVirials { get; private set; }

    /// <summary>[centres][function].</summary>
    public double[] Energies { get; private set; } = [];

    /// <summary>[local atoms][component][function].</summary>
    public double[] Forces { get; private set; } = [];

    /// <summary>[centres][6][function] xx yy zz yz xz xy.</summary>
    public double[] Virials { get; private set; } = [];

    /// <summary>The axis of a component of the force on an atom.</summary>
    public int Axis(int atom, int component) => (FirstAxis[atom] + component) % 3;

    /// <summary>Says what is wanted of a block, makes room for it and clears it.</summary>
    public void Prepare(AtomBlock block, int components, int[] firstAxis, bool withVirials)
    {
        (Components, FirstAxis, HasVirials) = (components, firstAxis, withVirials);
        Energies = Cleared(Energies, block.CenterCount);
        Forces = Cleared(Forces, components * block.Atoms.Length);
        Virials = Cleared(Virials, withVirials ? 6 * block.CenterCount : 0);
    }

    private double[] Cleared(double[] array, int rows)
    {
        var length = checked(rows * functions);
        if (array.Length < length) return new double[length];
        Array.Clear(array, 0, length);
        return array;
    }
}
