using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FastMtp.Blocks;
using FastMtp.Kernels;
using FastMtp.Neighbors;
using FastMtp.Packing;

namespace FastMtp.Moving;

/// <summary>The memory of a thread that picks neighbours and computes their displacements for one group after another.</summary>
internal sealed unsafe class GroupWorkspace(int lanes, int speciesCount, double cutoff) : IDisposable
{
    private AlignedBuffer _sites = new(0);
    private AlignedBuffer _displacements = new(0);
    private int[] _scratch = [];
    private int _most;

    /// <summary>The potential's cutoff, Å.</summary>
    public double Cutoff => cutoff;

    /// <summary>The result of a search.</summary>
    public NeighborBuffer Found { get; } = new();

    /// <summary>The group's rows.</summary>
    public GroupRows Rows { get; } = new(lanes, speciesCount, cutoff);

    /// <summary>Turns rows into slots.</summary>
    public LanePacker Packer { get; } = new(lanes, speciesCount);

    /// <summary>Space for the candidates of a centre, as offsets of sites.</summary>
    public int* Candidates => Scratch;

    /// <summary>Space for the candidates within reach.</summary>
    public int* Near => Scratch + _most;

    /// <summary>Scratch for <see cref="SiteFilter"/>.</summary>
    public uint* Steps => (uint*)(Scratch + 2 * _most);

    private int* Scratch => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_scratch));

    /// <summary>Makes room for this many candidates and the overhang of vector stores.</summary>
    public void Reserve(int candidates)
    {
        if (candidates + 2 * SiteFilter.Step <= _most) return;
        _most = 2 * (candidates + 2 * SiteFilter.Step);
        _scratch = GC.AllocateUninitializedArray<int>(3 * _most, pinned: true);
    }

    /// <summary>Computes the positions of a group's sites, valid until another group is placed.</summary>
    public double* Place(GroupSites sites, SiteRows positions, Vector3[] shifts)
    {
        BlockState.GrowAmply(ref _sites, (long)SiteRows.Length * sites.Count);
        sites.Place(positions, shifts, _sites.Pointer);
        return _sites.Pointer;
    }

    /// <summary>Space for displacements, valid until the next call.</summary>
    public AlignedBuffer Displacements(long length)
    {
        BlockState.GrowAmply(ref _displacements, length);
        return _displacements;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sites.Dispose();
        _displacements.Dispose();
    }
}
