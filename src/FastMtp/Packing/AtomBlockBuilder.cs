using System.Runtime.CompilerServices;
using FastMtp.Neighbors;

namespace FastMtp.Packing;

/// <summary>Packs atoms and their neighbours into an <see cref="AtomBlock"/>. Not thread-safe; reuse one per thread.</summary>
/// <param name="lanes">Atoms per batch.</param>
/// <param name="speciesCount">N_T.</param>
/// <param name="cutoff">The potential's cutoff, Å, where padding is placed.</param>
internal sealed class AtomBlockBuilder(int lanes, int speciesCount, double cutoff)
{
    private readonly NeighborBuffer _found = new();
    private readonly NeighborRows _rows = new(speciesCount, cutoff);
    private readonly BatchOrder _order = new(lanes);
    private readonly LanePacker _packer = new(lanes, speciesCount);
    private readonly List<int> _atoms = [];
    private readonly List<int> _others = [];
    private int[] _localOf = [];
    private int[] _types = [];
    private int[] _locals = [];

    /// <summary>Adds the centres <paramref name="first"/> … first + count − 1 of a search.</summary>
    /// <exception cref="InputException">An atom is of a species that the potential does not have.</exception>
    public void Add(NeighborSearch search, int first, int count)
    {
        var centers = new int[count];
        for (var i = 0; i < count; i++) centers[i] = first + i;
        Add(search, centers);
    }

    /// <summary>Adds centres of a search.</summary>
    /// <exception cref="InputException">An atom is of a species that the potential does not have.</exception>
    /// <exception cref="ArgumentException">The search has another cutoff.</exception>
    public void Add(NeighborSearch search, ReadOnlySpan<int> centers)
    {
        // Missing neighbours would make the energies wrong; so would extra ones, because radial functions grow beyond the cutoff.
        if (search.Cutoff != cutoff)
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"The neighbours were searched up to {search.Cutoff} Å, but the potential's cutoff is {cutoff} Å."),
                nameof(search));
        }
        if (_localOf.Length < search.AtomCount)
        {
            _localOf = new int[search.AtomCount];
            Array.Fill(_localOf, -1);
        }
        var othersBefore = _others.Count;
        foreach (var center in centers)
        {
            _localOf[center] = _atoms.Count;
            _atoms.Add(center);
        }
        foreach (var center in centers) AddRow(search, center);
        // Clears only touched entries: a small part of a large system is added at a time.
        foreach (var center in centers) _localOf[center] = -1;
        for (var i = othersBefore; i < _others.Count; i++) _localOf[_others[i]] = -1;
    }

    /// <summary>The block of everything added since the last call.</summary>
    /// <param name="reused">A block that is no longer needed; its memory is reused.</param>
    public AtomBlock Build(AtomBlock? reused = null)
    {
        var block = reused ?? new AtomBlock(lanes);
        _order.Sort(_rows);
        // Atoms that are not centres come last, regardless of the order in which they were found.
        block.Atoms = [.. _atoms, .. _others];
        block.CenterTypes = new int[_rows.Count];
        for (var row = 0; row < _rows.Count; row++) block.CenterTypes[row] = _rows.CenterType(row);
        block.Centers = _order.Lanes();
        _packer.Pack(_rows, _order.Rows, block);
        _rows.Clear();
        _atoms.Clear();
        _others.Clear();
        return block;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddRow(NeighborSearch search, int center)
    {
        search.Collect(center, _found);
        if (_types.Length < _found.Count) (_types, _locals) = (new int[2 * _found.Count], new int[2 * _found.Count]);
        var types = search.Types;
        var index = _found.Index.AsSpan(0, _found.Count);
        for (var k = 0; k < index.Length; k++)
        {
            var atom = index[k];
            var local = _localOf[atom];
            _types[k] = SpeciesNumber.Of(types, atom, speciesCount);
            _locals[k] = local >= 0 ? local : TakeOther(atom);
        }
        _rows.AppendSorted(SpeciesNumber.Of(types, center, speciesCount), _types.AsSpan(0, index.Length), _locals.AsSpan(0, index.Length),
            _found);
    }

    private int TakeOther(int atom)
    {
        _others.Add(atom);
        return _localOf[atom] = LanePacker.FirstOther + _others.Count - 1;
    }
}
