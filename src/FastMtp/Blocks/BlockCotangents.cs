using FastMtp.Packing;

namespace FastMtp.Blocks;

/// <summary>Derivatives of a loss with respect to what a block computed. Arrays may be longer than the block needs.</summary>
internal sealed class BlockCotangents
{
    /// <summary>[centres] ∂L/∂V_i.</summary>
    public double[] EnergyWeights { get; private set; } = [];

    /// <summary>[local atoms][3] ∂L/∂F, and a number that means nothing, for <see cref="LaneRows"/>.</summary>
    public double[] ForceWeights { get; private set; } = [];

    /// <summary>[centres][6] ∂L/∂W for the virial W that the centre contributes to, as a symmetric matrix xx yy zz yz xz xy.</summary>
    public double[] VirialWeights { get; private set; } = [];

    /// <summary>Makes room for a block and clears all weights.</summary>
    public void Prepare(AtomBlock block)
    {
        EnergyWeights = Cleared(EnergyWeights, block.CenterCount);
        ForceWeights = Cleared(ForceWeights, 3 * block.Atoms.Length + 1);
        VirialWeights = Cleared(VirialWeights, 6 * block.CenterCount);
    }

    private static double[] Cleared(double[] array, int length)
    {
        if (array.Length < length) return new double[length];
        Array.Clear(array, 0, length);
        return array;
    }
}
