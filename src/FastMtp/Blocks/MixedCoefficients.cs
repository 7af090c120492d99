using System.Runtime.CompilerServices;
using FastMtp.Basis;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Radial;

namespace FastMtp.Blocks;

/// <summary>
/// The coefficients as kernels of single precision read them. Floats end at 3e38, so radial functions are scaled: their products, which
/// grow steeply where atoms are near, then have as much room above as below. Coefficients of functions make up for it, so energies and
/// forces need no scaling back.
/// </summary>
internal sealed unsafe class MixedCoefficients : ISiteCoefficients, IDisposable
{
    /// <summary>
    /// The scale is a power of 2, so it costs no digits; all its powers together must leave most of the range to the moments.
    /// </summary>
    private const int MostBits = 60;

    private const int LargestStackWeights = 128;

    private readonly PotentialCoefficients _doubles;
    private readonly AlignedBuffer _singles;
    private readonly AlignedBuffer _moments;
    private readonly int _functions;

    /// <summary>Converts the coefficients of a potential.</summary>
    /// <param name="potential">The potential.</param>
    /// <param name="source">How to store factorised radial coefficients.</param>
    public MixedCoefficients(PotentialModel potential, RadialSource source)
    {
        _doubles = new(potential, source);
        _functions = potential.Plan.Functions.Length;
        _singles = new((_doubles.Radial.Length + potential.MomentCoefficients.Length + 1) / 2);
        _moments = new(potential.MomentCoefficients.Length);
        var degrees = Degrees(potential.Plan);
        var exponent = degrees is null ? 0 : ScaleExponent(potential, degrees);
        var radial = (float*)_singles.Pointer;
        for (var i = 0; i < _doubles.Radial.Length; i++)
            radial[i] = (float)(i < _doubles.ProportionalCount ? Math.ScaleB(_doubles.Radial[i], exponent) : _doubles.Radial[i]);
        for (var i = 0; i < potential.MomentCoefficients.Length; i++)
        {
            var degree = degrees is null ? 0 : degrees[potential.Plan.Functions[i % _functions]];
            _moments.Pointer[i] = Math.ScaleB(potential.MomentCoefficients[i], -exponent * degree);
            (radial + _doubles.Radial.Length)[i] = (float)_moments.Pointer[i];
        }
    }

    /// <summary>What the radial coefficients are read from.</summary>
    public RadialSource Source => _doubles.Source;

    /// <inheritdoc/>
    public bool AreCommon => _doubles.AreCommon;

    /// <summary>What pairs share; none if the tensor is dense.</summary>
    public SharedTables Tables => _doubles.Tables with { Pointer = (nint)_singles.Pointer };

    /// <inheritdoc/>
    public double* Species => _doubles.Species;

    /// <summary>[A] the moment coefficients of a central species, for the scaled moments.</summary>
    public double* MomentsOf(int species) => _moments.Pointer + First(species);

    /// <inheritdoc/>
    public double* KernelMomentsOf(int species) => (double*)((float*)_singles.Pointer + _doubles.Radial.Length + First(species));

    /// <summary>Where the series of a pair type lies, or its weights.</summary>
    /// <param name="pairType">z_i·N_T + z_j.</param>
    /// <param name="room">For weights that have to be computed, <see cref="SharedTables.Count"/> of them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public float* Locate(int pairType, float* room)
    {
        if (!_doubles.HasWeights) return (float*)_singles.Pointer + _doubles.Offset(pairType);
        Span<double> weights = Tables.Count <= LargestStackWeights ? stackalloc double[Tables.Count] : new double[Tables.Count];
        _doubles.Weights(pairType, weights);
        for (var k = 0; k < weights.Length; k++) room[k] = (float)weights[k];
        return room;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _doubles.Dispose();
        _singles.Dispose();
        _moments.Dispose();
    }

    private long First(int species) => AreCommon ? 0 : (long)species * _functions;

    /// <summary>
    /// [row] how many radial functions a moment multiplies; null if terms of one differ in that, as tables of files may, so that no scale
    /// would suit all.
    /// </summary>
    private static int[]? Degrees(BasisPlan plan)
    {
        var degrees = new int[plan.MomentCount];
        Array.Fill(degrees, 1, 0, plan.BasicMoments.Length);
        foreach (var product in plan.Products)
        {
            var degree = degrees[product.Left] + degrees[product.Right];
            if (degrees[product.Target] != 0 && degrees[product.Target] != degree) return null;
            degrees[product.Target] = degree;
        }
        return degrees;
    }

    /// <summary>
    /// The scale in bits: half way between the largest values of radial functions where the potential was fitted and at half of the
    /// smallest distance there.
    /// </summary>
    private static int ScaleExponent(PotentialModel potential, int[] degrees)
    {
        var basis = potential.Radial;
        var (fitted, near) = (1.0, 1.0);
        var block = new double[potential.RadialTensor.Shape.PairLength];
        for (var pair = 0; pair < potential.RadialTensor.Shape.PairCount; pair++)
        {
            potential.RadialTensor.Block(pair, block);
            fitted = Math.Max(fitted, LargestAt(basis, basis.MinDistance, block));
            near = Math.Max(near, LargestAt(basis, 0.5 * basis.MinDistance, block));
        }
        var bits = -Math.Round(0.5 * (Math.Log2(fitted) + Math.Log2(near)));
        return double.IsFinite(bits) ? (int)Math.Max(bits, -MostBits / Math.Max(1, degrees.Max())) : 0;
    }

    /// <summary>A bound of all radial functions of a pair at a distance.</summary>
    private static double LargestAt(RadialBasis basis, double distance, double[] block)
    {
        Span<double> values = new double[basis.Size], slopes = new double[basis.Size];
        ChebyshevBasis.Evaluate(basis, distance, values, slopes);
        var largest = 0.0;
        for (var first = 0; first < block.Length; first += basis.Size)
        {
            var sum = 0.0;
            for (var b = 0; b < basis.Size; b++) sum += Math.Abs(block[first + b] * values[b]);
            largest = Math.Max(largest, sum);
        }
        return largest;
    }
}
