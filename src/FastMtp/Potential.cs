using System.Collections.Immutable;
using FastMtp.ActiveSets;
using FastMtp.Basis.Mtp;
using FastMtp.Blocks;
using FastMtp.Committees;
using FastMtp.Data;
using FastMtp.Evaluation;
using FastMtp.Files.PaceFiles;
using FastMtp.Files.PotentialFiles;
using FastMtp.Grades;
using FastMtp.Kernels;
using FastMtp.PaceBlocks;
using FastMtp.Potentials;

namespace FastMtp;

/// <summary>
/// A fitted potential, or one in the form of PACE, which can only be evaluated. Immutable; all members may be called from several threads.
/// Units are eV and Å.
/// </summary>
public sealed partial class Potential
{
    private readonly PotentialModel? _model;
    private readonly PacePotential? _pace;
    private readonly Lazy<Evaluator> _evaluator;

    // Whether an active set belongs to the coefficients is a hash over all of them.
    private readonly Lazy<bool> _hasGrades;

    /// <param name="model">The potential.</param>
    /// <param name="kernel">The kernel that evaluators share; by default each asks the registry.</param>
    internal Potential(PotentialModel model, MtpKernel? kernel = null)
        : this() => (_model, Kernel) = (model, kernel);

    internal Potential(PacePotential pace)
        : this() => _pace = pace;

    private Potential(PotentialModel model, MtpKernel? kernel, Precision precision)
        : this(model, kernel) => Precision = precision;

    private Potential() => (_evaluator, _hasGrades) =
        (new(() => CreateEvaluator()), new(() => Precision == Precision.Double && _model?.ActiveSet?.Mode == GradeMode.Neighborhood));

    /// <summary>Element names in the order of the species numbers; null if neither the file nor the caller named them.</summary>
    public SpeciesList? Species => First._pace is null ? First.Model.Species : First._pace.Elements;

    /// <summary>Atoms interact below this distance, Å.</summary>
    public double Cutoff => First._pace?.Cutoff ?? First.Model.Radial.Cutoff;

    /// <summary>
    /// Lower end of the radial basis, Å, just below the shortest distance in the training data; zero for a potential of PACE.
    /// </summary>
    public double MinDistance => IsCommittee ? _members.Max(member => member.MinDistance) : _model?.Radial.MinDistance ?? 0;

    /// <summary>
    /// Shortest distance between atoms of two species in the training data, Å; zero if unknown, or if there are none within the cutoff. Do
    /// not trust the potential at shorter ones. Only <c>.fmtp</c> files hold it.
    /// </summary>
    public double ShortestDistance(int first, int second) => IsCommittee
        ? _members.Max(member => member.ShortestDistance(first, second))
        : _model?.ShortestDistances?[first, second] ?? 0;

    /// <summary>With what precision it is evaluated.</summary>
    public Precision Precision { get; }

    /// <summary>Level of an MTP; null for any other basis.</summary>
    public int? Level => First._model?.Plan.Level;

    /// <summary>Name of the basis, such as "mtp:16" or "ace:12"; null if it has none.</summary>
    public string? Basis => First._model?.Plan.Name;

    /// <summary>Number of basis functions; for a potential of PACE, of those of all species.</summary>
    public int FunctionCount => First._pace?.FunctionCount ?? First.Model.Plan.Functions.Length;

    /// <summary>Notes on the potential, such as how it was fitted; <c>.fmtp</c> files keep them.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _model?.Metadata ?? ImmutableDictionary<string, string>.Empty;

    /// <summary>Distances below which the potential is not to be trusted, Å; null if unknown.</summary>
    internal PairDistances? Limits => First._model?.Limits;

    /// <summary>What kind of potential it is, in a few words.</summary>
    internal string Name => IsCommittee ? $"committee of {_members.Length}" : _model?.Name ?? "PACE";

    /// <summary>True for a potential in the form of PACE, which has no <see cref="Model"/>.</summary>
    internal bool IsPace => _pace is not null;

    /// <summary>The kernel, if it has been chosen.</summary>
    internal MtpKernel? Kernel { get; }

    /// <summary>The internal model that evaluators and fits use.</summary>
    /// <exception cref="InputException">The potential is one of PACE, or a committee.</exception>
    internal PotentialModel Model => _model ?? throw new InputException(IsCommittee
        ? "A committee can be evaluated, but nothing else; name one of its members."
        : "A potential of PACE can be evaluated, but nothing else; load a .mtp or .fmtp file.");

    /// <summary>Reads a <c>.mtp</c>, <c>.fmtp</c> or <c>.yace</c> file, plain or gzipped.</summary>
    /// <param name="path">The file.</param>
    /// <param name="species">Species names in the potential's order, "Mo,Nb,Ta,W", for files without names.</param>
    /// <exception cref="InputException">
    /// The file cannot be read, is not a fitted potential, or contradicts <paramref name="species"/>.
    /// </exception>
    public static Potential Load(string path, string? species = null)
    {
        var given = species is null ? null : SpeciesList.Parse(species);
        if (YaceFile.Is(path)) return new(LoadPace(path, given));
        if (CommitteeFile.Is(path))
        {
            var (members, scale) = CommitteeFile.Read(path, given);
            return Committee(members.Select(member => new Potential(member)), scale);
        }
        var model = PotentialFile.Read(path, given);
        return model.IsFitted ? new(model) : throw new InputException($"{path}: the potential has no coefficients; fit it first.");
    }

