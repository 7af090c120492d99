using FastMtp.Kernels;
using FastMtp.Packing;
using FastMtp.Potentials;

namespace FastMtp.Blocks;

/// <summary>
/// Evaluates blocks of atoms for one kernel, radial basis and set of coefficients. Stateless apart from these: several
/// threads use one evaluator with a <see cref="BlockState"/> each.
/// </summary>
internal abstract unsafe class BlockEvaluator
{
    private protected BlockEvaluator(MtpKernel kernel) => Kernel = kernel;

    /// <summary>The kernel that runs the passes.</summary>
    public MtpKernel Kernel { get; }

    /// <summary>Creates the evaluator for a kernel's vector width and the parts of a potential other than its coefficients.</summary>
    /// <exception cref="InputException">The potential has a repulsion but no elements.</exception>
    public static BlockEvaluator Create(MtpKernel kernel, PotentialModel potential) => kernel.Width switch
    {
        VectorWidth.Widest when VectorWidths.HasWidest => new BlockEvaluator<Lanes512>(kernel, potential),
        VectorWidth.Wide when VectorWidths.HasWide => new BlockEvaluator<Lanes256>(kernel, potential),
        _ => new BlockEvaluator<Lanes128>(kernel, potential),
    };

    /// <summary>Site energies, forces and site virials of a block, a repulsion included, into <paramref name="state"/>.</summary>
    public abstract void Evaluate(AtomBlock block, PotentialCoefficients coefficients, BlockState state);

    /// <summary>
    /// Evaluates all basis functions at once. The cost is that of a tangent pass for every neighbour and wanted component of the forces,
    /// whatever the number of functions. The state holds no results afterwards.
    /// </summary>
    public abstract void EvaluateFunctions(AtomBlock block, PotentialCoefficients coefficients, BlockState state, FunctionArrays results);

    /// <summary>Derivatives of each site energy with respect to the coefficients. The state holds no results afterwards.</summary>
    public abstract void EvaluateRows(AtomBlock block, PotentialCoefficients coefficients, BlockState state, GradientRows rows);

    /// <summary>
    /// Adds to <paramref name="gradient"/> the parameter gradient of
    /// Σ_i EnergyWeights[i]·V_i + Σ_ij ∂V_i/∂r_ij · d_ij, d_ij = ForceWeights[i] − ForceWeights[j] − VirialWeights[i]·r_ij.
    /// The block must have been evaluated last with this state, which keeps batches.
    /// </summary>
    public abstract void Pullback(AtomBlock block, PotentialCoefficients coefficients, BlockCotangents cotangents, BlockState state,
        ParameterGradient gradient);
}
