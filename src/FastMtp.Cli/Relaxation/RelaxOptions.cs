using System.CommandLine;
using System.Globalization;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Neighbors;
using FastMtp.Properties.Relaxation;

namespace FastMtp.Cli.Relaxation;

/// <summary>What may move in a relaxation, and when it ends.</summary>
internal sealed class RelaxOptions
{
    /// <summary>Atoms this much nearer than any in the training set are beyond what a potential knows.</summary>
    private const double NearestShare = 0.7;

    private const int LargestAtom = 50_000_000;

    private static readonly RelaxationSettings Standard = new();

    private readonly Option<double> _force = Options.Number("--fmax", "Largest force that may be left, eV/Å.", Standard.ForceTolerance);
    private readonly Option<double> _stress =
        Options.Number("--smax", "Largest difference of the stress from the pressure that may be left, GPa.", Standard.StressTolerance);
    private readonly Option<double> _pressure = Options.Number("--pressure", "External pressure, GPa.", 0, double.NegativeInfinity);
    private readonly Option<CellMode> _cell = Options.Choice("--cell", "How the cell may deform.", new Dictionary<string, CellMode>
    {
        ["full"] = CellMode.Full,
        ["isotropic"] = CellMode.Isotropic,
        ["fixed"] = CellMode.Fixed,
    });
    private readonly Option<string?> _axes = CreateAxes();
    private readonly Option<int[]?> _atoms = CreateAtoms();
    private readonly Option<SpeciesList?> _species = new("--fix-species")
    {
        Description = "Species whose atoms do not move.",
        HelpName = "A,B,…",
        CustomParser = result => SpeciesList.Parse(result.Tokens[0].Value),
    };
    private readonly Option<bool> _symmetry = new("--symmetry") { Description = "Keep the space group of each start." };
    private readonly Option<double> _tolerance =
        Options.Number("--symmetry-tolerance", "Distance within which atoms count as symmetric, Å.", 0.01, 1e-6);
    private readonly Option<double?> _nearest = Options.OptionalNumber(
        "--nearest",
        "Give up when atoms come nearer than this, Å. "
        + "[default: 0.7 of the smallest distance that the potential was fitted for, if it is known]");
    private readonly Option<int> _steps = Options.Whole("--steps", "Most steps for a structure.", Standard.Steps);

    public RelaxOptions(Command command)
    {
        foreach (var option in (Option[])
            [_force, _stress, _pressure, _cell, _axes, _atoms, _species, _symmetry, _tolerance, _nearest, _steps])
            command.Add(option);
    }

    /// <summary>The settings that the user chose for a potential.</summary>
    /// <exception cref="InputException">The potential lacks a species that is to be fixed.</exception>
    public RelaxationSettings Settings(ParseResult parsed, Potential potential)
    {
        string[] species = [.. parsed.GetValue(_species)?.Names ?? []];
        if (species.FirstOrDefault(name => potential.Species!.IndexOf(name) < 0) is { } unknown)
            throw new InputException($"--fix-species {unknown} is not a species of the potential; choose from {potential.Species}.");
        return new()
        {
            ForceTolerance = parsed.GetValue(_force),
            StressTolerance = parsed.GetValue(_stress),
            Pressure = parsed.GetValue(_pressure),
            Cell = parsed.GetValue(_cell),
            FixedAxes = parsed.GetValue(_axes) ?? "",
            FixedAtoms = parsed.GetValue(_atoms) ?? [],
            FixedSpecies = species,
            SymmetryTolerance = parsed.GetValue(_symmetry) ? parsed.GetValue(_tolerance) : null,
            NearestDistance = parsed.GetValue(_nearest) ?? NearestShare * potential.MinDistance,
            Steps = parsed.GetValue(_steps),
        };
    }

    /// <summary>Checks what was asked for against the structures.</summary>
    /// <exception cref="InputException">One lacks an atom to fix, or its atoms are too near for the tolerance of the symmetry.</exception>
    public static void Check(RelaxationSettings settings, IReadOnlyList<Configuration> starts)
    {
        foreach (var start in starts)
        {
            if (settings.FixedAtoms is [.., var last] && last >= start.Count)
            {
                throw new InputException(
                    $"{start.Origin}: there is no atom {last + 1} to fix, only {Format.Count(start.Count, "atom")}; correct --fix-atoms.");
            }
            if (settings.SymmetryTolerance is not { } tolerance) continue;
            var nearest = NeighborSearch.ShortestDistance(start);
            if (nearest > tolerance) continue;
            throw new InputException(
                $"{start.Origin}: two atoms are only {Format.Length(nearest)} apart, so that all would count as symmetric within "
                + $"{Format.Length(tolerance)}; give a --symmetry-tolerance that is much smaller, or leave it out.");
        }
    }

    private static Option<string?> CreateAxes() => new("--fix-axes")
    {
        Description = "Axes along which the cell neither stretches nor shears, such as z for a layer in the xy plane.",
        HelpName = "xyz",
        CustomParser = result =>
        {
            var axes = result.Tokens[0].Value;
            if (axes.Length == 0 || axes.Any(axis => axis is not ('x' or 'y' or 'z')))
                result.AddError($"--fix-axes {axes} is not known; write some of the letters x, y and z");
            return axes;
        },
    };

    private static Option<int[]?> CreateAtoms() => new("--fix-atoms")
    {
        Description = "Numbers of atoms that do not move, such as 1-16,20.",
        HelpName = "n-n,n,…",
        CustomParser = result =>
        {
            var atoms = new SortedSet<int>();
            foreach (var part in result.Tokens[0].Value.Split(','))
            {
                var ends = Array.ConvertAll(part.Split('-'), Number);
                if (ends is [var first, .. var rest] && rest.Length < 2 && first >= 1 && (rest is [] || rest[0] >= first))
                    atoms.UnionWith(Enumerable.Range(first - 1, (rest is [var last] ? last : first) - first + 1));
                else
                    result.AddError($"--fix-atoms {part} is not a number or range of atoms; write it like 1-16,20");
            }
            return [.. atoms];
        },
    };

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= LargestAtom ? number : -1;
}
