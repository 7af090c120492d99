using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FastMtp.Kernels;
using FastMtp.Neighbors;
using FastMtp.Packing;

namespace FastMtp.Moving;

/// <summary>The memory of a thread that picks and measures the neighbours of one group after another.</summary>
internal sealed unsafe class GroupWorkspace(int lanes, int speciesCount, double cutoff) : IDisposable
{
    private AlignedBuffer _sites = new(0);
    private AlignedBuffer _displacements = new(0);
    private int[] _scratch = [];
    private int _most;

    /// <summary>The potential's cutoff, Å.</summary>
    public double Cutoff => cutoff;

    /// <summary>What a search has found.</summary>
    public NeighborBuffer Found { get; } = new();

    /// <summary>The group's rows.</summary>
    public GroupRows Rows { get; } = new(lanes, speciesCount, cutoff);

    /// <summary>Turns rows into slots.</summary>
    public LanePacker Packer { get; } = new(lanes, speciesCount);

    /// <summary>Room for the candidates of a centre, as places of sites.</summary>
    public int* Candidates => Scratch;

    /// <summary>Room for those of them that are near.</summary>
    public int* Near => Scratch + _most;

    /// <summary>Room for what <see cref="SiteFilter"/> notes about them.</summary>
    public uint* Steps => (uint*)(Scratch + 2 * _most);

    private int* Scratch => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_scratch));

    /// <summary>Makes room for so many candidates and what vectors write past them.</summary>
    public void Reserve(int candidates)
    {
        if (candidates + 2 * SiteFilter.Step <= _most) return;
        _most = 2 * (candidates + 2 * SiteFilter.Step);
        _scratch = GC.AllocateUninitializedArray<int>(3 * _most, pinned: true);
    }

    /// <summary>Finds where the sites of a group are, until another is placed.</summary>
    public double* Place(GroupSites sites, SiteRows positions, Vector3[] shifts)
    {
        Grow(ref _sites, (long)SiteRows.Length * sites.Count);
        sites.Place(positions, shifts, _sites.Pointer);
        return _sites.Pointer;
    }

    /// <summary>Room for displacements, until it is asked for again.</summary>
    public AlignedBuffer Displacements(long length)
    {
        Grow(ref _displacements, length);
        return _displacements;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sites.Dispose();
        _displacements.Dispose();
    }

    private static void Grow(ref AlignedBuffer buffer, long length)
    {
        if (buffer.Length >= length) return;
        buffer.Dispose();
        buffer = new AlignedBuffer(length + length / 8);
    }
}
