using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using FastMtp.Blocks;
using FastMtp.Evaluation;
using FastMtp.Files.PotentialFiles;
using FastMtp.Kernels;
using FastMtp.Neighbors;
using FastMtp.Packing;
using FastMtp.Potentials;
using FastMtp.Threading;

namespace FastMtp.Native;

/// <summary>An open potential with the buffers of the threads that use it.</summary>
internal sealed unsafe class OpenPotential : IDisposable
{
    private static readonly ConcurrentDictionary<nint, OpenPotential> Open = new();
    private static long _last;

    private readonly BlockEvaluator _blocks;
    private readonly PotentialCoefficients _coefficients;
    private readonly ConcurrentBag<ListedAtoms> _listed = [];
    private readonly ConcurrentBag<Contribution> _contributions = [];
    private readonly nint[] _names;
    private readonly nint _kernel;
    private OrderedParallel<Worker> _parallel;

    private OpenPotential(PotentialModel potential)
    {
        Potential = potential;
        var kernel = KernelRegistry.For(potential.Plan);
        _blocks = BlockEvaluator.Create(kernel, potential);
        _coefficients = new PotentialCoefficients(potential, RadialCost.Choose(potential.RadialTensor, kernel.Lanes));
        _parallel = new OrderedParallel<Worker>(1, () => new Worker(this));
        _kernel = Marshal.StringToCoTaskMemUTF8(kernel.Name);
        _names = potential.Species is { } species ? [.. species.Names.Select(Marshal.StringToCoTaskMemUTF8)] : [];
    }

    public PotentialModel Potential { get; }

    /// <summary>UTF-8.</summary>
    public byte* KernelName => (byte*)_kernel;

    /// <summary>Opens a file.</summary>
    /// <returns>The handle: a number, not a pointer, so that an invalid one is detected.</returns>
    /// <exception cref="InputException">The file is not a fitted potential, or its species do not agree with the names.</exception>
    public static nint Read(string path, string? species)
    {
        var potential = PotentialFile.Read(path, species is null ? null : SpeciesList.Parse(species));
        if (!potential.IsFitted)
            throw new InputException($"{path}: the potential has no coefficients; fit it first with fastmtp train --start.");
        var handle = (nint)Interlocked.Increment(ref _last);
        Open[handle] = new OpenPotential(potential);
        return handle;
    }

    /// <exception cref="BadHandleException">The handle is invalid.</exception>
    public static OpenPotential Of(nint handle) => Open.TryGetValue(handle, out var potential) ? potential : throw new BadHandleException();

    public static void Close(nint handle)
    {
        if (Open.TryRemove(handle, out var potential)) potential.Dispose();
    }

    /// <summary>UTF-8 name of a species.</summary>
    /// <exception cref="InputException">The number or the names do not exist.</exception>
    public byte* Name(int species)
    {
        if ((uint)species >= (uint)Potential.SpeciesCount)
            throw new InputException($"There is no species {species}; the potential has the numbers 0 to {Potential.SpeciesCount - 1}.");
        if (_names.Length == 0)
            throw new InputException("The potential does not name its species; pass the names in its order to fastmtp_open, such as Mo,Nb,Ta,W.");
        return (byte*)_names[species];
    }

    /// <exception cref="InputException">The potential does not have it.</exception>
    public int Number(string name)
    {
        Name(0);
        return Potential.Species!.IndexOf(name) is >= 0 and var number
            ? number
            : throw new InputException($"The potential has no {name}; its species are {Potential.Species}.");
    }

    public void SetThreads(int threads)
    {
        if (threads < 0) throw new InputException($"threads is {threads}; it must be a positive number, or 0 for one per core.");
        _parallel.Dispose();
        _parallel = new OrderedParallel<Worker>(threads, () => new Worker(this));
    }

    /// <summary>Evaluates atoms with the caller's neighbour lists.</summary>
    public void Evaluate(in NativeAtoms atoms, in NativeResults results)
    {
        if (!_listed.TryTake(out var listed)) listed = new ListedAtoms(Potential.Radial.Cutoff);
        try
        {
            var size = Evaluator.GroupSize(atoms.CenterCount);
            listed.Take(atoms, (atoms.CenterCount + size - 1) / size);
            Evaluate(listed, results, (worker, group, first, count) => listed.Prepare(worker.ListBuilder, group, first, count));
            listed.Keep();
        }
        finally
        {
            _listed.Add(listed);
        }
    }

    /// <summary>Evaluates a whole configuration.</summary>
    public void Evaluate(in NativeConfiguration configuration, in NativeResults results)
    {
        var search = new NeighborSearch(Configurations.Read(configuration), Potential.Radial.Cutoff);
        Evaluate(search, results, (worker, _, first, count) => worker.Build(search, search.Order.Slice(first, count)));
    }

    private delegate AtomBlock BlockMaker(Worker worker, int group, int first, int count);

    private void Evaluate(INeighborSource neighbors, NativeResults results, BlockMaker make)
    {
        if (results.Grades != null) throw new NotSupportedException("This version has no extrapolation grades; set grades to NULL.");
        results.Begin(neighbors.AtomCount);
        var size = Evaluator.GroupSize(neighbors.CenterCount);
        _parallel.Run(
            (neighbors.CenterCount + size - 1) / size,
            (worker, group) => worker.Evaluate(make(worker, group, group * size, Math.Min(size, neighbors.CenterCount - group * size)), results.Shortest != null),
            contribution =>
            {
                contribution.AddTo(results);
                _contributions.Add(contribution);
            });
    }

    public void Dispose()
    {
        _parallel.Dispose();
        _coefficients.Dispose();
        while (_listed.TryTake(out var listed)) listed.Dispose();
        foreach (var name in _names) Marshal.FreeCoTaskMem(name);
        Marshal.FreeCoTaskMem(_kernel);
    }

    private sealed class Worker(OpenPotential owner) : IDisposable
    {
        private readonly AtomBlockBuilder _builder = new(owner._blocks.Kernel.Lanes, owner.Potential.SpeciesCount, owner.Potential.Radial.Cutoff);
        private readonly BlockState _state = new(owner._blocks.Kernel, keepsBatches: false);
        private AtomBlock? _block;

        /// <summary>For blocks that are measured later.</summary>
        public AtomBlockBuilder ListBuilder { get; } = new(owner._blocks.Kernel.Lanes, owner.Potential.SpeciesCount, SiteRows.FarAway);

        public AtomBlock Build(INeighborSource neighbors, ReadOnlySpan<int> centers)
        {
            _builder.Add(neighbors, centers);
            return _block = _builder.Build(_block);
        }

        public Contribution Evaluate(AtomBlock block, bool withShortest)
        {
            owner._blocks.Evaluate(block, owner._coefficients, _state);
            if (!owner._contributions.TryTake(out var contribution)) contribution = new Contribution();
            return contribution.Take(block, _state, withShortest ? ShortestPair.Of(block, owner.Potential.Radial.Cutoff) : ShortestPair.None);
        }

        public void Dispose()
        {
            _state.Dispose();
            _block?.Dispose();
        }
    }
}
