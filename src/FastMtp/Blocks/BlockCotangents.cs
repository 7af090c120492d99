using FastMtp.Packing;

namespace FastMtp.Blocks;

/// <summary>Derivatives of a loss with respect to the results of a block. Arrays may be longer than the block needs.</summary>
internal sealed class BlockCotangents
{
    private readonly SiteArrays _weights = new();

    /// <summary>[centres] ∂L/∂V_i.</summary>
    public double[] EnergyWeights => _weights.Energies;

    /// <summary>[local atoms][3] ∂L/∂F.</summary>
    public double[] ForceWeights => _weights.Forces;

    /// <summary>[centres][6] ∂L/∂W for the virial W to which the centre contributes, as a symmetric matrix xx yy zz yz xz xy.</summary>
    public double[] VirialWeights => _weights.Virials;

    /// <summary>Makes room for a block and clears all weights.</summary>
    public void Prepare(AtomBlock block) => _weights.Prepare(block);
}
