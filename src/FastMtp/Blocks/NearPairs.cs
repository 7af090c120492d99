using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FastMtp.Kernels;
using FastMtp.Packing;
using FastMtp.Zbl;

namespace FastMtp.Blocks;

/// <summary>The pairs of a batch that a <see cref="ZblTable"/> repels, for one thread. There are few.</summary>
internal sealed unsafe class NearPairs
{
    private readonly List<NearPair> _pairs = [];

    /// <summary>
    /// Finds the pairs of a batch, none without a repulsion, and evaluates its radial functions: atoms nearer than these are taken are
    /// moved to where they are, and back.
    /// </summary>
    public void Evaluate<T, TNumber>(RadialStage<T, TNumber> radial, ZblTable? repulsion, AtomBlock block, int batch, TNumber*[] pairs,
        SharedTables tables, in BlockState.Frame frame)
        where T : unmanaged, ILanes<T>
        where TNumber : unmanaged, INumberBase<TNumber>
    {
        Find(repulsion, block, batch);
        Hold(block);
        radial.Evaluate(block, batch, pairs, tables, frame.Geometry, frame.Radial);
        Release(block, batch, radial.Functions, (TNumber*)frame.Geometry, (TNumber*)frame.Radial);
    }

    /// <summary>
    /// Adds half of each pair's energy to the site energies, and its gradient to the pair forces before they are scattered.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddRepulsion<TNumber>(ZblTable? repulsion, AtomBlock block, int batch, TNumber* pairForces, double[] siteEnergies)
        where TNumber : unmanaged, INumberBase<TNumber>
    {
        foreach (var pair in _pairs)
        {
            var (energy, slope) = repulsion!.At(pair.Type, pair.Distance);
            siteEnergies[pair.Center] += 0.5 * energy;
            var f = pairForces + 3L * (pair.Slot - block.FirstSlot[batch]) * block.Lanes + pair.Lane;
            f[0] += TNumber.CreateTruncating(0.5 * slope / pair.Distance * pair.X);
            f[block.Lanes] += TNumber.CreateTruncating(0.5 * slope / pair.Distance * pair.Y);
            f[2 * block.Lanes] += TNumber.CreateTruncating(0.5 * slope / pair.Distance * pair.Z);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Find(ZblTable? repulsion, AtomBlock block, int batch)
    {
        _pairs.Clear();
        if (repulsion is null || block.Distances.AreBeyond(repulsion.Reach * repulsion.Reach, batch)) return;
        for (var slot = block.FirstSlot[batch]; slot < block.FirstSlot[batch + 1]; slot++)
        {
            var d = block.Displacements.Pointer + 3L * slot * block.Lanes;
            var reach = Vector128.Create(SquaredReach(repulsion, block, slot));
            for (var lane = 0; lane < block.Lanes; lane += Vector128<double>.Count)
            {
                var (x, y, z) = (Vector128.Load(d + lane), Vector128.Load(d + block.Lanes + lane),
                    Vector128.Load(d + 2 * block.Lanes + lane));
                var near = Vector128.LessThan(x * x + y * y + z * z, reach).ExtractMostSignificantBits();
                for (; near != 0; near &= near - 1) Add(repulsion, block, batch, slot, lane + BitOperations.TrailingZeroCount(near));
            }
        }
    }

    /// <summary>Moves atoms that are nearer than their radial functions are taken to where those are.</summary>
    private void Hold(AtomBlock block)
    {
        foreach (var pair in _pairs)
            if (pair.IsHeld) Place(block, pair, pair.Held / pair.Distance);
    }

    /// <summary>Moves the atoms back and gives their N_f radial functions the slopes that they have there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Release<TNumber>(AtomBlock block, int batch, int functions, TNumber* geometry, TNumber* radial)
        where TNumber : unmanaged, INumberBase<TNumber>
    {
        foreach (var pair in _pairs)
        {
            if (!pair.IsHeld) continue;
            Place(block, pair, 1);
            var slot = (long)(pair.Slot - block.FirstSlot[batch]);
            geometry[(4 * slot + 3) * block.Lanes + pair.Lane] = TNumber.CreateTruncating(1 / pair.Distance);
            for (var mu = 0; mu < functions; mu++)
                radial[((2 * slot + 1) * functions + mu) * block.Lanes + pair.Lane] *= TNumber.CreateTruncating(pair.Slope);
        }
    }

    private static void Place(AtomBlock block, in NearPair pair, double scale)
    {
        var d = block.Displacements.Pointer + 3L * pair.Slot * block.Lanes + pair.Lane;
        (d[0], d[block.Lanes], d[2 * block.Lanes]) = (scale * pair.X, scale * pair.Y, scale * pair.Z);
    }

    /// <summary>The longest of the pairs in a slot, Å²: most slots hold pairs of one type.</summary>
    private static double SquaredReach(ZblTable repulsion, AtomBlock block, int slot)
    {
        var reach = 0.0;
        for (var entry = block.FirstEntry[slot]; entry < block.FirstEntry[slot + 1]; entry++)
            reach = Math.Max(reach, repulsion.SquaredReachOf(block.PairTypes[block.Entries[entry].PairType]));
        return reach;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(ZblTable repulsion, AtomBlock block, int batch, int slot, int lane)
    {
        var center = block.Centers[batch * block.Lanes + lane];
        if (center < 0) return;
        var entry = block.FirstEntry[slot];
        while ((block.Entries[entry].Lanes >> lane & 1) == 0) entry++;
        var d = block.Displacements.Pointer + 3L * slot * block.Lanes + lane;
        var (x, y, z) = (d[0], d[block.Lanes], d[2 * block.Lanes]);
        var (type, distance) = (block.PairTypes[block.Entries[entry].PairType], Math.Sqrt(x * x + y * y + z * z));
        var (held, slope) = repulsion.Held(type, distance);
        _pairs.Add(new(slot, lane, center, type, x, y, z, distance, held, slope));
    }

    /// <param name="Slot">Slot of the block.</param>
    /// <param name="Lane">Lane.</param>
    /// <param name="Center">Local index of the centre.</param>
    /// <param name="Type">z_i·N_T + z_j.</param>
    /// <param name="X">Displacement, Å.</param>
    /// <param name="Y">Displacement, Å.</param>
    /// <param name="Z">Displacement, Å.</param>
    /// <param name="Distance">Å.</param>
    /// <param name="Held">Distance at which radial functions are taken, Å.</param>
    /// <param name="Slope">Its derivative with respect to the distance.</param>
    private readonly record struct NearPair(
        int Slot, int Lane, int Center, int Type, double X, double Y, double Z, double Distance, double Held, double Slope)
    {
        public bool IsHeld => Held > Distance;
    }
}
