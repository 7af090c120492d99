using FastMtp.Files.Text;
using FastMtp.Input;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>One configuration, from after BEGIN_CFG to END_CFG.</summary>
internal sealed class CfgBlock(LineReader reader, ReadSession session)
{
    private readonly HashSet<string> _seen = [];
    private readonly CfgFeatures _features = new();
    private int? _size;
    private double[]? _lattice;
    private CfgAtoms? _atoms;
    private double? _energy;
    private Virial? _virial;

    public Configuration Read(string origin)
    {
        while (true)
        {
            if (!reader.NextFilled()) throw reader.Error("the file ends before END_CFG; it is cut short, copy it again.");
            if (reader.Line is "END_CFG") return Finish(origin);
            ReadSection();
        }
    }

    private void ReadSection()
    {
        var fields = new Fields(reader.Line);
        fields.Next(out var keyword);
        switch (keyword)
        {
            case "Size":
                Once("Size");
                ReadSize(fields);
                break;
            case "Supercell" or "SuperCell":
                Once("Supercell");
                ReadLattice();
                break;
            case "AtomData:" or "Atomic_data:":
                Once("AtomData");
                _atoms = CfgAtoms.Read(reader, session,
                    _size ?? throw reader.Error("AtomData comes before Size; put Size first."), fields.Rest);
                break;
            case "Energy":
                Once("Energy");
                NextLine("the energy");
                _energy = reader.ParseNumber(reader.Line, "Energy");
                session.UsedEnergy("Energy");
                break;
            case "PlusStress:":
                Once("PlusStress");
                _virial = CfgVirial.Read(reader, Fields.Split(fields.Rest));
                session.UsedVirial("PlusStress");
                break;
            case "Feature":
                _features.Add(fields.Rest);
                break;
            case "Features:":
                _features.AddTable(reader, Fields.Split(fields.Rest));
                break;
            case "Stress:":
                throw reader.Error("Stress: is not supported because programs disagree on its sign; "
                    + "write PlusStress: (eV, positive when compressed).");
            case "Virial:":
                throw reader.Error("Virial: is not supported because programs disagree on its unit; "
                    + "write PlusStress: (eV, positive when compressed).");
            case "BEGIN_CFG":
                throw reader.Error("BEGIN_CFG before the END_CFG of the previous configuration; the file is damaged, copy it again.");
            default:
                throw reader.Error($"{reader.Excerpt()} does not begin a section of a .cfg file; check the number of rows before it.");
        }
    }

    private void ReadSize(Fields rest)
    {
        if (!rest.Next(out var field))
        {
            NextLine("Size");
            field = reader.Line;
        }
        var size = reader.ParseInteger(field, "Size");
        _size = size > 0 ? size : throw reader.Error($"Size is {size}; leave configurations without atoms out.");
    }

    private void ReadLattice()
    {
        _lattice = new double[9];
        for (var row = 0; row < 3 && reader.NextFilled(); row++)
        {
            if (!IsNumber(reader.Line[0]))
            {
                reader.Hold();
                return;
            }
            var fields = new Fields(reader.Line);
            for (var i = 0; i < 3; i++)
                _lattice[3 * row + i] = fields.Next(out var field)
                    ? reader.ParseNumber(field, "Supercell")
                    : throw reader.Error("a lattice vector has three components; correct the Supercell.");
            if (fields.Next(out _)) throw reader.Error("a lattice vector has three components; correct the Supercell.");
        }
    }

    private Configuration Finish(string origin)
    {
        if (_atoms is null) throw reader.Error("the configuration has no AtomData; correct it or leave it out.");
        var names = _features.TakeSpecies(reader);
        if (names is not null && session.Options.TypeNames is { } given && !given.Equals(names))
            throw reader.ErrorNaming(
                $"the configuration names its types {names}, which is not {given}; correct {Argument.Species} or leave it out.");
        var cell = _lattice is null ? Cell.Open : LatticeRows.ToCell(_lattice, [], reader);
        return new Configuration
        {
            Types = _atoms.MapTypes(session.Species.ForTypes(names ?? session.Options.TypeNames, reader),
                names ?? session.Options.TypeNames ?? session.Options.Species, reader.File),
            Positions = _atoms.CartesianPositions(cell, reader),
            Forces = _atoms.Forces,
            Grades = _atoms.Grades,
            Spread = _atoms.Spread,
            Cell = cell,
            Energy = _energy,
            Virial = _virial,
            ConfigType = _features.TakeConfigType(),
            Features = _features.All,
            Origin = origin,
        };
    }

    private void Once(string section)
    {
        if (!_seen.Add(section)) throw reader.Error($"{section} appears twice in one configuration; remove one.");
    }

    private void NextLine(string what)
    {
        if (!reader.NextFilled()) throw reader.Error($"the file ends before {what}; it is cut short, copy it again.");
    }

    private static bool IsNumber(char first) => char.IsAsciiDigit(first) || first is '-' or '+' or '.';
}
