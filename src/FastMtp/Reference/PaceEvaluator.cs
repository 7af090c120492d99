using FastMtp.Evaluation;
using FastMtp.Neighbors;
using FastMtp.Pace;

namespace FastMtp.Reference;

/// <summary>
/// A direct implementation of the formulas of PACE: sums of complex harmonics, products one by one, exact radial functions where PACE
/// interpolates. The reference for potentials in that form.
/// </summary>
internal sealed class PaceEvaluator(PaceModel model) : IEvaluator
{
    /// <inheritdoc/>
    public Prediction Evaluate(Configuration configuration)
    {
        var neighbors = new NeighborSearch(configuration, model.Bonds.Max(bond => bond.Cutoff));
        var siteEnergies = new double[neighbors.AtomCount];
        var forces = new double[3 * neighbors.AtomCount];
        var virial = default(Virial);
        var buffer = new NeighborBuffer();
        for (var i = 0; i < neighbors.AtomCount; i++)
        {
            neighbors.Collect(i, buffer);
            var center = SpeciesNumber.Of(neighbors.Types, i, model.Elements.Count);
            var site = new PaceSite(model, center);
            for (var n = 0; n < buffer.Count; n++)
            {
                site.Add(
                    buffer.Index[n],
                    SpeciesNumber.Of(neighbors.Types, buffer.Index[n], model.Elements.Count),
                    new Vector3(buffer.X[n], buffer.Y[n], buffer.Z[n]));
            }
            siteEnergies[i] = site.Energy();
            foreach (var (neighbor, displacement, gradient) in site.Gradients())
            {
                ReferenceEvaluator.Add(forces, i, gradient);
                ReferenceEvaluator.Add(forces, neighbor, -1 * gradient);
                virial -= Virial.Outer(gradient, displacement);
            }
        }
        return new Prediction(siteEnergies.Sum(), siteEnergies, forces, virial);
    }
}
