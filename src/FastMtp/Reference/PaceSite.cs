using System.Numerics;
using FastMtp.Pace;

namespace FastMtp.Reference;

/// <summary>One atom with its neighbours, as <see cref="PaceEvaluator"/> needs it.</summary>
internal sealed class PaceSite(PaceModel model, int center)
{
    private readonly List<(int Neighbor, int Species, Vector3 Displacement, Dual[] Basis, PaceHarmonics Harmonics, Dual Core)> _bonds = [];

    // Sums over neighbours of a species of g_k (rank 1), or of R_nl·Y_lm.
    private readonly Dictionary<(int Species, int K), double> _singles = [];
    private readonly Dictionary<(int Species, int N, int L, int M), Complex> _sums = [];

    // dE/d(those sums); of the complex ones, the real part of weight times change is the change of the energy.
    private readonly Dictionary<(int Species, int K), double> _singleWeights = [];
    private readonly Dictionary<(int Species, int N, int L, int M), Complex> _weights = [];

    private double _core;
    private double _coreWeight;

    /// <summary>Adds a neighbour; one beyond the cutoff of its bond is ignored.</summary>
    public void Add(int neighbor, int species, Vector3 displacement)
    {
        var bond = Bond(species);
        var r = new Dual(displacement.Length, 1);
        if (r.Value >= bond.Cutoff) return;
        var harmonics = new PaceHarmonics(bond.LargestL, 1 / r.Value * displacement);
        var basis = PaceRadial.Basis(bond, r);
        var core = PaceRadial.Core(bond, r);
        _bonds.Add((neighbor, species, displacement, basis, harmonics, core));
        _core += core.Value;
        for (var k = 0; k < basis.Length; k++) Sum(_singles, (species, k + 1), basis[k].Value);
        for (var n = 1; n <= bond.RadialCount; n++)
        {
            for (var l = 0; l <= bond.LargestL; l++)
            {
                var radial = Radial(bond, basis, n, l).Value;
                for (var m = -l; m <= l; m++)
                    _sums[(species, n, l, m)] = _sums.GetValueOrDefault((species, n, l, m)) + radial * harmonics.Value(l, m);
            }
        }
    }

    /// <summary>The energy of the atom; called once, when all neighbours are there.</summary>
    public double Energy()
    {
        var embedding = model.Embeddings[center];
        var densities = new double[embedding.DensityCount];
        foreach (var f in model.Functions[center])
        {
            for (var c = 0; c < f.CombinationCount; c++)
            {
                var product = Product(Factors(f, c), skipped: -1).Real;
                for (var p = 0; p < f.DensityCount; p++) densities[p] += f.Coefficients[c * f.DensityCount + p] * product;
            }
        }

        var energy = 0.0;
        var slopes = new double[densities.Length];
        for (var p = 0; p < densities.Length; p++)
        {
            var value = embedding.Parameters[2 * p] * Embedded(embedding.Function, new(densities[p], 1), embedding.Parameters[2 * p + 1]);
            (energy, slopes[p]) = (energy + value.Value, value.Slope);
        }
        var step = PaceRadial.Step(new(_core, 1), embedding.CoreCutoff, embedding.CoreWidth);
        _coreWeight = energy * step.Slope + 1;
        for (var p = 0; p < slopes.Length; p++) slopes[p] *= step.Value;
        foreach (var f in model.Functions[center])
            for (var c = 0; c < f.CombinationCount; c++) AddWeights(f, c, slopes);
        return energy * step.Value + _core + model.E0[center];
    }

    /// <summary>The derivatives of the energy with respect to the displacements of the neighbours, after <see cref="Energy"/>.</summary>
    public IEnumerable<(int Neighbor, Vector3 Displacement, Vector3 Gradient)> Gradients()
    {
        foreach (var (neighbor, species, displacement, basis, harmonics, core) in _bonds)
        {
            var (r, bond) = (displacement.Length, Bond(species));
            var along = _coreWeight * core.Slope;
            var gradient = default(Vector3);
            for (var k = 0; k < basis.Length; k++) along += _singleWeights.GetValueOrDefault((species, k + 1)) * basis[k].Slope;
            foreach (var ((z, n, l, m), weight) in _weights)
            {
                if (z != species) continue;
                var radial = Radial(bond, basis, n, l);
                along += (weight * radial.Slope * harmonics.Value(l, m)).Real;
                var (x, y, zz) = harmonics.Gradient(l, m);
                gradient += radial.Value / r * new Vector3((weight * x).Real, (weight * y).Real, (weight * zz).Real);
            }
            yield return (neighbor, displacement, gradient + along / r * displacement);
        }
    }

    private PaceBond Bond(int species) => model.Bonds[center * model.Elements.Count + species];

    private static Dual Radial(PaceBond bond, Dual[] basis, int n, int l)
    {
        Dual sum = 0;
        for (var k = 0; k < basis.Length; k++) sum += bond.Coefficients[n - 1][l][k] * basis[k];
        return sum;
    }

    private Complex[] Factors(PaceFunction f, int c) => f.Rank == 1
        ? [_singles.GetValueOrDefault((f.Species[0], f.N[0]))]
        : [.. Enumerable.Range(0, f.Rank).Select(t => _sums.GetValueOrDefault(Key(f, c, t)))];

    // The product of all factors but one.
    private static Complex Product(Complex[] factors, int skipped)
    {
        Complex product = 1;
        for (var t = 0; t < factors.Length; t++)
            if (t != skipped) product *= factors[t];
        return product;
    }

    private void AddWeights(PaceFunction f, int c, double[] slopes)
    {
        var coefficient = 0.0;
        for (var p = 0; p < f.DensityCount; p++) coefficient += slopes[p] * f.Coefficients[c * f.DensityCount + p];
        if (f.Rank == 1)
        {
            Sum(_singleWeights, (f.Species[0], f.N[0]), coefficient);
            return;
        }
        var factors = Factors(f, c);
        for (var t = 0; t < f.Rank; t++)
        {
            var key = Key(f, c, t);
            _weights[key] = _weights.GetValueOrDefault(key) + coefficient * Product(factors, skipped: t);
        }
    }

    private static (int Species, int N, int L, int M) Key(PaceFunction f, int c, int t) =>
        (f.Species[t], f.N[t], f.L[t], f.M[c * f.Rank + t]);

    private static void Sum(Dictionary<(int, int), double> sums, (int, int) key, double value) =>
        sums[key] = sums.GetValueOrDefault(key) + value;

    private static Dual Embedded(string function, Dual rho, double m)
    {
        if (function is PaceEmbedding.ShiftedScaled && Math.Abs(m - 1) < 1e-10) return rho;
        var sign = rho.Value < 0 ? -1 : 1;
        var a = sign * rho;
        if (function is PaceEmbedding.ShiftedScaled)
        {
            var (e, q) = (Dual.Exp(-a), 1 / m);
            return sign * (Dual.Pow(a + Math.Pow(q, q / (1 - q)) * e, m) - Math.Pow(q, 1 / (1 - q)) * e);
        }
        // Near zero, a straight line takes the place of the power, whose slope has no bounds.
        const double Steepness = 1e6;
        if (a.Value == 0) return Math.Pow(Steepness, 1 - m) * rho;
        var cube = Dual.Pow(Steepness * a, 3);
        Dual g = cube.Value < 30 ? Dual.Exp(-cube) : 0;
        return sign * ((1 - g) * Dual.Pow(a, m) + Math.Pow(Steepness, 1 - m) * g * a);
    }
}
