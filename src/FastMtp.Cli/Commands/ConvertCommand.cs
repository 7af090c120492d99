using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Files.PotentialFiles;
using FastMtp.Potentials;
using FastMtp.Radial;

namespace FastMtp.Cli.Commands;

/// <summary><c>fastmtp convert IN OUT</c>: configurations between formats, potentials between .mtp and .fmtp.</summary>
internal static class ConvertCommand
{
    public const string Name = "convert";

    public static readonly string[] Examples =
    [
        "fastmtp convert data.cfg data.xyz.gz --species Mo,Nb,Ta,W   labels, groups and features are kept",
        "fastmtp convert data.xyz data.cfg                           species become numbers in alphabetical order",
        "fastmtp convert data.xyz data.cfg --species W,Mo,Nb,Ta      or in this order",
        "fastmtp convert old.mtp new.mtp --species Mo,Nb,Ta,W        names its species, recognises standard levels",
        "fastmtp convert potential.fmtp potential.mtp                dense coefficients, for other programs",
    ];

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            Name,
            "Convert configurations between .cfg, extended XYZ, POSCAR and CIF, or potentials between .mtp and .fmtp; "
            + "a potential of a standard level gets the standard products.");
        var input = Options.File("in", "Configurations (.cfg, extended XYZ, POSCAR, .cif) or a potential (.mtp, .fmtp), also .gz.");
        var output = Options.File("out", "The file to write; its extension sets the format.");
        command.Add(input);
        command.Add(output);
        var withoutZbl = new Option<bool>("--without-zbl") { Description = "Leave out the ZBL repulsion, which .mtp cannot store." };
        command.Add(withoutZbl);
        var reading = new DataOptions(command);
        command.SetAction(parsed =>
        {
            var (from, to) = (parsed.GetRequiredValue(input), parsed.GetRequiredValue(output));
            new OutputCheck().Reads("the input", from).Writes("the result", to, "the name of the file to write");
            if (PotentialFile.IsPotential(from)) ConvertPotential(terminal, from, to, reading.Species(parsed), parsed.GetValue(withoutZbl));
            else ConvertData(terminal, reading.Read(parsed, [from], terminal), to);
        });
        return command;
    }

    private static void ConvertPotential(Terminal terminal, string from, string to, SpeciesList? species, bool withoutZbl)
    {
        if (ConfigurationFile.IsName(to))
            throw new InputException($"{from} is a potential and cannot become {to}; name a .mtp or .fmtp file.");
        var given = PotentialFile.Read(from, species, standardPlan: false);
        var potential = PotentialFile.Read(from, species);
        if (potential.Repulsion is not null && !withoutZbl && !PotentialFile.KeepsFactors(to))
        {
            throw new InputException(
                $"{to}: a .mtp file cannot store the ZBL repulsion; write a .fmtp file, or leave out the repulsion with --without-zbl.");
        }
        PotentialFile.Write(to, withoutZbl ? potential with { Repulsion = null } : potential);
        if (withoutZbl && potential.Repulsion is { } zbl)
        {
            terminal.Note(
                $"{to} lacks the ZBL repulsion that the potential was fitted with; in LAMMPS, add it through pair_style hybrid/overlay as "
                + (zbl.IsUniform
                    ? FormattableString.Invariant($"zbl {zbl.Inner} {zbl.Outer}.")
                    : "a zbl style for each pair, with the distances that fastmtp info lists."));
        }
        NoteLosses(terminal, potential, to);
        terminal.Line(potential.Plan.Name is { } basis
            ? $"{to}: {basis}, {given.Plan.Products.Length} products became {potential.Plan.Products.Length}; "
                + $"species {potential.Species?.ToString() ?? "not named"}."
            : $"{to}: the products match no standard basis and were kept; species {potential.Species?.ToString() ?? "not named"}.");
    }

    private static void NoteLosses(Terminal terminal, PotentialModel potential, string to)
    {
        if (PotentialFile.KeepsFactors(to)) return;
        var shape = potential.RadialTensor.Shape;
        if (potential.RadialTensor is { } tensor and not DenseRadialTensor)
        {
            terminal.Note(
                $"{to} has the {shape.Length} dense radial coefficients; a .mtp file cannot store their form {tensor} "
                + $"({Format.Count(tensor.ParameterCount, "parameter")}).");
        }
        if (potential.ShortestDistances is not null)
            terminal.Note($"{to} does not keep the shortest distances in the training data, which warnings in simulations refer to.");
        if (potential.Metadata.Count > 0)
            terminal.Note($"{to} does not keep the notes on the potential ({string.Join(", ", potential.Metadata.Keys)}).");
    }

    private static void ConvertData(Terminal terminal, ConfigurationSet set, string to)
    {
        ConfigurationFile.Write(to, set.Configurations, set.Species);
        terminal.Line(
            $"{to}: {Format.Count(set.Configurations.Count, "configuration")}, {Format.Count(set.AtomCount, "atom")}; "
            + $"species {set.Species?.ToString() ?? "not named"}.");
    }
}
