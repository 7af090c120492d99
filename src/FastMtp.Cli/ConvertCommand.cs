using System.CommandLine;
using FastMtp.Atoms;
using FastMtp.Files;

namespace FastMtp.Cli;

/// <summary><c>fastmtp convert IN OUT</c>: configurations between formats, potentials to the standard program.</summary>
internal static class ConvertCommand
{
    public const string Name = "convert";

    public static readonly string[] Examples =
    [
        "fastmtp convert data.cfg data.xyz.gz --species Mo,Nb,Ta,W   labels, groups and features are kept",
        "fastmtp convert data.xyz data.cfg                           species become numbers in alphabetical order",
        "fastmtp convert data.xyz data.cfg --species W,Mo,Nb,Ta      or in this order",
        "fastmtp convert old.mtp new.mtp --species Mo,Nb,Ta,W        names its species; standard level if it is one",
    ];

    public static Command Create(Terminal terminal)
    {
        var command = new Command(Name, "Convert configurations between .cfg and extended XYZ, or a potential to the standard program of its level.");
        var input = Options.File("in", "Configurations (.cfg, extended XYZ) or a potential (.mtp), also .gz.");
        var output = Options.File("out", "The file to write; its name tells the format.");
        command.Add(input);
        command.Add(output);
        var reading = new DataOptions(command);
        command.SetAction(parsed =>
        {
            var (from, to) = (parsed.GetRequiredValue(input), parsed.GetRequiredValue(output));
            if (PotentialFile.IsPotential(from)) ConvertPotential(terminal, from, to, reading.Species(parsed));
            else ConvertData(terminal, reading.Read(parsed, [from], terminal), to);
        });
        return command;
    }

    private static void ConvertPotential(Terminal terminal, string from, string to, SpeciesList? species)
    {
        if (ConfigurationFile.IsName(to)) throw new InputException($"{from} is a potential and cannot become {to}; name a .mtp file.");
        var given = MtpFile.Read(from, species, standardPlan: false);
        var potential = MtpFile.Read(from, species);
        MtpFile.Write(to, potential);
        terminal.Line(potential.Plan.Level is { } level
            ? $"{to}: level {level}, {given.Plan.Products.Length} products became {potential.Plan.Products.Length}; species {potential.Species?.ToString() ?? "not named"}."
            : $"{to}: the program is that of no standard level and was kept; species {potential.Species?.ToString() ?? "not named"}.");
    }

    private static void ConvertData(Terminal terminal, ConfigurationSet set, string to)
    {
        ConfigurationFile.Write(to, set.Configurations, set.Species);
        terminal.Line($"{to}: {Format.Count(set.Configurations.Count, "configuration")}, {Format.Count(set.AtomCount, "atom")}; species {set.Species?.ToString() ?? "not named"}.");
    }
}
