namespace FastMtp.Pace;

/// <summary>
/// A potential in the form of PACE (Lysogorskiy et al., npj Comput. Mater. 7, 97, 2021), the content of a <c>.yace</c> file. With
/// c = the sum of the core repulsions of an atom, its energy is E0 + F(rho)·h(c) + c; each density rho_p is a sum over
/// <see cref="Functions"/>.
/// </summary>
internal sealed record PaceModel
{
    /// <summary>Names of the species.</summary>
    public required SpeciesList Elements { get; init; }

    /// <summary>[N_T] energy of an atom alone, eV.</summary>
    public required double[] E0 { get; init; }

    /// <summary>Width of the bins in which PACE interpolates radial functions, Å.</summary>
    public double SplineBin { get; init; } = 0.001;

    /// <summary>[N_T] the energy as a function of densities.</summary>
    public required PaceEmbedding[] Embeddings { get; init; }

    /// <summary>[N_T²] radial functions, pair z_i·N_T + z_j, central species first.</summary>
    public required PaceBond[] Bonds { get; init; }

    /// <summary>[N_T] functions of an atom of each species.</summary>
    public required PaceFunction[][] Functions { get; init; }
}

/// <summary>
/// F(rho) = sum over densities p of w_p·f(rho_p, m_p), <see cref="Parameters"/> = [w_1, m_1, w_2, m_2, …], and the range of c in
/// which the core repulsion replaces it.
/// </summary>
/// <param name="DensityCount">Number of densities.</param>
/// <param name="Function">Name of f.</param>
/// <param name="Parameters">Two for each density.</param>
/// <param name="CoreCutoff">Core repulsion from which on h = 0, eV.</param>
/// <param name="CoreWidth">h falls from 1 to 0 over this range below <paramref name="CoreCutoff"/>, eV.</param>
internal sealed record PaceEmbedding(int DensityCount, string Function, double[] Parameters, double CoreCutoff, double CoreWidth)
{
    public const string FinnisSinclair = "FinnisSinclair";
    public const string ShiftedScaled = "FinnisSinclairShiftedScaled";

    /// <summary>F(rho) = rho; the core repulsion is out of reach.</summary>
    public static PaceEmbedding Linear { get; } = new(1, ShiftedScaled, [1, 1], 100000, 250);
}

/// <summary>Radial functions of a pair of species: R_nl(r) = sum over k of Coefficients[n − 1][l][k − 1]·g_k(r).</summary>
internal sealed record PaceBond
{
    public const string ChebExpCos = "ChebExpCos";
    public const string ChebPow = "ChebPow";
    public const string SBessel = "SBessel";
    public const string ByDistance = "distance";
    public const string ByDensity = "density";

    /// <summary>Name of the basis g_k.</summary>
    public required string Basis { get; init; }

    /// <summary>Number of g_k.</summary>
    public required int BasisSize { get; init; }

    /// <summary>Parameters of the basis: lambda.</summary>
    public required double[] Parameters { get; init; }

    /// <summary>[n][l][k], all n and l with as many entries.</summary>
    public required double[][][] Coefficients { get; init; }

    /// <summary>Cutoff, Å.</summary>
    public required double Cutoff { get; init; }

    /// <summary>Width of the additional cutoff function of ChebExpCos, Å.</summary>
    public double CutoffWidth { get; init; } = 0.01;

    /// <summary>Prefactor of the core repulsion, eV·Å; zero for none.</summary>
    public double CorePrefactor { get; init; }

    /// <summary>Decay of the core repulsion, Å⁻².</summary>
    public double CoreDecay { get; init; } = 1;

    /// <summary>Where the switch from core repulsion to radial functions ends, Å.</summary>
    public double InnerCutoff { get; init; }

    /// <summary>Its width, Å.</summary>
    public double InnerWidth { get; init; }

    /// <summary>What switches.</summary>
    public string InnerSwitch { get; init; } = ByDistance;

    /// <summary>Number of radial functions for each l.</summary>
    public int RadialCount => Coefficients.Length;

    /// <summary>The largest l.</summary>
    public required int LargestL { get; init; }
}

/// <summary>
/// The function sum over c of Coefficients[c·P + p]·Re of the product over t of A(Species[t], N[t], L[t], M[c·rank + t]) in density
/// p of P. A is the sum of R_nl·Y_lm over neighbours of the species, or of g_n at rank 1.
/// </summary>
/// <param name="DensityCount">P.</param>
/// <param name="Species">[rank] species of the neighbours.</param>
/// <param name="N">[rank] n, from 1.</param>
/// <param name="L">[rank] l.</param>
/// <param name="M">[C·rank] m.</param>
/// <param name="Coefficients">[C·P] C-tilde.</param>
internal sealed record PaceFunction(int DensityCount, int[] Species, int[] N, int[] L, int[] M, double[] Coefficients)
{
    /// <summary>Number of factors.</summary>
    public int Rank => Species.Length;

    /// <summary>The sums that are multiplied.</summary>
    public IEnumerable<PaceLabel> Labels => Species.Select((species, t) => new PaceLabel(species, L[t], N[t]));

    /// <summary>Number of combinations of m.</summary>
    public int CombinationCount => Coefficients.Length / DensityCount;
}
