using FastMtp.Basis.Mtp;
using FastMtp.Files.PotentialFiles;
using FastMtp.Potentials;

namespace FastMtp;

/// <summary>
/// A fitted potential. Immutable; all members may be called from several threads. Units are eV and Å.
/// </summary>
public sealed class Potential
{
    private readonly Lazy<Evaluator> _evaluator;

    internal Potential(PotentialModel model)
    {
        Model = model;
        _evaluator = new(() => CreateEvaluator());
    }

    /// <summary>Element names in the order of the species numbers; null if neither the file nor the caller named them.</summary>
    public SpeciesList? Species => Model.Species;

    /// <summary>Atoms interact below this distance, Å.</summary>
    public double Cutoff => Model.Radial.Cutoff;

    /// <summary>Lower end of the radial basis, Å, just below the shortest distance in the training data.</summary>
    public double MinDistance => Model.Radial.MinDistance;

    /// <summary>Level of an MTP; null for any other basis.</summary>
    public int? Level => Model.Plan.Level;

    /// <summary>Name of the basis, such as "mtp:16" or "ace:12"; null if it has none.</summary>
    public string? Basis => Model.Plan.Name;

    /// <summary>Number of basis functions.</summary>
    public int FunctionCount => Model.Plan.Functions.Length;

    /// <summary>Notes on the potential, such as how it was fitted; <c>.fmtp</c> files keep them.</summary>
    public IReadOnlyDictionary<string, string> Metadata => Model.Metadata;

    /// <summary>The internal model that evaluators and fits use.</summary>
    internal PotentialModel Model { get; }

    /// <summary>Reads a <c>.mtp</c> or <c>.fmtp</c> file, plain or gzipped.</summary>
    /// <param name="path">The file.</param>
    /// <param name="species">Species names in the potential's order, "Mo,Nb,Ta,W", for files without names.</param>
    /// <exception cref="InputException">
    /// The file cannot be read, is not a fitted potential, or contradicts <paramref name="species"/>.
    /// </exception>
    public static Potential Load(string path, string? species = null)
    {
        var model = PotentialFile.Read(path, species is null ? null : SpeciesList.Parse(species));
        return model.IsFitted ? new(model) : throw new InputException($"{path}: the potential has no coefficients; fit it first.");
    }

    /// <summary>
    /// Writes the potential: as <c>.fmtp</c> if the name ends in it (with the factors of compressed coefficients, repulsion and
    /// <see cref="Metadata"/>), otherwise as <c>.mtp</c> for other programs; gzipped if the name ends in .gz.
    /// </summary>
    /// <exception cref="InputException">The file cannot be written; an existing file is left unchanged.</exception>
    public void Save(string path) => PotentialFile.Write(path, Model);

    /// <summary>Energy, forces and stress of a configuration, on all cores.</summary>
    /// <exception cref="InputException">
    /// An atom is of an unknown species, two atoms are at the same place, or the lattice is invalid.
    /// </exception>
    public Prediction Evaluate(Configuration configuration) => _evaluator.Value.Evaluate(configuration);

    /// <summary>An evaluator for many configurations, which reuses its memory.</summary>
    /// <param name="threads">Number of threads; 0 for one per core. Results do not depend on it.</param>
    public Evaluator CreateEvaluator(int threads = 0) => new(Model, threads: threads);

    /// <summary>An evaluator for the atoms of one configuration while they move.</summary>
    /// <param name="configuration">Species, cell and first positions.</param>
    /// <param name="skin">Skin of the neighbour list beyond the cutoff, Å.</param>
    /// <param name="threads">Number of threads; 0 for one per core. Results do not depend on it.</param>
    /// <exception cref="InputException">As for <see cref="Evaluate"/>.</exception>
    public MovingAtoms CreateMovingAtoms(Configuration configuration, double skin = 0.8, int threads = 0)
    {
        var atoms = new MovingAtoms(Model, configuration, skin, threads: threads);
        atoms.MoveTo(configuration.Positions);
        return atoms;
    }
}
