using System.Runtime.CompilerServices;
using FastMtp.Packing;

namespace FastMtp.Blocks;

/// <summary>
/// Energies, forces and virials of a block, or derivatives with respect to them. Arrays may be longer than the block needs.
/// </summary>
internal sealed class SiteArrays
{
    /// <summary>[centres].</summary>
    public double[] Energies { get; private set; } = [];

    /// <summary>[local atoms][3], and one unused number, for <see cref="LaneRows"/>.</summary>
    public double[] Forces { get; private set; } = [];

    /// <summary>[centres][6] xx yy zz yz xz xy.</summary>
    public double[] Virials { get; private set; } = [];

    /// <summary>[centres] grades; empty if they were not computed.</summary>
    public double[] Grades { get; private set; } = [];

    /// <summary>[members][centres] site energies of the members of a committee; empty if they were not wanted.</summary>
    public double[][] MemberEnergies { get; private set; } = [];

    /// <summary>[members][3·local atoms].</summary>
    public double[][] MemberForces { get; private set; } = [];

    /// <summary>Makes room for a block and clears everything.</summary>
    public void Prepare(AtomBlock block)
    {
        Energies = Cleared(Energies, block.CenterCount);
        Forces = Cleared(Forces, 3 * block.Atoms.Length + 1);
        Virials = Cleared(Virials, 6 * block.CenterCount);
        (Grades, MemberEnergies, MemberForces) = ([], [], []);
    }

    /// <summary>Makes room for grades.</summary>
    public Span<double> PrepareGrades(AtomBlock block) => Grades = new double[block.CenterCount];

    /// <summary>Makes room for the members of a committee.</summary>
    public void PrepareMembers(AtomBlock block, int members)
    {
        MemberEnergies = [.. Enumerable.Range(0, members).Select(_ => new double[block.CenterCount])];
        MemberForces = [.. Enumerable.Range(0, members).Select(_ => new double[3 * block.Atoms.Length])];
    }

    /// <summary>Keeps the results of a member.</summary>
    public void SetMember(int member, SiteArrays results, AtomBlock block)
    {
        results.Energies.AsSpan(0, block.CenterCount).CopyTo(MemberEnergies[member]);
        results.Forces.AsSpan(0, 3 * block.Atoms.Length).CopyTo(MemberForces[member]);
    }

    /// <summary>Adds other results times a factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddScaled(double factor, SiteArrays other, AtomBlock block)
    {
        for (var i = 0; i < block.CenterCount; i++) Energies[i] += factor * other.Energies[i];
        for (var i = 0; i < 3 * block.Atoms.Length; i++) Forces[i] += factor * other.Forces[i];
        for (var i = 0; i < 6 * block.CenterCount; i++) Virials[i] += factor * other.Virials[i];
    }

    private static double[] Cleared(double[] array, int length)
    {
        if (array.Length < length) return new double[length];
        Array.Clear(array, 0, length);
        return array;
    }
}
