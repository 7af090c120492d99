using FastMtp.Basis;
using FastMtp.Basis.Mtp;
using FastMtp.Potentials;

namespace FastMtp.Benchmarks;

/// <summary>
/// An alloy of 20 species whose energies, forces and virials come from a random potential in the form of a tensor train: what a fit of many
/// species has to find. The same at every call.
/// </summary>
internal sealed class PlantedAlloy
{
    public const int Level = 16;
    public const int AtomCount = 2 * Cells * Cells * Cells;
    private const int Cells = 3;
    private const double Lattice = 3.15;
    private const double LargestStrain = 0.03;
    private const double LargestDisplacement = 0.2;

    /// <summary>
    /// Root mean square of the radial coefficients, and a factor on the others: forces come out as in hot solids, 1 to 2 eV/Å.
    /// </summary>
    private const double RadialSize = 0.02;
    private const double LinearFactor = 0.2;

    private readonly Random _random = new(3);

    public PlantedAlloy(int training, int validation)
    {
        var plan = BasisPlan.ForLevel(Level);
        var drawn = RandomPotential.Create(plan, Species.Count, form: "tf") with { Species = Species };
        var parameters = drawn.Parameters;
        var radial = parameters.AsSpan(drawn.Layout.Radial);
        var size = Math.Sqrt(drawn.RadialCoefficients.Average(c => c * c));
        foreach (ref var c in radial) c *= RadialSize / size;
        foreach (ref var x in parameters.AsSpan(radial.Length)) x *= LinearFactor;
        Shape = PotentialModel.Unfitted(Species, plan, drawn.Radial);
        using var evaluator = new Evaluator(drawn.WithParameters(parameters));
        Training = [.. Enumerable.Range(0, training).Select(_ => Create(evaluator))];
        Validation = [.. Enumerable.Range(0, validation).Select(_ => Create(evaluator))];
    }

    public static SpeciesList Species { get; } = SpeciesList.Parse("Ti,V,Cr,Mn,Fe,Co,Ni,Cu,Zr,Nb,Mo,Ru,Rh,Pd,Ag,Hf,Ta,W,Re,Pt");

    /// <summary>The potential to be fitted, without coefficients.</summary>
    public PotentialModel Shape { get; }

    public IReadOnlyList<Configuration> Training { get; }

    public IReadOnlyList<Configuration> Validation { get; }

    /// <summary>bcc places of a strained cell, displaced, with an atom of any species on each.</summary>
    private Configuration Create(Evaluator planted)
    {
        Vector3[] axes = [Axis(0), Axis(1), Axis(2)];
        var places = from i in Enumerable.Range(0, Cells)
                     from j in Enumerable.Range(0, Cells)
                     from k in Enumerable.Range(0, Cells)
                     from half in new[] { 0, 0.5 }
                     let place = (i + half) * axes[0] + (j + half) * axes[1] + (k + half) * axes[2]
                     from x in new[] { place.X, place.Y, place.Z }
                     select x + Signed(LargestDisplacement);
        var bare = new Configuration
        {
            Positions = [.. places],
            Types = [.. Enumerable.Range(0, AtomCount).Select(_ => _random.Next(Species.Count))],
            Cell = new Cell(Cells * axes[0], Cells * axes[1], Cells * axes[2], true, true, true),
        };
        var labels = planted.Evaluate(bare);
        return bare with { Energy = labels.Energy, Forces = labels.Forces, Virial = labels.Virial };
    }

    private Vector3 Axis(int direction)
    {
        double[] axis = [Signed(LargestStrain), Signed(LargestStrain), Signed(LargestStrain)];
        axis[direction] += 1;
        return Lattice * new Vector3(axis[0], axis[1], axis[2]);
    }

    private double Signed(double largest) => largest * (2 * _random.NextDouble() - 1);
}
