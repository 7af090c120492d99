using FastMtp.Atoms;
using FastMtp.Properties.Crystals;
using FastMtp.Properties.Energies;
using FastMtp.Properties.Geometry;
using FastMtp.Properties.Relaxation;
using MathNet.Numerics.LinearAlgebra;

namespace FastMtp.Properties.Mechanics;

/// <summary>
/// The elastic constants of a crystal without stress, GPa, in Voigt's order xx yy zz yz xz xy and Cartesian axes as those of the cell's
/// positions. Atoms relax in every strained cell.
/// </summary>
internal sealed class ElasticConstants
{
    private const double Strain = 0.004;

    private ElasticConstants(Matrix<double> stiffness, double asymmetry) => (Stiffness, Asymmetry) = (stiffness, asymmetry);

    /// <summary>[6][6].</summary>
    public Matrix<double> Stiffness { get; }

    /// <summary>Largest |C_ij − C_ji| of what was computed, GPa: zero but for rounding and forces that are left.</summary>
    public double Asymmetry { get; }

    /// <summary>Eigenvalues of the stiffness in ascending order: the crystal is stable if all are positive (Born).</summary>
    public IReadOnlyList<double> Eigenvalues => [.. Stiffness.Evd(Symmetricity.Symmetric).EigenValues.Select(value => value.Real)];

    /// <summary>Bulk modulus for an even strain (Voigt).</summary>
    public double BulkVoigt => (this[1, 1] + this[2, 2] + this[3, 3] + 2 * (this[1, 2] + this[1, 3] + this[2, 3])) / 9;

    /// <summary>Shear modulus for an even strain (Voigt).</summary>
    public double ShearVoigt =>
        (this[1, 1] + this[2, 2] + this[3, 3] - this[1, 2] - this[1, 3] - this[2, 3] + 3 * (this[4, 4] + this[5, 5] + this[6, 6])) / 15;

    /// <summary>Bulk modulus for an even stress (Reuss).</summary>
    public double BulkReuss
    {
        get
        {
            var s = Stiffness.Inverse();
            return 1 / (s[0, 0] + s[1, 1] + s[2, 2] + 2 * (s[0, 1] + s[0, 2] + s[1, 2]));
        }
    }

    /// <summary>Shear modulus for an even stress (Reuss).</summary>
    public double ShearReuss
    {
        get
        {
            var s = Stiffness.Inverse();
            return 15 / (4 * (s[0, 0] + s[1, 1] + s[2, 2] - s[0, 1] - s[0, 2] - s[1, 2]) + 3 * (s[3, 3] + s[4, 4] + s[5, 5]));
        }
    }

    /// <summary>Bulk modulus of a polycrystal (Hill).</summary>
    public double Bulk => (BulkVoigt + BulkReuss) / 2;

    /// <summary>Shear modulus of a polycrystal (Hill).</summary>
    public double Shear => (ShearVoigt + ShearReuss) / 2;

    /// <summary>C_ij, counted from 1.</summary>
    public double this[int i, int j] => Stiffness[i - 1, j - 1];

    /// <summary>Computes the constants from stresses at strains of both signs and two sizes.</summary>
    /// <param name="surface">Energies.</param>
    /// <param name="relaxed">The crystal, without stress.</param>
    public static ElasticConstants Of(IEnergySurface surface, Configuration relaxed)
    {
        var relaxer = new Relaxer(surface, GroundState.Settings with { Cell = CellMode.Fixed });
        var stiffness = Matrix<double>.Build.Dense(6, 6);
        for (var k = 0; k < 6; k++)
        {
            var (near, far) = (Difference(1), Difference(2));
            // Errors of second order in the strain cancel between the two.
            for (var i = 0; i < 6; i++) stiffness[i, k] = (8 * near[i] - far[i]) / (12 * Strain);

            double[] Difference(int times)
            {
                var (plus, minus) = (Stress(times * Strain), Stress(-times * Strain));
                return [.. plus.Zip(minus, (a, b) => a - b)];
            }

            double[] Stress(double strain)
            {
                var end = relaxer.Relax(relaxed.Deformed(Gradient(k, strain))).Configuration;
                var stress = -Units.GigapascalsPerEvPerCubicAngstrom / end.Cell.Volume * Matrix3.Of(end.Virial ?? default);
                return [stress[0, 0], stress[1, 1], stress[2, 2], stress[1, 2], stress[0, 2], stress[0, 1]];
            }
        }
        return Of(stiffness);
    }

    /// <summary>Constants that are known; averaged with their transpose.</summary>
    public static ElasticConstants Of(Matrix<double> stiffness) =>
        new(0.5 * (stiffness + stiffness.Transpose()), (stiffness - stiffness.Transpose()).Enumerate().Max(Math.Abs));

    /// <summary>1 + ε with one component of the strain; of shears, the strain is that of an engineer, twice the tensor's.</summary>
    private static Matrix3 Gradient(int component, double strain)
    {
        var half = strain / 2;
        return Matrix3.Identity + component switch
        {
            0 => Matrix3.Diagonal(strain, 0, 0),
            1 => Matrix3.Diagonal(0, strain, 0),
            2 => Matrix3.Diagonal(0, 0, strain),
            3 => new Matrix3(default, new(0, 0, half), new(0, half, 0)),
            4 => new Matrix3(new(0, 0, half), default, new(half, 0, 0)),
            _ => new Matrix3(new(0, half, 0), new(half, 0, 0), default),
        };
    }
}
