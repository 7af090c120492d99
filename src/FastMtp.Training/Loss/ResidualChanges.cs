using FastMtp.Blocks;

namespace FastMtp.Training.Loss;

/// <summary>The weighted changes of a block's residuals between two sets of coefficients, as cotangents: J·v times the weights.</summary>
internal sealed class ResidualChanges
{
    /// <summary>What the difference is pulled back with.</summary>
    public BlockCotangents Cotangents { get; } = new();

    /// <summary>Keeps the predictions of the first coefficients.</summary>
    public void Begin(DataBlock block, BlockState state)
    {
        Cotangents.Prepare(block.Atoms);
        foreach (var member in block.Members)
        {
            var residuals = new Residuals(member, state);
            Cotangents.EnergyWeights[member.FirstCenter] = residuals.Energy;
            if (member.Configuration.Forces is not null) residuals.Forces.CopyTo(Cotangents.ForceWeights.AsSpan(3 * member.FirstCenter));
            residuals.Virial.Components.CopyTo(Cotangents.VirialWeights.AsSpan(6 * member.FirstCenter));
        }
    }

    /// <summary>Subtracts those of the second and multiplies by the weights and a factor.</summary>
    public void Finish(DataBlock block, BlockState state, double factor)
    {
        foreach (var member in block.Members)
        {
            var residuals = new Residuals(member, state);
            var (weights, n) = (member.Weights, member.Configuration.Count);
            var energies = Cotangents.EnergyWeights.AsSpan(member.FirstCenter, n);
            energies.Fill(factor * weights.Energy * (energies[0] - residuals.Energy));
            if (member.Configuration.Forces is not null)
            {
                var forces = Cotangents.ForceWeights.AsSpan(3 * member.FirstCenter, 3 * n);
                for (var i = 0; i < forces.Length; i++) forces[i] = factor * weights.Force * (forces[i] - residuals.Forces[i]);
            }
            var virials = Cotangents.VirialWeights.AsSpan(6 * member.FirstCenter, 6 * n);
            var (before, weight) = (residuals.Virial.Components, factor * weights.Stress);
            for (var k = 0; k < before.Length; k++) before[k] = weight * (virials[k] - before[k]);
            for (var i = 0; i < virials.Length; i += before.Length) before.CopyTo(virials[i..]);
        }
    }
}
