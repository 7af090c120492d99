using FastMtp.Evaluation;

namespace FastMtp.Moving;

/// <summary>Sums of the results of all groups of a <see cref="MovingAtoms"/>, in the order of the list.</summary>
/// <param name="count">Number of atoms.</param>
internal sealed class MovingSums(int count)
{
    private readonly double[] _siteEnergies = new double[count];
    private readonly double[] _forces = new double[3 * count];
    private readonly double[] _virial = new double[6];

    /// <summary>Sum over the atoms, eV.</summary>
    public double Energy()
    {
        double energy = 0;
        foreach (var site in _siteEnergies) energy += site;
        return energy;
    }

    /// <summary>eV.</summary>
    public Virial Virial => Virial.From(_virial);

    /// <summary>Resets the sums. Site energies are set, not summed.</summary>
    public void Clear()
    {
        Array.Clear(_forces);
        Array.Clear(_virial);
    }

    /// <summary>Adds the result of a group.</summary>
    public void Add(GroupResult result) => result.AddTo(_siteEnergies, _forces, _virial);

    /// <summary>Reorders results from the list's order of the atoms to the caller's.</summary>
    /// <param name="order">[place] the caller's number of the atom.</param>
    /// <param name="first">First place.</param>
    /// <param name="end">One past the last.</param>
    /// <param name="siteEnergies">[N] to be filled, eV.</param>
    /// <param name="forces">[3·N] to be filled, eV/Å.</param>
    public void Reorder(ReadOnlySpan<int> order, int first, int end, double[] siteEnergies, double[] forces)
    {
        for (var place = first; place < end; place++)
        {
            var atom = order[place];
            siteEnergies[atom] = _siteEnergies[place];
            forces[3 * atom] = _forces[3 * place];
            forces[3 * atom + 1] = _forces[3 * place + 1];
            forces[3 * atom + 2] = _forces[3 * place + 2];
        }
    }
}
