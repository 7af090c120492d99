using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using FastMtp.Blocks;
using FastMtp.Data;
using FastMtp.Evaluation;
using FastMtp.Moving;
using FastMtp.Packing;

namespace FastMtp.Native;

/// <summary>An open potential with the buffers of the threads that use it.</summary>
internal sealed unsafe class OpenPotential : IDisposable
{
    private static readonly ConcurrentDictionary<nint, OpenPotential> Open = new();
    private static long _last;

    private readonly ConcurrentBag<ListedAtoms> _listed = [];
    private readonly nint[] _names;
    private readonly List<nint> _texts = [];
    private readonly PairDistances _limits;
    private IBlockModel _model;
    private int _threads = 1;
    private GroupEvaluator<GroupWorkspace> _lists;
    private Lazy<Evaluator> _configurations;

    private OpenPotential(Potential potential)
    {
        Potential = potential;
        // Where no limits are known, the same one for all pairs finds the nearest atoms.
        _limits = potential.Limits ?? new(1);
        Prepare();
        _names = potential.Species is { } species ? [.. species.Names.Select(Marshal.StringToCoTaskMemUTF8)] : [];
    }

    public Potential Potential { get; private set; }

    public int SpeciesCount => _model.SpeciesCount;

    /// <summary>UTF-8.</summary>
    public byte* KernelName { get; private set; }

    /// <summary>A sentence, UTF-8; null if compiled code evaluates the potential.</summary>
    public byte* WhyInterpreted { get; private set; }

    /// <summary>Opens a file.</summary>
    /// <returns>The handle: a number, not a pointer, so that an invalid one is detected.</returns>
    /// <exception cref="InputException">The file is not a fitted potential, or its species do not agree with the names.</exception>
    public static nint Read(string path, string? species)
    {
        CompiledCode.Find();
        var potential = Potential.Load(path, species);
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
    /// <exception cref="InputException">The number is out of range, or the potential does not name its species.</exception>
    public byte* Name(int species)
    {
        RequireSpecies(species);
        if (_names.Length == 0)
        {
            throw new InputException(
                "The potential does not name its species; pass the names in its order to fastmtp_open, such as Mo,Nb,Ta,W.");
        }
        return (byte*)_names[species];
    }

    /// <summary>Shortest distance of two species in the training data, Å; 0 if unknown.</summary>
    /// <exception cref="InputException">A number is out of range.</exception>
    public double ShortestDistance(int first, int second)
    {
        RequireSpecies(first);
        RequireSpecies(second);
        return Potential.ShortestDistance(first, second);
    }

    /// <exception cref="InputException">The potential has no species of this name.</exception>
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
        Stop();
        _threads = threads;
        Start();
    }

    /// <exception cref="NotSupportedException">The potential has no other precision than double.</exception>
    public void SetPrecision(int precision)
    {
        if (!Enum.IsDefined((Precision)precision))
            throw new InputException($"precision is {precision}; it must be FASTMTP_DOUBLE or FASTMTP_MIXED.");
        if (Potential.Precision == (Precision)precision) return;
        if (Potential.IsCommittee || Potential.IsPace)
        {
            throw new NotSupportedException(
                $"A {(Potential.IsPace ? "potential of PACE" : "committee")} is evaluated in double precision only; set FASTMTP_DOUBLE.");
        }
        Stop();
        _model.Dispose();
        Potential = Potential.WithPrecision((Precision)precision);
        Prepare();
    }

    /// <summary>Evaluates atoms with the caller's neighbour lists.</summary>
    public void Evaluate(in NativeAtoms atoms, NativeResults results)
    {
        if (!_listed.TryTake(out var listed)) listed = new ListedAtoms(_lists);
        try
        {
            listed.Take(atoms);
            Begin(results, atoms.Count);
            Collect(results, atoms.Count, (inOrder, limits) => listed.Evaluate(inOrder, limits, results.Extras));
        }
        finally
        {
            _listed.Add(listed);
        }
    }

    /// <summary>Evaluates a whole configuration.</summary>
    public void Evaluate(in NativeConfiguration given, NativeResults results)
    {
        var configuration = Configurations.Read(given);
        Begin(results, configuration.Count);
        Collect(results, configuration.Count,
            (inOrder, limits) => _configurations.Value.Evaluate(configuration, inOrder, limits, results.Extras));
    }

    public void Dispose()
    {
        Stop();
        _model.Dispose();
        foreach (var name in _names) Marshal.FreeCoTaskMem(name);
        foreach (var text in _texts) Marshal.FreeCoTaskMem(text);
    }

    private void RequireSpecies(int species)
    {
        if ((uint)species >= (uint)SpeciesCount)
            throw new InputException($"There is no species {species}; the potential has species 0 to {SpeciesCount - 1}.");
    }

    private void Begin(in NativeResults results, int count)
    {
        if (results.Grades != null && Potential.Precision == Precision.Mixed)
        {
            throw new NotSupportedException(
                "Grades are computed in double precision; set grades to NULL, or the precision to FASTMTP_DOUBLE.");
        }
        if (results.Grades != null && !_model.HasGrades)
        {
            throw new NotSupportedException(
                "The potential has no active set of neighbourhoods; set grades to NULL, or add one with fastmtp grade --save.");
        }
        if (results.Spreads != null && _model.MemberCount == 0)
            throw new NotSupportedException("The potential is not a committee; set spreads to NULL, or make one with fastmtp committee.");
        results.Begin(count);
    }

    private void Collect(NativeResults results, int count, Action<Action<GroupResult>, PairDistances?> evaluate)
    {
        var nearest = ShortestPair.None;
        var doubts = results.Spreads != null ? new Doubts(count, _model.MemberCount) : null;
        evaluate(
            group =>
            {
                results.Add(group);
                if (doubts is not null) group.AddTo(doubts);
                if (group.Shortest.Ratio < nearest.Ratio) nearest = group.Shortest;
            },
            results.WantsShortest ? _limits : null);
        results.End(nearest, doubts, Potential.SpreadScale);
    }

    [MemberNotNull(nameof(_model), nameof(_lists), nameof(_configurations))]
    private void Prepare()
    {
        _model = Potential.CreateBlocks();
        KernelName = Kept(_model.KernelName);
        WhyInterpreted = CompiledCode.WhyNotFor(Potential) is { } reason ? Kept(reason) : null;
        Start();
    }

    /// <summary>A text in UTF-8 that lasts as long as this, as the caller may still hold the last one.</summary>
    private byte* Kept(string text)
    {
        _texts.Add(Marshal.StringToCoTaskMemUTF8(text));
        return (byte*)_texts[^1];
    }

    [MemberNotNull(nameof(_lists), nameof(_configurations))]
    private void Start()
    {
        var (model, threads) = (_model, _threads);
        _lists = new(model, lanes => new GroupWorkspace(lanes, model.SpeciesCount, model.Cutoff), threads);
        _configurations = new(() => new Evaluator(model, threads));
    }

    private void Stop()
    {
        while (_listed.TryTake(out var listed)) listed.Dispose();
        _lists.Dispose();
        if (_configurations.IsValueCreated) _configurations.Value.Dispose();
    }
}
