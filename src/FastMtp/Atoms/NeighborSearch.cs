using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FastMtp.Atoms;

/// <summary>
/// Finds neighbours in a configuration that repeats in any of its directions, by sorting the atoms into bins. Time and
/// memory grow linearly with the number of atoms: at most 60 bytes per atom and 1 kB are kept, 28 bytes per atom more are
/// needed while sorting.
/// </summary>
/// <remarks>
/// Atoms may lie outside the cell, and the cell may be skewed, left-handed or much smaller than the cutoff. The order of an
/// atom's neighbours depends on the configuration and the cutoff alone. Displacements are exactly antisymmetric: if j is a
/// neighbour of i at d, then i is one of j at −d.
/// </remarks>
public sealed class NeighborSearch : INeighborSource
{
    private const double SamePlace = 1e-3;
    private const double FarthestCoordinate = 1e9;

    private readonly Configuration _configuration;
    private readonly CellGrid _grid;
    private readonly double _squaredCutoff;

    /// <summary>Sorts the atoms; neighbours are those strictly nearer than <paramref name="cutoff"/> (Å).</summary>
    /// <exception cref="InputException">A position is not finite (or beyond 1e9 Å), or the periodic lattice vectors span no volume.</exception>
    public NeighborSearch(Configuration configuration, double cutoff)
    {
        if (!(cutoff > 0 && double.IsFinite(cutoff))) throw new ArgumentOutOfRangeException(nameof(cutoff), cutoff, "not a length");
        CheckPositions(configuration);
        _configuration = configuration;
        _squaredCutoff = cutoff * cutoff;
        _grid = new CellGrid(configuration, cutoff);
    }

    /// <inheritdoc/>
    public int CenterCount => _configuration.Count;

    /// <inheritdoc/>
    public int AtomCount => _configuration.Count;

    /// <summary>
    /// Smallest distance between two atoms, images included, Å; infinite for one atom without a lattice.
    /// </summary>
    /// <exception cref="InputException">As for the constructor and <see cref="Collect"/>.</exception>
    public static double ShortestDistance(Configuration configuration)
    {
        if (configuration.Count < 2 && !configuration.Cell.IsPeriodic) return double.PositiveInfinity;
        // If no pair is nearer than a cutoff, few are nearer than its double, so every round is cheap.
        for (var cutoff = 2.0; ; cutoff *= 2)
        {
            var shortest = new NeighborSearch(configuration, cutoff).ShortestBelowCutoff();
            if (shortest < cutoff) return shortest;
        }
    }

    /// <inheritdoc/>
    public int TypeOf(int atom) => _configuration.Types[atom];

    /// <inheritdoc/>
    /// <exception cref="InputException">Another atom lies at the same place (within 0.001 Å).</exception>
    public void Collect(int center, NeighborBuffer buffer)
    {
        buffer.Clear();
        var grid = _grid;
        var home = grid.Homes[center];
        var (alongA, alongB) = (grid.A.Around(home.A), grid.B.Around(home.B));
        for (var c = grid.C.Around(home.C); c.MoveNext(1);)
        {
            var shiftC = c.Image * grid.C.Repeat;
            for (var b = alongB; b.MoveNext(1);)
            {
                var shiftB = shiftC + b.Image * grid.B.Repeat;
                for (var a = alongA; a.MoveNext();)
                {
                    var (first, end) = grid.Places(a, b, c);
                    if (first < end) Scan(center, home.Place, first, end, shiftB + a.Image * grid.A.Repeat, buffer);
                }
            }
        }
    }

    // Finding the near ones first and then taking them costs one unpredictable branch for 64 candidates instead of one each.
    private void Scan(int center, int place, int first, int end, Vector3 shift, NeighborBuffer buffer)
    {
        for (; first < end; first += 64)
        {
            var count = Math.Min(64, end - first);
            for (var near = Near(place, first, count, shift); near != 0; near &= near - 1)
            {
                var k = first + BitOperations.TrailingZeroCount(near);
                var x = _grid.X[k] - _grid.X[place] + shift.X;
                var y = _grid.Y[k] - _grid.Y[place] + shift.Y;
                var z = _grid.Z[k] - _grid.Z[place] + shift.Z;
                var atom = _grid.Atoms[k];
                if (x * x + y * y + z * z >= SamePlace * SamePlace) buffer.Add(atom, x, y, z);
                else if (atom != center) throw Coincide(center, atom);
            }
        }
    }

    // Bit k: whether the atom at place first + k is nearer than the cutoff. The displacement is (r_j − r_i) + shift in this
    // order: exchanging i and j then changes nothing but the sign.
    private ulong Near(int place, int first, int count, Vector3 shift)
    {
        ref var xs = ref MemoryMarshal.GetArrayDataReference(_grid.X);
        ref var ys = ref MemoryMarshal.GetArrayDataReference(_grid.Y);
        ref var zs = ref MemoryMarshal.GetArrayDataReference(_grid.Z);
        var (x, y, z) = (Vector256.Create(_grid.X[place]), Vector256.Create(_grid.Y[place]), Vector256.Create(_grid.Z[place]));
        var (shiftX, shiftY, shiftZ) = (Vector256.Create(shift.X), Vector256.Create(shift.Y), Vector256.Create(shift.Z));
        var squaredCutoff = Vector256.Create(_squaredCutoff);
        var near = 0ul;
        for (var k = 0; k < count; k += Vector256<double>.Count)
        {
            var dx = Vector256.LoadUnsafe(ref xs, (nuint)(first + k)) - x + shiftX;
            var dy = Vector256.LoadUnsafe(ref ys, (nuint)(first + k)) - y + shiftY;
            var dz = Vector256.LoadUnsafe(ref zs, (nuint)(first + k)) - z + shiftZ;
            near |= (ulong)Vector256.LessThan(dx * dx + dy * dy + dz * dz, squaredCutoff).ExtractMostSignificantBits() << k;
        }
        return near & (ulong.MaxValue >> (64 - count));
    }

    private double ShortestBelowCutoff()
    {
        var buffer = new NeighborBuffer();
        var shortest = _squaredCutoff;
        for (var i = 0; i < CenterCount; i++)
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

    private InputException Coincide(int i, int j) => new(FormattableString.Invariant(
        $"{_configuration.Origin}: atoms {Math.Min(i, j) + 1} and {Math.Max(i, j) + 1} are at the same place (within {SamePlace} Å); remove one of them or correct the positions."));

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
