using FastMtp.Blocks;
using FastMtp.Training.LeastSquares;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Loss;

/// <summary>
/// The rows of a least-squares problem in [species | moments]: what every coefficient contributes to a label, once for each label.
/// </summary>
/// <param name="species">Number of species.</param>
/// <param name="functions">Number of basis functions.</param>
/// <param name="sum">Receives the rows.</param>
internal sealed class FunctionRows(int species, int functions, NormalSum sum)
{
    private readonly double[] _row = new double[species + functions];

    /// <summary>Adds the rows of a block whose functions have been evaluated.</summary>
    public void Add(DataBlock block, FunctionArrays arrays)
    {
        foreach (var member in block.Members)
        {
            if (member.Configuration.Energy is { } energy) AddEnergy(member, arrays, energy);
            if (member.Configuration.Forces is { } forces && member.Weights.Force > 0 && arrays.Components > 0)
                AddForces(member, arrays, forces);
            if (member.Configuration.Virial is { } virial && member.Weights.Stress > 0) AddVirial(member, arrays, virial);
        }
    }

    private void AddEnergy(BlockMember member, FunctionArrays arrays, double energy)
    {
        SumOver(member, arrays.Energies, 1, 0);
        foreach (var type in member.Configuration.Types) _row[type]++;
        sum.Add(_row, energy, Math.Sqrt(member.Weights.Energy));
    }

    private void AddForces(BlockMember member, FunctionArrays arrays, double[] forces)
    {
        Array.Clear(_row, 0, species);
        // Components that were left out are represented by the others.
        var weight = Math.Sqrt(member.Weights.Force * 3 / arrays.Components);
        for (var i = 0; i < member.Configuration.Count; i++)
        {
            var atom = member.FirstCenter + i;
            for (var component = 0; component < arrays.Components; component++)
            {
                arrays.Forces.AsSpan((arrays.Components * atom + component) * functions, functions).CopyTo(_row.AsSpan(species));
                sum.Add(_row, forces[3 * i + arrays.Axis(atom, component)], weight);
            }
        }
    }

    private void AddVirial(BlockMember member, FunctionArrays arrays, Virial virial)
    {
        var labels = virial.Components;
        var weight = Math.Sqrt(member.Weights.Stress);
        for (var k = 0; k < 6; k++)
        {
            SumOver(member, arrays.Virials, 6, k);
            sum.Add(_row, labels[k], k < 3 ? weight : weight * Math.Sqrt(2));
        }
    }

    private void SumOver(BlockMember member, double[] perCenter, int stride, int offset)
    {
        Array.Clear(_row);
        var total = _row.AsSpan(species);
        for (var i = 0; i < member.Configuration.Count; i++)
            Vectors.AddScaled(total, 1, perCenter.AsSpan((stride * (member.FirstCenter + i) + offset) * functions, functions), total);
    }
}
