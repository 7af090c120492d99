using System.Runtime.CompilerServices;
using FastMtp.Blocks;
using FastMtp.Kernels;
using FastMtp.Packing;

namespace FastMtp.PaceBlocks;

/// <summary>
/// Evaluates blocks of atoms for a potential in the form of PACE. Where atoms of a batch are of several species, these take turns.
/// </summary>
internal sealed unsafe partial class PaceWorker<T> : IBlockWorker
    where T : unmanaged, ILanes<T>
{
    private const int K = KernelPasses.SlotBlock;

    private readonly PacePotential _potential;
    private readonly PlanInterpreter<T>?[] _products;
    private readonly SiteArrays _results = new();
    private readonly List<PairSlots> _pairs = [];
    private readonly int _rows;
    private readonly int _harmonics;
    private readonly int _polynomials;
    private readonly int _densities;
    private readonly int _functions;
    private AlignedBuffer _slots = new(0);
    private AlignedBuffer _radial = new(0);
    private readonly AlignedBuffer _fixed;

    /// <param name="potential">The potential.</param>
    /// <param name="products">[N_T] the passes that multiply sums, if there are any.</param>
    public PaceWorker(PacePotential potential, PlanInterpreter<T>?[] products)
    {
        _potential = potential;
        var pairs = potential.Species.SelectMany(species => species.Pairs).ToArray();
        _products = products;
        _rows = potential.Species.Max(species => species.Program?.RowCount ?? 0);
        _harmonics = RealHarmonics<T>.Rows(pairs.Max(pair => pair.LargestL));
        _polynomials = pairs.Max(pair => pair.Length);
        _densities = potential.Species.Max(species => species.Embedding.DensityCount);
        _functions = pairs.Max(pair => pair.FunctionCount);
        _fixed = new((2L * _rows + K * (2L * _harmonics + _polynomials + 3 + 8) + 2L * _densities + 2) * T.Count);
    }

    private T* Moments => (T*)_fixed.Pointer;

    private T* Adjoints => Moments + _rows;

    private T* Harmonics => Adjoints + _rows;

    private T* Polynomials => Harmonics + K * _harmonics;

    private T* Scratch => Polynomials + K * _polynomials;

    private T* Variable => Scratch + K * (_harmonics + 3);

    private T* Densities => Variable + 8 * K;

    private T* Slopes => Densities + _densities;

    // The sum of core repulsions, and the derivative of the energy with respect to it.
    private T* Core => Slopes + _densities;

    private T* Geometry => (T*)_slots.Pointer;

    private T* Distances(AtomBlock block) => Geometry + 4L * block.MostSlots;

    private T* PairForces(AtomBlock block) => Distances(block) + block.MostSlots;

    /// <inheritdoc/>
    public SiteArrays Evaluate(AtomBlock block, SiteExtras extras)
    {
        _results.Prepare(block);
        BlockState.GrowAmply(ref _slots, 8L * block.MostSlots * T.Count);
        for (var batch = 0; batch < block.BatchCount; batch++)
        {
            FillGeometry(block, batch);
            var energies = T.Broadcast(0);
            var centers = new CentralSpecies(block, batch, areCommon: false);
            while (centers.MoveNext())
            {
                PairSlots.List(block, batch, centers.Species, centers.Lanes, _potential.Elements.Count, _pairs);
                var energy = Evaluate(block, centers.Species, centers.Lanes);
                energies = centers.AreAll ? energy : T.Select(T.Mask(centers.Lanes), energy, energies);
            }
            SiteSums<T>.Set(block, batch, energies, _results.Energies);
            SiteSums<T>.AddForces(block, batch, (double*)PairForces(block), _results);
        }
        return _results;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _slots.Dispose();
        _radial.Dispose();
        _fixed.Dispose();
    }

    // The energies of the lanes that have an atom of a species; adds to the forces of their pairs.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private T Evaluate(AtomBlock block, int center, uint lanes)
    {
        var species = _potential.Species[center];
        var products = _products[center];
        BlockState.GrowAmply(ref _radial, (long)_pairs.Count * 2 * K * (_functions + 1) * T.Count);
        var length = 2 * K * (_functions + 1);
        new Span<T>(Moments, _rows).Clear();
        new Span<T>(Densities, _densities).Clear();
        *Core = T.Broadcast(0);
        for (var i = 0; i < _pairs.Count; i++)
            Accumulate(block, _pairs[i], species.Pairs[_pairs[i].Species], (T*)_radial.Pointer + (long)i * length);

        if (products is not null) products.Contract((double*)Moments);
        AddFunctions(species);
        var energies = Embed(species, lanes);
        Backpropagate(species);
        if (products is not null) products.ContractTransposed((double*)Moments, (double*)Adjoints);
        for (var i = 0; i < _pairs.Count; i++)
        {
            var pair = species.Pairs[_pairs[i].Species];
            var radial = (T*)_radial.Pointer + (long)i * length;
            var along = Variable;
            for (var k = 0; k < K; k++) along[k] = pair.Variable.HasCore ? Core[1] * radial[length - K + k] : T.Broadcast(0);
            var geometry = Geometry + 4L * _pairs[i].Slot;
            RealHarmonics<T>.Fill(pair.LargestL, geometry, Harmonics);
            var forces = PairForces(block) + 3L * _pairs[i].Slot;
            PaceSums<T>.AddForces(pair, geometry, radial, Harmonics, Adjoints, Slopes, Scratch, along, forces);
        }
        return energies;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Accumulate(AtomBlock block, PairSlots slots, PacePair pair, T* radial)
    {
        var distances = (double*)(Distances(block) + slots.Slot);
        pair.Variable.Fill(distances, K * T.Count, (double*)Variable);
        var core = radial + 2 * K * _functions;
        if (pair.Variable.HasCore) pair.Variable.FillCore(distances, K * T.Count, (double*)core, (double*)(core + K));
        for (var k = 0; k < K; k++)
        {
            var mask = T.Mask(slots.LanesOf(k));
            Variable[2 * K + k] = T.And(mask, Variable[2 * K + k]);
            Variable[3 * K + k] = T.And(mask, Variable[3 * K + k]);
            if (!pair.Variable.HasCore) continue;
            *Core += T.And(mask, core[k]);
            core[K + k] = T.And(mask, core[K + k]);
        }
        PaceSums<T>.FillRadial(pair, Variable, Polynomials, radial);
        RealHarmonics<T>.Fill(pair.LargestL, Geometry + 4L * slots.Slot, Harmonics);
        PaceSums<T>.Accumulate(pair, radial, Harmonics, Moments, Densities);
    }

    // Directions, inverse distances, distances, and no forces.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillGeometry(AtomBlock block, int batch)
    {
        var d = (T*)block.Displacements.Pointer + 3L * block.FirstSlot[batch];
        T* geometry = Geometry, distances = Distances(block), force = PairForces(block);
        for (var slot = block.FirstSlot[batch]; slot < block.FirstSlot[batch + 1]; slot++, d += 3, geometry += 4, distances++, force += 3)
        {
            *distances = T.Sqrt(T.MultiplyAdd(d[0], d[0], T.MultiplyAdd(d[1], d[1], d[2] * d[2])));
            var inverse = T.Broadcast(1) / *distances;
            geometry[0] = d[0] * inverse;
            geometry[1] = d[1] * inverse;
            geometry[2] = d[2] * inverse;
            geometry[3] = inverse;
            force[0] = force[1] = force[2] = T.Broadcast(0);
        }
    }
}