    /// <summary>
    /// Writes the potential: as <c>.fmtp</c> if the name ends in it (with the factors of compressed coefficients, repulsion and
    /// <see cref="Metadata"/>) or several potentials, otherwise as <c>.mtp</c> for other programs; gzipped if the name ends in .gz.
    /// </summary>
    /// <exception cref="InputException">The file cannot be written; an existing file is left unchanged.</exception>
    public void Save(string path)
    {
        if (!IsCommittee) PotentialFile.Write(path, Model);
        else if (PotentialFile.KeepsFactors(path)) CommitteeFile.Write(path, _members.Select(member => member.Model), SpreadScale);
        else throw new InputException($"{path}: only .fmtp files can hold a committee; change the name.");
    }

    /// <summary>Energy, forces and stress of a configuration, on all cores.</summary>
    /// <exception cref="InputException">
    /// An atom is of an unknown species, two atoms are at the same place, or the lattice is invalid.
    /// </exception>
    public Prediction Evaluate(Configuration configuration) => _evaluator.Value.Evaluate(configuration);

    /// <summary>An evaluator for many configurations, which reuses its memory.</summary>
    /// <param name="threads">Number of threads; 0 for one per core. Results do not depend on it.</param>
    public Evaluator CreateEvaluator(int threads = 0) => CreateEvaluator(threads, RadialSource.ByCost);

    /// <param name="threads">As above.</param>
    /// <param name="radial">Where factorised radial coefficients are read from; does not affect the results.</param>
    internal Evaluator CreateEvaluator(int threads, RadialSource radial) =>
        _model is null || HasGrades ? new(CreateBlocks(), threads)
        : Precision == Precision.Mixed ? new(MixedBlocks.Create(Model, Kernel, radial), threads)
        : new(Model, Kernel, threads, radial);

    /// <summary>Passes every configuration and its prediction on, one at a time, with the kernels that suit the number of atoms.</summary>
    internal void EvaluateAll(IReadOnlyList<Configuration> configurations, int threads, Action<Configuration, Prediction> inOrder)
    {
        var suited = WithKernelsFor(configurations.Sum(c => (double)c.Count));
        new SetEvaluator(count => suited.CreateEvaluator(count), threads).Run(configurations, inOrder);
    }

    /// <summary>The same potential with the kernels for a job that evaluates so many atoms.</summary>
    /// <exception cref="InvalidOperationException">The environment variable asks for a kernel that does not exist.</exception>
    internal Potential WithKernelsFor(double atoms) => IsPace ? this
        : IsCommittee ? Committee(_members.Select(member => member.WithKernelsFor(atoms)), SpreadScale)
        : new(Model, KernelRegistry.For(Model.Plan, atoms, Precision == Precision.Mixed), Precision);

    /// <summary>
    /// The same potential, evaluated with another precision. In mixed precision it has no grades (<see cref="HasGrades"/>).
    /// </summary>
    /// <exception cref="InputException">It is a committee or a potential of PACE, and the precision is mixed.</exception>
    public Potential WithPrecision(Precision precision)
    {
        if (precision == Precision) return this;
        if (precision == Precision.Mixed && IsCommittee)
        {
            throw new InputException(
                "A committee is evaluated in double precision; leave out the mixed precision, or name one of its members.");
        }
        if (precision == Precision.Mixed && IsPace)
            throw new InputException("A potential of PACE is evaluated in double precision; leave out the mixed precision.");
        return new(Model, kernel: null, precision);
    }

    /// <summary>An evaluator for the atoms of one configuration while they move.</summary>
    /// <param name="configuration">Species, cell and first positions.</param>
    /// <param name="skin">Skin of the neighbour list beyond the cutoff, Å.</param>
    /// <param name="threads">Number of threads; 0 for one per core. Results do not depend on it.</param>
    /// <exception cref="InputException">As for <see cref="Evaluate"/>.</exception>
    public MovingAtoms CreateMovingAtoms(Configuration configuration, double skin = 0.8, int threads = 0)
    {
        var atoms = new MovingAtoms(CreateBlocks(), configuration, skin, threads);
        atoms.MoveTo(configuration.Positions);
        return atoms;
    }

    /// <summary>The potential as blocks of atoms see it.</summary>
    internal IBlockModel CreateBlocks() => this switch
    {
        { IsCommittee: true } => new CommitteeBlocks(
            [.. _members.Select(member => member.CreateBlocks())], MeanModel() is { } mean ? new KernelBlocks(mean, First.Kernel) : null),
        { _pace: { } pace } => PaceBlockModel.Create(pace),
        { HasGrades: true } => new GradedBlocks(Model, Model.ActiveSet!, Kernel),
        { Precision: Precision.Mixed } => MixedBlocks.Create(Model, Kernel),
        _ => new KernelBlocks(Model, Kernel),
    };

    private static PacePotential LoadPace(string path, SpeciesList? given)
    {
        var model = YaceFile.Read(path);
        _ = MtpTag.Agreed(model.Elements, model.Elements.Count, given, path);
        return new(model, path);
    }
}
