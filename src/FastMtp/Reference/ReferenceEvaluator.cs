using FastMtp.Evaluation;
using FastMtp.Neighbors;
using FastMtp.Potentials;
using FastMtp.Zbl;

namespace FastMtp.Reference;

/// <summary>
/// A direct implementation of the formulas of a Moment Tensor Potential: basic moments, products forward, linear energy, the same
/// products backward, forces. Works with any plan; the reference for the faster evaluators.
/// </summary>
internal sealed class ReferenceEvaluator(PotentialModel potential) : IEvaluator
{
    private readonly ZblTable? _repulsion = ZblTable.Of(potential);

    /// <inheritdoc/>
    /// <exception cref="InputException">An atom's species number is not one of the potential's.</exception>
    public Prediction Evaluate(Configuration configuration)
    {
        var neighbors = new NeighborSearch(configuration, potential.Radial.Cutoff);
        var siteEnergies = new double[neighbors.AtomCount];
        var forces = new double[3 * neighbors.AtomCount];
        var virial = default(Virial);
        for (var i = 0; i < neighbors.AtomCount; i++)
        {
            var bonds = Bonds(neighbors, i);
            var moments = Moments(bonds);
            siteEnergies[i] = SiteEnergy(neighbors.Types[i], moments);

            var slopes = EnergySlopes(neighbors.Types[i], moments);
            foreach (var bond in bonds)
            {
                var gradient = EnergyGradient(bond, slopes);
                if (_repulsion is not null)
                {
                    // Each atom of a pair gets half of the pair's energy.
                    var distance = bond.Displacement.Length;
                    var (energy, slope) = _repulsion.At(neighbors.Types[i], neighbors.Types[bond.Neighbor], distance);
                    siteEnergies[i] += 0.5 * energy;
                    gradient += 0.5 * slope / distance * bond.Displacement;
                }
                Add(forces, i, gradient);
                Add(forces, bond.Neighbor, -1 * gradient);
                virial -= Virial.Outer(gradient, bond.Displacement);
            }
        }
        return new Prediction(siteEnergies.Sum(), siteEnergies, forces, virial);
    }

    /// <summary>[A] basis functions B_alpha of one atom, in the order of the plan's functions.</summary>
    /// <exception cref="InputException">As for <see cref="Evaluate"/>.</exception>
    public double[] BasisValues(Configuration configuration, int center)
    {
        var moments = Moments(Bonds(new NeighborSearch(configuration, potential.Radial.Cutoff), center));
        return [.. potential.Plan.Functions.Select(f => moments[f])];
    }

    /// <summary>Adds to the force on an atom.</summary>
    public static void Add(double[] forces, int atom, Vector3 force)
    {
        forces[3 * atom] += force.X;
        forces[3 * atom + 1] += force.Y;
        forces[3 * atom + 2] += force.Z;
    }

    private List<ReferenceBond> Bonds(NeighborSearch neighbors, int center)
    {
        var buffer = new NeighborBuffer();
        neighbors.Collect(center, buffer);
        var centerType = SpeciesNumber.Of(neighbors.Types, center, potential.SpeciesCount);
        var bonds = new List<ReferenceBond>(buffer.Count);
        for (var n = 0; n < buffer.Count; n++)
        {
            var j = buffer.Index[n];
            bonds.Add(new ReferenceBond(potential, _repulsion, centerType, SpeciesNumber.Of(neighbors.Types, j, potential.SpeciesCount), j,
                new Vector3(buffer.X[n], buffer.Y[n], buffer.Z[n])));
        }
        return bonds;
    }

    // Basic moments are sums over neighbours; products then build every other moment from those before it.
    private double[] Moments(List<ReferenceBond> bonds)
    {
        var plan = potential.Plan;
        var m = new double[plan.MomentCount];
        for (var k = 0; k < plan.BasicMoments.Length; k++)
            foreach (var bond in bonds) m[k] += bond.Moment(plan.BasicMoments[k]);
        foreach (var p in plan.Products) m[p.Target] += p.Multiplicity * m[p.Left] * m[p.Right];
        return m;
    }

    // V_i = SpeciesCoefficients[z_i] + sum over alpha of xi_alpha·B_alpha.
    private double SiteEnergy(int type, double[] moments)
    {
        var energy = potential.SpeciesCoefficients[type];
        var xi = potential.MomentsOf(type);
        for (var a = 0; a < potential.Plan.Functions.Length; a++)
            energy += xi[a] * moments[potential.Plan.Functions[a]];
        return energy;
    }

    // dV_i/dm of every moment: the product rule, last product first.
    private double[] EnergySlopes(int type, double[] m)
    {
        var plan = potential.Plan;
        var slopes = new double[plan.MomentCount];
        var xi = potential.MomentsOf(type);
        for (var a = 0; a < plan.Functions.Length; a++) slopes[plan.Functions[a]] = xi[a];
        for (var k = plan.Products.Length - 1; k >= 0; k--)
        {
            var p = plan.Products[k];
            slopes[p.Left] += slopes[p.Target] * p.Multiplicity * m[p.Right];
            slopes[p.Right] += slopes[p.Target] * p.Multiplicity * m[p.Left];
        }
        return slopes;
    }

    // dV_i/dr_ij: only basic moments depend on a neighbour directly.
    private Vector3 EnergyGradient(ReferenceBond bond, double[] slopes)
    {
        var gradient = default(Vector3);
        for (var k = 0; k < potential.Plan.BasicMoments.Length; k++)
            gradient += slopes[k] * bond.MomentGradient(potential.Plan.BasicMoments[k]);
        return gradient;
    }
}
