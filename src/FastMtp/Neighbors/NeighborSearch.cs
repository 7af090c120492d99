using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using FastMtp.Input;

namespace FastMtp.Neighbors;

/// <summary>
/// Finds neighbours in a configuration, periodic in any of its directions, by sorting the atoms into bins. Time and
/// memory grow linearly with the number of atoms: at most 60 bytes per atom plus 1 kB are kept, and another 28 bytes per atom are
/// needed while sorting.
/// </summary>
/// <remarks>
/// Atoms may lie outside the cell, and the cell may be skewed, left-handed or much smaller than the cutoff. The order of an
/// atom's neighbours depends only on the configuration and the cutoff. Displacements are exactly antisymmetric: if j is a
/// neighbour of i at d, then i is one of j at −d.
/// </remarks>
internal sealed partial class NeighborSearch
{
    private const double FarthestCoordinate = 1e9;

    private readonly Configuration _configuration;
    private readonly CellGrid _grid;
    private readonly double _squaredCutoff;

    /// <summary>Sorts the atoms; neighbours are those strictly nearer than <paramref name="cutoff"/> (Å).</summary>
    /// <exception cref="InputException">
    /// A position is not finite (or beyond 1e9 Å), or the periodic lattice vectors span no volume.
    /// </exception>
    public NeighborSearch(Configuration configuration, double cutoff)
    {
        if (!(cutoff > 0 && double.IsFinite(cutoff)))
            throw new ArgumentOutOfRangeException(nameof(cutoff), cutoff, "must be positive and finite");
        CheckPositions(configuration);
        _configuration = configuration;
        Cutoff = cutoff;
        _squaredCutoff = cutoff * cutoff;
        _grid = new CellGrid(configuration, cutoff);
    }

    /// <summary>Neighbours are strictly nearer than this, Å.</summary>
    public double Cutoff { get; }

    /// <summary>Number of atoms.</summary>
    public int AtomCount => _configuration.Count;

    /// <summary>
    /// Smallest distance between two atoms, images included, Å; infinite for one atom without a lattice.
    /// </summary>
    /// <exception cref="InputException">As for the constructor and <see cref="Collect"/>.</exception>
    public static double ShortestDistance(Configuration configuration)
    {
        if (configuration.Count < 2 && !configuration.Cell.IsPeriodic) return double.PositiveInfinity;
        // If no pair is nearer than a cutoff, few are nearer than twice the cutoff, so every round is cheap.
        for (var cutoff = 2.0; ; cutoff *= 2)
        {
            var shortest = new NeighborSearch(configuration, cutoff).ShortestBelowCutoff();
            if (shortest < cutoff) return shortest;
        }
    }

    /// <summary>[AtomCount] species numbers.</summary>
    public ReadOnlySpan<int> Types => _configuration.Types;

    /// <summary>The atoms in an order in which consecutive ones are close in space.</summary>
    public ReadOnlySpan<int> Order => _grid.Atoms;

    /// <summary>[image] how far an image is displaced, Å; see <see cref="NeighborBuffer.Image"/>.</summary>
    internal Vector3[] Shifts => _grid.Images.Shifts;

    /// <summary>The image of the home cell.</summary>
    internal int HomeImage => _grid.Images.Home;

    /// <summary>Position of an atom in <see cref="Order"/>.</summary>
    internal int PlaceOf(int atom) => _grid.Homes[atom].Place;

    /// <summary>Position of the atom at a place, wrapped into the cell, Å. Image displacements are relative to it.</summary>
    internal Vector3 Wrapped(int place) => new(_grid.X[place], _grid.Y[place], _grid.Z[place]);

    /// <summary>
    /// Replaces the buffer's content by all neighbours j of a centre with |r_j − r_i| strictly below the cutoff; images of
    /// the atom itself are neighbours. Safe to call from several threads with a buffer each.
    /// </summary>
    /// <exception cref="InputException">Another atom lies at the same place (within 0.001 Å).</exception>
    public void Collect(int center, NeighborBuffer buffer)
    {
        buffer.Clear();
        var home = _grid.Homes[center];
        var runs = buffer.Walk.Around(_grid, home);
        if (Avx512F.IsSupported)
            FindNear512(home.Place, runs, buffer);
        else
            FindNear(home.Place, runs, buffer);
        if (buffer.Count > InputBounds.MostNeighbors) throw Crowded(center, buffer.Count);
        Measure(center, home.Place, buffer);
    }

    // Converts places to atoms and displacements, dropping the centre itself, which is its own nearest candidate.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Measure(int center, int place, NeighborBuffer buffer)
    {
        var (atoms, shifts) = (_grid.Atoms, _grid.Images.Shifts);
        double[] gridX = _grid.X, gridY = _grid.Y, gridZ = _grid.Z, xs = buffer.X, ys = buffer.Y, zs = buffer.Z;
        int[] index = buffer.Index, image = buffer.Image;
        var (x, y, z) = (gridX[place], gridY[place], gridZ[place]);
        var count = 0;
        for (var n = 0; n < buffer.Count; n++)
        {
            var k = index[n];
            ref readonly var shift = ref shifts[image[n]];
            var dx = gridX[k] - x + shift.X;
            var dy = gridY[k] - y + shift.Y;
            var dz = gridZ[k] - z + shift.Z;
            (index[count], image[count], xs[count], ys[count], zs[count]) = (atoms[k], image[n], dx, dy, dz);
            if (dx * dx + dy * dy + dz * dz >= SamePlace.Squared)
                count++;
            else if (atoms[k] != center)
                throw SamePlace.Error(_configuration.Origin, center, atoms[k]);
        }
        buffer.Count = count;
    }

    private double ShortestBelowCutoff()
    {
        var buffer = new NeighborBuffer();
        var shortest = _squaredCutoff;
        for (var i = 0; i < AtomCount; i++)
        {
            Collect(i, buffer);
            for (var n = 0; n < buffer.Count; n++)
            {
                var (x, y, z) = (buffer.X[n], buffer.Y[n], buffer.Z[n]);
                shortest = Math.Min(shortest, x * x + y * y + z * z);
            }
        }
        return Math.Sqrt(shortest);
    }

    private InputException Crowded(int center, int count)
    {
        var neighbors = FormattableString.Invariant($"{count} neighbours within {Math.Sqrt(_squaredCutoff)} Å");
        return new($"{_configuration.Origin}: atom {center + 1} has {neighbors}, more than the limit of {InputBounds.MostNeighbors}; "
            + "correct the lattice, or use a smaller cutoff.");
    }

    private static void CheckPositions(Configuration configuration)
    {
        for (var k = 0; k < 3 * configuration.Count; k++)
        {
            if (Math.Abs(configuration.Positions[k]) < FarthestCoordinate) continue;
            throw new InputException(FormattableString.Invariant(
                $"{configuration.Origin}: atom {k / 3 + 1} has the coordinate {configuration.Positions[k]} Å; correct its position."));
        }
    }
}
