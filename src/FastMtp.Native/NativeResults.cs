using System.Runtime.InteropServices;
using FastMtp.Blocks;
using FastMtp.Evaluation;

namespace FastMtp.Native;

/// <summary><c>fastmtp_results</c> of the header.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeResults
{
    public nuint Size;
    public double* Energy;
    public double* Virial;
    public double* Energies;
    public double* Forces;
    public double* Virials;
    public double* Shortest;
    public int* ShortestPair;
    public double* Grades;
    public int Adds;
    public double* Spreads;

    /// <summary>Takes what a caller gives, who may know a shorter structure of an earlier version.</summary>
    /// <exception cref="InputException">It is none of the structures that there have been.</exception>
    public static NativeResults Of(NativeResults* given)
    {
        var results = default(NativeResults);
        var shorter = (nuint)((byte*)&results.Spreads - (byte*)&results);
        if (given == null || (given->Size != (nuint)sizeof(NativeResults) && given->Size != shorter))
        {
            throw new InputException(
                "fastmtp_results: the pointer is NULL, or size is not sizeof(fastmtp_results); compile with the header of this version.");
        }
        Buffer.MemoryCopy(given, &results, sizeof(NativeResults), (long)given->Size);
        return results;
    }

    /// <summary>What is wanted beyond energies, forces and virials.</summary>
    public readonly SiteExtras Extras =>
        (Grades != null ? SiteExtras.Grades : SiteExtras.None) | (Spreads != null ? SiteExtras.Members : SiteExtras.None);

    /// <summary>Prepares the results for adding to them.</summary>
    public readonly void Begin(int count)
    {
        Clear(Grades, count);
        if (Adds == 0)
        {
            Clear(Energy, 1);
            Clear(Virial, 6);
            Clear(Energies, count);
            Clear(Forces, 3L * count);
            Clear(Virials, 6L * count);
        }
    }

    /// <summary>True if the nearest atoms are wanted.</summary>
    public readonly bool WantsShortest => Shortest != null || ShortestPair != null;

    /// <summary>Adds the results of a group of atoms.</summary>
    public readonly void Add(GroupResult group)
    {
        var atoms = group.Atoms;
        var energies = group.SiteEnergies;
        var virials = group.SiteVirials;
        for (var center = 0; center < energies.Length; center++)
        {
            if (Energy != null) *Energy += energies[center];
            if (Energies != null) Energies[atoms[center]] += energies[center];
            if (Grades != null) Grades[atoms[center]] = group.Grades[center];
            for (var k = 0; Virials != null && k < 6; k++) Virials[6L * atoms[center] + k] += virials[6 * center + k];
        }
        if (Virial != null) AddVirials(virials);
        if (Forces != null) AddForces(atoms, group.Forces);
    }

    /// <summary>Ends with the nearest atoms and the spread of a committee.</summary>
    public readonly void End(in Packing.ShortestPair nearest, Doubts? doubts, double spreadScale)
    {
        if (doubts is not null)
        {
            var spread = doubts.ForceSpread();
            for (var atom = 0; atom < spread.Length; atom++) Spreads[atom] = spreadScale * spread[atom];
        }
        if (Shortest != null) *Shortest = Math.Sqrt(nearest.Squared);
        if (ShortestPair != null) (ShortestPair[0], ShortestPair[1]) = (nearest.First, nearest.Second);
    }

    /// <summary>Each component by itself in a register, in the order of the atoms.</summary>
    private readonly void AddVirials(ReadOnlySpan<double> virials)
    {
        var (xx, yy, zz, yz, xz, xy) = (Virial[0], Virial[1], Virial[2], Virial[3], Virial[4], Virial[5]);
        for (; virials.Length >= 6; virials = virials[6..])
        {
            xx += virials[0];
            yy += virials[1];
            zz += virials[2];
            yz += virials[3];
            xz += virials[4];
            xy += virials[5];
        }
        (Virial[0], Virial[1], Virial[2], Virial[3], Virial[4], Virial[5]) = (xx, yy, zz, yz, xz, xy);
    }

    private readonly void AddForces(ReadOnlySpan<int> atoms, ReadOnlySpan<double> forces)
    {
        for (var local = 0; local < atoms.Length; local++)
        {
            var to = Forces + 3L * atoms[local];
            to[0] += forces[3 * local];
            to[1] += forces[3 * local + 1];
            to[2] += forces[3 * local + 2];
        }
    }

    private static void Clear(double* numbers, long count)
    {
        if (numbers != null) NativeMemory.Clear(numbers, (nuint)count * sizeof(double));
    }
}
