using System.CommandLine;
using FastMtp.Atoms;
using FastMtp.Potentials;
using FastMtp.Radial;

namespace FastMtp.Cli;

/// <summary>The options of <c>fastmtp train</c> that say what is fitted: a level from nothing, or a potential from a file.</summary>
internal sealed class ModelOptions
{
    private const int StandardLevel = 16;
    private const double StandardCutoff = 5;
    private const int StandardRadialSize = 8;

    private readonly Option<int?> _level = Options.OptionalWhole("--level", $"Level of the potential, 2, 4, …, 24: larger is more accurate and slower. [default: {StandardLevel}]");
    private readonly Option<string?> _start = Options.Text("--start", "Start from this potential (.mtp) instead of a level.", "file");
    private readonly Option<double?> _cutoff = Options.OptionalNumber("--cutoff", $"Cutoff, Å. [default: {StandardCutoff}]");
    private readonly Option<double?> _minDistance = Options.OptionalNumber("--min-distance", "Smallest distance the radial functions are made for, Å. [default: a little under the shortest of the training data]");
    private readonly Option<int?> _radialSize = Options.OptionalWhole("--radial-size", $"Number of radial polynomials. [default: {StandardRadialSize}]");

    public ModelOptions(Command command)
    {
        foreach (var option in (Option[])[_level, _start, _cutoff, _minDistance, _radialSize]) command.Add(option);
    }

    /// <summary>The potential to start from; null to start from a level.</summary>
    public MtpPotential? Start(ParseResult parsed, SpeciesList? given)
    {
        if (parsed.GetValue(_start) is not { } path) return null;
        foreach (var option in (Option[])[_level, _cutoff, _minDistance, _radialSize])
            if (parsed.GetResult(option) is { Implicit: false })
                throw new InputException($"{option.Name} is fixed by the potential that --start names; leave one of the two out.");
        return PotentialInput.Read(path, given);
    }

    /// <summary>How far neighbours will be looked for, Å.</summary>
    public double Cutoff(ParseResult parsed) => parsed.GetValue(_cutoff) ?? StandardCutoff;

    /// <summary>A potential of the asked level for data with the given species and distances.</summary>
    public MtpPotential Create(ParseResult parsed, SpeciesList species, DataSummary data)
    {
        if (data.Closest is not { } closest)
            throw new InputException($"No two atoms of the training data are nearer than the cutoff of {Format.Length(data.Cutoff)}; enlarge --cutoff or check the unit of the positions (Å).");
        var minDistance = parsed.GetValue(_minDistance) ?? RadialBasis.MinDistanceBelow(closest.Distance);
        return MtpPotential.ForLevel(parsed.GetValue(_level) ?? StandardLevel, species, new RadialBasis(minDistance, data.Cutoff, parsed.GetValue(_radialSize) ?? StandardRadialSize));
    }

    /// <summary>Checks what can be checked before hours of reading.</summary>
    public void Check(ParseResult parsed)
    {
        if (parsed.GetValue(_start) is null)
            _ = MtpPotential.ForLevel(parsed.GetValue(_level) ?? StandardLevel, new SpeciesList(["H"]), new RadialBasis(parsed.GetValue(_minDistance) ?? 0, Cutoff(parsed), parsed.GetValue(_radialSize) ?? StandardRadialSize));
    }
}
