using System.CommandLine;
using FastMtp.Atoms;
using FastMtp.Potentials;

namespace FastMtp.Cli;

/// <summary>The options of <c>fastmtp train</c> that say what is fitted: a level from nothing, or a potential from a file.</summary>
internal sealed class ModelOptions
{
    private const int StandardLevel = 16;

    private readonly Option<int?> _level = Options.OptionalWhole("--level", $"Level of the potential, 2, 4, …, 24: larger is more accurate and slower. [default: {StandardLevel}]");
    private readonly Option<string?> _start = Options.Text("--start", "Start from this potential (.mtp) instead of a level.", "file");
    private readonly RadialBasisOptions _radial;

    public ModelOptions(Command command)
    {
        command.Add(_level);
        command.Add(_start);
        _radial = new RadialBasisOptions(command);
    }

    /// <summary>The potential to start from; null to start from a level.</summary>
    public MtpPotential? Start(ParseResult parsed, SpeciesList? given)
    {
        if (parsed.GetValue(_start) is not { } path) return null;
        foreach (var option in (Option[])[_level, .. _radial.All])
            if (parsed.GetResult(option) is { Implicit: false })
                throw new InputException($"{option.Name} is fixed by the potential that --start names; leave one of the two out.");
        return PotentialInput.Read(path, given);
    }

    /// <summary>How far neighbours will be looked for, Å.</summary>
    public double Cutoff(ParseResult parsed) => _radial.Cutoff(parsed);

    /// <summary>A potential of the asked level for data with the given species and distances.</summary>
    public MtpPotential Create(ParseResult parsed, SpeciesList species, DataSummary data) =>
        MtpPotential.ForLevel(parsed.GetValue(_level) ?? StandardLevel, species, _radial.For(parsed, data));

    /// <summary>Checks what can be checked before hours of reading.</summary>
    public void Check(ParseResult parsed)
    {
        if (parsed.GetValue(_start) is null) _radial.Check(parsed, parsed.GetValue(_level) ?? StandardLevel);
    }
}
