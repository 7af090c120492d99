using System.Runtime.CompilerServices;
using FastMtp.Blocks;
using FastMtp.Packing;

namespace FastMtp.Evaluation;

/// <summary>The contribution of a group of atoms to the results.</summary>
internal sealed class GroupResult
{
    private double[] _siteEnergies = [];
    private double[] _forces = [];
    private double[] _siteVirials = [];
    private int[] _atoms = [];
    private int _centerCount;

    /// <summary>[local] the source's own index of each atom, centres first.</summary>
    public ReadOnlySpan<int> Atoms => _atoms;

    /// <summary>[centres] eV.</summary>
    public ReadOnlySpan<double> SiteEnergies => _siteEnergies.AsSpan(0, _centerCount);

    /// <summary>[3·local] eV/Å.</summary>
    public ReadOnlySpan<double> Forces => _forces.AsSpan(0, 3 * _atoms.Length);

    /// <summary>[6·centres] eV, xx yy zz yz xz xy.</summary>
    public ReadOnlySpan<double> SiteVirials => _siteVirials.AsSpan(0, 6 * _centerCount);

    /// <summary>[centres] grades; empty if there are none.</summary>
    public double[] Grades { get; private set; } = [];

    /// <summary>[members][centres] site energies of the members of a committee, eV; empty if there are none.</summary>
    public double[][] MemberEnergies { get; private set; } = [];

    /// <summary>[members][3·local] their forces, eV/Å.</summary>
    public double[][] MemberForces { get; private set; } = [];

    /// <summary>The atoms that come nearest, if requested.</summary>
    public ShortestPair Shortest { get; private set; }

    /// <summary>Takes the results of a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="results">Its results.</param>
    /// <param name="shortest">Its atoms that come nearest.</param>
    /// <param name="mustCopy">False if the thread computes nothing else before the results have been used.</param>
    public GroupResult Take(AtomBlock block, SiteArrays results, ShortestPair shortest, bool mustCopy)
    {
        (_atoms, _centerCount, Shortest) = (block.Atoms, block.CenterCount, shortest);
        (Grades, MemberEnergies, MemberForces) = (results.Grades, results.MemberEnergies, results.MemberForces);
        if (!mustCopy)
        {
            (_siteEnergies, _forces, _siteVirials) = (results.Energies, results.Forces, results.Virials);
            return this;
        }
        Copy(results.Energies, ref _siteEnergies, _centerCount);
        Copy(results.Forces, ref _forces, 3 * _atoms.Length);
        Copy(results.Virials, ref _siteVirials, 6 * _centerCount);
        return this;
    }

    /// <summary>Adds the grades of its centres and the forces and energies of members to those of all atoms.</summary>
    public void AddTo(Doubts doubts)
    {
        for (var center = 0; center < Grades.Length; center++) doubts.Grades[_atoms[center]] = Grades[center];
        for (var m = 0; m < MemberForces.Length; m++)
        {
            doubts.MemberEnergies[m] += MemberEnergies[m].Sum();
            var (forces, all) = (MemberForces[m], doubts.MemberForces[m]);
            for (var local = 0; local < _atoms.Length; local++)
                for (var k = 0; k < 3; k++) all[3 * _atoms[local] + k] += forces[3 * local + k];
        }
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
        for (var local = 0; local < _atoms.Length; local++)
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
