using FastMtp.Blocks;
using FastMtp.Packing;

namespace FastMtp.Native;

/// <summary>What a group of centres adds to the results, copied from the buffers of the thread that computed it.</summary>
internal sealed unsafe class Contribution
{
    private int[] _atoms = [];
    private double[] _energies = [];
    private double[] _forces = [];
    private double[] _virials = [];
    private int _centerCount;
    private ShortestPair _shortest;

    /// <summary>Copies the results of a block.</summary>
    public Contribution Take(AtomBlock block, BlockState state, ShortestPair shortest)
    {
        (_atoms, _centerCount) = (block.Atoms, block.CenterCount);
        Copy(state.SiteEnergies, ref _energies, _centerCount);
        Copy(state.Forces, ref _forces, 3 * _atoms.Length);
        Copy(state.SiteVirials, ref _virials, 6 * _centerCount);
        _shortest = shortest;
        return this;
    }

    /// <summary>Adds it to the results.</summary>
    public void AddTo(in NativeResults results)
    {
        for (var center = 0; center < _centerCount; center++)
        {
            if (results.Energy != null) *results.Energy += _energies[center];
            if (results.Energies != null) results.Energies[_atoms[center]] += _energies[center];
            for (var k = 0; k < 6; k++)
            {
                if (results.Virial != null) results.Virial[k] += _virials[6 * center + k];
                if (results.Virials != null) results.Virials[6L * _atoms[center] + k] += _virials[6 * center + k];
            }
        }
        if (results.Forces != null) AddForces(results.Forces);
        if (results.Shortest == null || _shortest.Squared >= *results.Shortest * *results.Shortest) return;
        *results.Shortest = Math.Sqrt(_shortest.Squared);
        if (results.ShortestPair != null) (results.ShortestPair[0], results.ShortestPair[1]) = (_shortest.First, _shortest.Second);
    }

    private void AddForces(double* forces)
    {
        for (var local = 0; local < _atoms.Length; local++)
        {
            var to = forces + 3L * _atoms[local];
            to[0] += _forces[3 * local];
            to[1] += _forces[3 * local + 1];
            to[2] += _forces[3 * local + 2];
        }
    }

    private static void Copy(double[] from, ref double[] to, int length)
    {
        if (to.Length < length) to = new double[length];
        from.AsSpan(0, length).CopyTo(to);
    }
}
