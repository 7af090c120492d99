using FastMtp.Radial;

namespace FastMtp.Blocks;

/// <summary>The tables B_k of a <see cref="FactorizedRadialTensor"/> as the radial stage reads them.</summary>
/// <param name="Pointer">[k][N_f][N_b].</param>
/// <param name="Count">Number of tables; 0 for a dense tensor.</param>
internal readonly unsafe record struct SharedTables(nint Pointer, int Count)
{
    public double* Values => (double*)Pointer;
}
