using FastMtp.Properties.Crystals;
using FastMtp.Properties.Energies;
using FastMtp.Properties.Geometry;
using MathNet.Numerics.LinearAlgebra;

namespace FastMtp.Properties.Phonons;

/// <summary>Frequencies along a path through the Brillouin zone.</summary>
/// <param name="Distances">[point] length of the path up to it, 1/Å.</param>
/// <param name="Frequencies">[point][branch] THz in ascending order; imaginary ones are negative.</param>
/// <param name="Marks">Special points and where they lie on the path.</param>
/// <param name="SumRuleError">See <see cref="ForceConstants.SumRuleError"/>.</param>
internal sealed record PhononBands(
    IReadOnlyList<double> Distances, IReadOnlyList<double[]> Frequencies, IReadOnlyList<(string Name, double Distance)> Marks,
    double SumRuleError)
{
    private const int PointsPerSegment = 40;

    /// <summary>THz of √(1 eV/(Å² g/mol)) / 2π.</summary>
    private const double Terahertz = 15.633304;

    /// <summary>Frequencies above this, THz, are no instability but rounding.</summary>
    private const double Rounding = -0.05;

    /// <summary>Lowest frequency, THz.</summary>
    public double Lowest => Frequencies.Min(row => row[0]);

    /// <summary>True if no frequency is imaginary.</summary>
    public bool IsStable => Lowest > Rounding;

    /// <summary>Computes the bands of a relaxed crystal.</summary>
    /// <param name="surface">Energies.</param>
    /// <param name="crystal">The crystal; its elements need masses.</param>
    /// <param name="range">See <see cref="ForceConstants.Of"/>.</param>
    public static PhononBands Of(IEnergySurface surface, Crystal crystal, double range)
    {
        var constants = ForceConstants.Of(surface, crystal.Primitive, range);
        var reciprocal = 2 * Math.PI * Matrix3.Of(crystal.Primitive.Cell).Inverse.Transposed;
        var masses = Masses.Of(crystal.Primitive, crystal.Title, "phonons");
        var (distances, rows, marks, length) = (new List<double>(), new List<double[]>(), new List<(string, double)>(), 0.0);
        for (var i = 0; i < crystal.Path.Length; i++)
        {
            if (crystal.Path[i] is not { } point) continue;
            marks.Add((point.Name, length));
            if (i + 1 == crystal.Path.Length || crystal.Path[i + 1] is not { } next)
            {
                Add(point.Q, length);
                continue;
            }
            var segment = ((next.Q - point.Q) * reciprocal).Length;
            for (var k = 0; k < PointsPerSegment; k++)
                Add(point.Q + (double)k / PointsPerSegment * (next.Q - point.Q), length + segment * k / PointsPerSegment);
            length += segment;
        }
        return new PhononBands(distances, rows, marks, constants.SumRuleError);

        void Add(Vector3 q, double distance)
        {
            distances.Add(distance);
            rows.Add(FrequenciesAt(constants, q * reciprocal, masses));
        }
    }

    /// <summary>Frequencies at a wave vector, THz; imaginary ones are negative.</summary>
    public static double[] FrequenciesAt(ForceConstants constants, Vector3 q, double[] masses) =>
    [
        .. constants.Dynamical(q, masses).Evd(Symmetricity.Hermitian).EigenValues
            .Select(value => Terahertz * Math.Sign(value.Real) * Math.Sqrt(Math.Abs(value.Real))).Order(),
    ];

    /// <summary>Frequencies at a special point.</summary>
    public double[]? At(string name)
    {
        var mark = Marks.FirstOrDefault(mark => mark.Name == name);
        return mark.Name is null ? null : Frequencies[Distances.ToList().FindIndex(d => Math.Abs(d - mark.Distance) < 1e-9)];
    }
}
