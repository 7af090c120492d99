using System.Runtime.CompilerServices;
using FastMtp.Blocks;
using FastMtp.Packing;

namespace FastMtp.Evaluation;

/// <summary>What a group of atoms adds to the results, copied from the state of the thread that found it.</summary>
internal sealed class GroupResult
{
    private int[] _atoms = [];
    private double[] _siteEnergies = [];
    private double[] _forces = [];
    private double[] _siteVirials = [];
    private int _centerCount;
    private int _atomCount;

    /// <summary>Copies the results of a block.</summary>
    public GroupResult Take(AtomBlock block, BlockState state)
    {
        (_centerCount, _atomCount) = (block.CenterCount, block.Atoms.Length);
        _atoms = block.Atoms;
        Copy(state.SiteEnergies, ref _siteEnergies, _centerCount);
        Copy(state.Forces, ref _forces, 3 * _atomCount);
        Copy(state.SiteVirials, ref _siteVirials, 6 * _centerCount);
        return this;
    }

    /// <summary>Adds them to those of all atoms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddTo(double[] siteEnergies, double[] forces, Span<double> virial)
    {
        for (var center = 0; center < _centerCount; center++)
        {
            siteEnergies[_atoms[center]] = _siteEnergies[center];
            for (var k = 0; k < 6; k++) virial[k] += _siteVirials[6 * center + k];
        }
        for (var local = 0; local < _atomCount; local++)
        {
            var (to, from) = (3 * _atoms[local], 3 * local);
            forces[to] += _forces[from];
            forces[to + 1] += _forces[from + 1];
            forces[to + 2] += _forces[from + 2];
        }
    }

    private static void Copy(double[] from, ref double[] to, int length)
    {
        if (to.Length < length) to = new double[length];
        from.AsSpan(0, length).CopyTo(to);
    }
}
