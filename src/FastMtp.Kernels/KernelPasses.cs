namespace FastMtp.Kernels;

/// <summary>
/// The passes over a batch of central atoms, one in each lane. This is the contract between generated code and the run time:
/// the generator compiles this file too and emits an implementation of every abstract method.
/// </summary>
/// <remarks>
/// All arrays are [index][lane], 64-byte aligned. Shapes, with S neighbour slots (a multiple of <see cref="SlotBlock"/>;
/// slot k holds the k-th neighbour of every lane), N_f radial functions, R rows of moments:
/// <code>
/// geometry    [S][4]      unit vector x y z to the neighbour; 1/r (Å⁻¹)
/// radial      [S][2][N_f] f_mu(r); f_mu'(r). Zero in a lane's unused slots
/// moments     [R]         M; tangents: the derivative of M along directions
/// adjoints    [R]         P = ∂V/∂M
/// forces      [S][3]      ∂V/∂r_ij (eV/Å)
/// directions  [S][4]      tangential part of the direction d_ij divided by r; its radial part d_ij · r_ij/r
/// gradients   [S][2][N_f] a_mu, p_mu: ∂L/∂c[mu][b] gains a·T_b + p·(d·r/r)·T_b'
/// xi          [A]         coefficients of the basis functions, not per lane
/// </code>
/// In a kernel of single precision, all arrays hold floats in place of doubles, so a vector has twice as many lanes.
/// Nothing is rescaled between accumulation and contraction: rows hold the moments as the formulas define them.
/// </remarks>
internal abstract unsafe class KernelPasses
{
    /// <summary>Changes with this contract. Libraries of kernels are compiled by one version and may be run by another.</summary>
    public const int Version = 1;

    /// <summary>Slots are processed in blocks of this many.</summary>
    public const int SlotBlock = 4;

    /// <summary>Computes the basic moments from the neighbours.</summary>
    public abstract void Accumulate(int slots, double* geometry, double* radial, double* moments);

    /// <summary>Computes all other moments from the basic ones.</summary>
    public abstract void Contract(double* moments);

    /// <summary>P = ∂V/∂M of V = Σ xi·B; for the rows of basic moments, with respect to what <see cref="Accumulate"/> sums.</summary>
    public abstract void Backpropagate(double* moments, double* xi, double* adjoints);

    /// <summary>∂V/∂r_ij for every slot.</summary>
    public abstract void PairForces(int slots, double* geometry, double* radial, double* adjoints, double* forces);

    /// <summary>Derivative of the basic moments along directions.</summary>
    public abstract void AccumulateTangents(int slots, double* geometry, double* radial, double* directions, double* tangents);

    /// <summary>Derivative of all other moments.</summary>
    public abstract void ContractTangents(double* moments, double* tangents);

    /// <summary>Q = ∂G/∂M of G = e·V(M) + ∇V(M)·Ṁ, with one weight e per lane.</summary>
    public abstract void BackpropagateTangents(double* moments, double* tangents, double* adjoints, double* xi, double* weights,
        double* tangentAdjoints);

    /// <summary>What each slot contributes to the gradient with respect to the radial coefficients.</summary>
    public abstract void PairGradients(int slots, double* geometry, double* directions, double* adjoints, double* tangentAdjoints,
        double* gradients);
}
