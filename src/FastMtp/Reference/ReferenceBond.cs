using FastMtp.Basis;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Zbl;

namespace FastMtp.Reference;

/// <summary>One neighbour of a central atom with its radial functions, as the <see cref="ReferenceEvaluator"/> needs it.</summary>
internal sealed class ReferenceBond
{
    private readonly double _r;
    private readonly Vector3 _unit;
    private readonly double[] _f;
    private readonly double[] _slope;

    /// <summary>f_mu(r; z_i, z_j) = sum over b of c[z_i][z_j][mu][b]·Q_b(r), and df_mu/dr.</summary>
    public ReferenceBond(
        PotentialModel potential, ZblTable? repulsion, int centerType, int neighborType, int neighbor, Vector3 displacement)
    {
        Neighbor = neighbor;
        Displacement = displacement;
        _r = displacement.Length;
        _unit = 1 / _r * displacement;

        var (functions, size) = (potential.Plan.RadialFunctionCount, potential.Radial.Size);
        var (q, dq) = (new double[size], new double[size]);
        var (held, slope) = repulsion?.Held(centerType, neighborType, _r) ?? (_r, 1);
        ChebyshevBasis.Evaluate(potential.Radial, held, q, dq);
        (_f, _slope) = (new double[functions], new double[functions]);
        var c = new double[functions * size];
        potential.RadialTensor.Block(centerType * potential.SpeciesCount + neighborType, c);
        for (var mu = 0; mu < functions; mu++)
        {
            for (var b = 0; b < size; b++)
            {
                _f[mu] += c[mu * size + b] * q[b];
                _slope[mu] += c[mu * size + b] * dq[b] * slope;
            }
        }
    }

    /// <summary>Index of the neighbour.</summary>
    public int Neighbor { get; }

    /// <summary>r_j − r_i, Å.</summary>
    public Vector3 Displacement { get; }

    /// <summary>This neighbour's part of a basic moment: f_mu(r)·x^A·y^B·z^C with the unit vector (x, y, z).</summary>
    public double Moment(BasicMoment m) => _f[m.Mu] * Power(_unit.X, m.A) * Power(_unit.Y, m.B) * Power(_unit.Z, m.C);

    /// <summary>
    /// Gradient of <see cref="Moment"/> with respect to the displacement. The monomial p is homogeneous of degree nu, so on
    /// unit vectors u·∇p = nu·p, and the gradient is (f' − nu·f/r)·p·u + (f/r)·∇p.
    /// </summary>
    public Vector3 MomentGradient(BasicMoment m)
    {
        var (x, y, z) = (Power(_unit.X, m.A), Power(_unit.Y, m.B), Power(_unit.Z, m.C));
        var gradient = new Vector3(PowerSlope(_unit.X, m.A) * y * z, x * PowerSlope(_unit.Y, m.B) * z, x * y * PowerSlope(_unit.Z, m.C));
        return (_slope[m.Mu] - m.Nu * _f[m.Mu] / _r) * x * y * z * _unit + _f[m.Mu] / _r * gradient;
    }

    private static double Power(double x, int n)
    {
        var power = 1.0;
        for (var k = 0; k < n; k++) power *= x;
        return power;
    }

    private static double PowerSlope(double x, int n) => n == 0 ? 0 : n * Power(x, n - 1);
}
