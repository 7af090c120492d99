using FastMtp.Neighbors;
using FastMtp.Packing;

namespace FastMtp.Moving;

/// <summary>
/// Rows of neighbours, one per centre of a group, and the numbers of the group's sites. Reused for one group after another.
/// </summary>
internal sealed class GroupRows(int lanes, int speciesCount, double cutoff)
{
    private readonly SiteNumbers _numbers = new();
    private readonly BatchOrder _order = new(lanes);
    private int[] _types = [];
    private int[] _sites = [];

    /// <summary>The rows; local indices are sites.</summary>
    public NeighborRows Neighbors { get; } = new(speciesCount, cutoff, hasDisplacements: false);

    /// <summary>Starts a group.</summary>
    /// <param name="atomCount">Number of atoms in all.</param>
    /// <param name="home">The image of the home cell.</param>
    public void Begin(int atomCount, int home)
    {
        Neighbors.Clear();
        _numbers.Begin(atomCount, home);
    }

    /// <summary>Numbers a centre; all centres must be added before the first row.</summary>
    public void Number(int center) => _numbers.OfAtom(center);

    /// <summary>Adds the row of a centre.</summary>
    /// <param name="center">Its number among the atoms.</param>
    /// <param name="atoms">Its neighbours.</param>
    /// <param name="images">Their periodic images; empty for the atoms themselves.</param>
    /// <param name="types">[atom] species numbers.</param>
    /// <exception cref="InputException">An atom is of a species that the potential does not have.</exception>
    public void Add(int center, ReadOnlySpan<int> atoms, ReadOnlySpan<int> images, ReadOnlySpan<int> types)
    {
        if (_types.Length < atoms.Length) (_types, _sites) = (new int[2 * atoms.Length], new int[2 * atoms.Length]);
        for (var k = 0; k < atoms.Length; k++)
        {
            _types[k] = SpeciesNumber.Of(types, atoms[k], speciesCount);
            _sites[k] = images.IsEmpty ? _numbers.OfAtom(atoms[k]) : _numbers.Of(atoms[k], images[k]);
        }
        Neighbors.AppendSorted(SpeciesNumber.Of(types, center, speciesCount), _types.AsSpan(0, atoms.Length),
            _sites.AsSpan(0, atoms.Length));
    }

    /// <summary>The sites so far, not yet assigned to batches.</summary>
    public GroupSites Sites()
    {
        var centerTypes = new int[Neighbors.Count];
        for (var row = 0; row < centerTypes.Length; row++) centerTypes[row] = Neighbors.CenterType(row);
        return new GroupSites(_numbers.Atoms, _numbers.Images, centerTypes);
    }

    /// <summary>Assigns centres with similar rows to the same batch.</summary>
    public void Arrange(GroupSites sites) => sites.Arrange(Neighbors, _order);
}
