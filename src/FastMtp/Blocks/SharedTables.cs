using FastMtp.Radial;

namespace FastMtp.Blocks;

/// <summary>
/// What the pairs of species share, as the radial stage reads it: the tables B_k of a <see cref="FactorizedRadialTensor"/>, or the
/// functions of a <see cref="SharedRadialTensor"/>.
/// </summary>
/// <param name="Pointer">[k][N_f][N_b], or the <see cref="RadialSeries"/> of the functions.</param>
/// <param name="Count">Number of tables or functions; 0 for a dense tensor.</param>
/// <param name="AreFunctions">True for functions.</param>
internal readonly unsafe record struct SharedTables(nint Pointer, int Count, bool AreFunctions = false)
{
    public double* Values => (double*)Pointer;
}
