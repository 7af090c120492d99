using System.CommandLine;
using FastMtp.Atoms;
using FastMtp.Cli.Terminals;
using FastMtp.Files.PotentialFiles;
using FastMtp.Potentials;
using FastMtp.Training.Fits;

namespace FastMtp.Cli.Arguments;

/// <summary>The options of <c>fastmtp train</c> that choose what to fit: a new potential with a basis, or one from a file.</summary>
internal sealed class ModelOptions
{
    private readonly BasisOptions _basis;
    private readonly Option<string?> _start = Options.Text(
        "--start",
        "Start from this potential (.mtp or .fmtp). A higher --level, a larger --basis of its family, more --radial-size, more --species "
        + "or a higher --rank makes it grow; its energies stay as they are until the fit begins.",
        "file");
    private readonly Option<ZblChoice?> _zbl = CreateZbl();
    private readonly RadialBasisOptions _radial;
    private readonly Option<bool> _perSpecies = BasisOptions.PerSpecies();

    public ModelOptions(Command command)
    {
        _basis = new BasisOptions(
            command, "Level of the MTP, 2, 4, …, 24: larger is more accurate and slower.", ModelRequest.StandardLevel);
        command.Add(_perSpecies);
        command.Add(_start);
        _radial = new RadialBasisOptions(command);
        command.Add(_zbl);
    }

    /// <summary>The file of the potential to start from; null for a new one.</summary>
    public string? StartPath(ParseResult parsed) => parsed.GetValue(_start);

    /// <summary>The potential to start from; null for a new one.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="given">The species that the user named; of a potential that names none, the first ones are its own.</param>
    public PotentialModel? Start(ParseResult parsed, SpeciesList? given) =>
        parsed.GetValue(_start) is { } path ? PotentialInput.Read(path, given, mayBeMore: true) : null;

    /// <summary>Says that a potential does not start where it ended; null if it does.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="start">The potential to start from; null for none.</param>
    public string? StartNote(ParseResult parsed, PotentialModel? start) =>
        start is { IsFitted: true } && _radial.GivenCutoff(parsed) is { } cutoff && cutoff != start.Radial.Cutoff
            ? $"{StartPath(parsed)} has the cutoff {Format.Length(start.Radial.Cutoff)}; with {Format.Length(cutoff)} its radial functions "
                + "become the nearest ones, so its energies change before the fit begins."
            : null;

    /// <summary>What was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="seed">Seed of the fit.</param>
    public ModelRequest Request(ParseResult parsed, ulong seed) => _radial.AddTo(parsed, new ModelRequest
    {
        Basis = _basis.Find(parsed),
        PerSpecies = parsed.GetValue(_perSpecies),
        Seed = seed,
    });

    /// <summary>The potential with the requested ZBL repulsion; by default, a file that can hold it gets one below the data.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="potential">The potential to be fitted.</param>
    /// <param name="data">The data to fit.</param>
    /// <param name="output">The file to write.</param>
    /// <exception cref="InputException">The repulsion does not fit the potential or the output format.</exception>
    public PotentialModel WithRepulsion(ParseResult parsed, PotentialModel potential, FitData data, string output)
    {
        var choice = parsed.GetValue(_zbl);
        if (choice is null && potential.Repulsion is null && IsWithout(data.Species, output)) return potential;
        var repulsion = choice is null && potential.Repulsion is { } own ? own
            : choice is null or { IsAuto: true } ? data.RepulsionBelow(potential)
            : choice.Given;
        if (repulsion is null) return potential with { Repulsion = null };
        if (!PotentialFile.KeepsFactors(output))
        {
            throw new InputException(
                $"{output}: a .mtp file cannot store the ZBL repulsion (--zbl); name the potential .fmtp with --output.");
        }
        if (!repulsion.Fits(potential.Radial.Cutoff))
        {
            throw new InputException(
                FormattableString.Invariant($"--zbl {repulsion.Inner},{repulsion.Outer} must be two increasing distances ")
                + FormattableString.Invariant($"between 0 and the cutoff of {potential.Radial.Cutoff} Å; ")
                + "1 and the shortest distance in the data are usual.");
        }
        return potential with { Repulsion = repulsion };
    }

    /// <summary>What the user should know of the repulsion; null if there is nothing to say.</summary>
    public string? Note(ParseResult parsed, PotentialModel potential, string output) =>
        parsed.GetValue(_zbl) is null && potential.Repulsion is null && !PotentialFile.KeepsFactors(output)
            ? $"{output} cannot hold a ZBL repulsion, so nothing keeps atoms apart that come nearer than in the data; for simulations, "
                + "name a .fmtp file with --output."
            : null;

    /// <summary>Checks what can be checked before the data are read, which may take hours.</summary>
    public void Check(ParseResult parsed)
    {
        if (parsed.GetValue(_start) is null) _radial.Check(parsed, _basis.Name(parsed));
        else _ = _basis.Find(parsed);
    }

    private static bool IsWithout(SpeciesList species, string output) =>
        !PotentialFile.KeepsFactors(output) || species.Names.Any(name => Elements.Number(name) is null);

    private static Option<ZblChoice?> CreateZbl() => new("--zbl")
    {
        Description = "Add the ZBL repulsion, switched off smoothly between two distances in Å; auto: for each pair of elements, "
            + "below 0.95 of their shortest distance in the data, where it does not affect the fit, or nearer to that distance if the "
            + "fitted force stops growing there. Requires a .fmtp output. "
            + "[default: auto for a .fmtp output, none for .mtp]",
        HelpName = "inner,outer|auto|none",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (ZblChoice.Parse(text) is not { } choice)
                result.AddError($"--zbl {text} is not a pair of distances; write it like --zbl 1,2 (Å), --zbl auto or --zbl none");
            else
                return choice;
            return null;
        },
    };
}
