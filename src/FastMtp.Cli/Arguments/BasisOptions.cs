using System.CommandLine;
using FastMtp.Basis.Families;
using FastMtp.Basis.Mtp;

namespace FastMtp.Cli.Arguments;

/// <summary>The options that choose a basis: its name, or the level of an MTP.</summary>
internal sealed class BasisOptions
{
    private readonly Option<int?> _level;
    private readonly Option<string?> _basis;
    private readonly string? _standard;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="level">What the level is for, for the help.</param>
    /// <param name="standard">The level if neither option is given; null for none.</param>
    public BasisOptions(Command command, string level, int? standard)
    {
        _standard = standard is { } n ? MtpFamily.NameOf(n) : null;
        _level = Options.OptionalWhole("--level", $"{level}{(standard is null ? "" : $" [default: {standard}]")}");
        _basis = Options.Text(
            "--basis", $"The basis by name: {Usage}. --level 16 is short for mtp:16.", "name");
        foreach (var option in (Option[])[_level, _basis]) command.Add(option);
    }

    /// <summary>How bases are named, for the help.</summary>
    public static string Usage { get; } = string.Join("; ", Bases.All.Select(family => family.Usage));

    /// <summary>The option that gives every central species its own coefficients.</summary>
    public static Option<bool> PerSpecies() => new("--per-species")
    {
        Description = "Give every central species its own coefficients of the basis functions, as ACE programs do: "
            + "more accurate, with enough data.",
    };

    private IReadOnlyList<Option> All => [_level, _basis];

    /// <summary>The name of the basis that was asked for; null if none was.</summary>
    /// <exception cref="InputException">There is no such basis, or it is named twice.</exception>
    public string? Find(ParseResult parsed)
    {
        var (level, basis) = (parsed.GetValue(_level), parsed.GetValue(_basis));
        if (level is not null && basis is not null)
            throw new InputException("--level is short for an MTP's --basis; leave out one of the two.");
        return (level is { } n ? MtpFamily.NameOf(n) : basis) is { } name ? Canonical(name) : null;
    }

    /// <summary>The name by which potentials know a basis.</summary>
    /// <exception cref="InputException">There is no such basis.</exception>
    public static string Canonical(string name)
    {
        try
        {
            return Bases.Canonical(name);
        }
        catch (ArgumentException e)
        {
            throw new InputException($"{e.Message}.", e);
        }
    }

    /// <summary>The name of the basis, where there is a default.</summary>
    /// <exception cref="InputException">As for <see cref="Find"/>.</exception>
    public string Name(ParseResult parsed) => Find(parsed) ?? Canonical(_standard!);
}
